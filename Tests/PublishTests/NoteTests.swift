import Codebook
import Foundation
import Publish
import Statistics
import Testing

@Suite struct `the note of a release` {
    private func row(_ score: Int64, _ units: Int64 = 400) -> [Value] {
        [.number(units), .number(201), .number(799), .number(score), .missing(.unknown)]
    }
    private let small: [Value] = [.number(0)] + Array(repeating: .missing(.unknown), count: 4)

    private func trial() throws -> TrialRelease {
        let trial = try TrialRelease()
        trial.codebook.extracts = [.statlineCSV, .note]
        return trial
    }

    private func note(_ trial: TrialRelease, _ name: String) throws -> String {
        String(decoding: try #require(trial.current()["note/sample.\(name)"]), as: UTF8.self)
    }

    @Test func `tells of the first release what it has, in both languages`() throws {
        let trial = try trial()
        _ = try trial.publisher().publish(trial.plan(1, [.whole(trial.table([1: row(100)]))]))
        #expect(
            try note(trial, "nl.md").contains("Dit is de eerste publicatie. Zij heeft cijfers over 2019.")
        )
        #expect(try note(trial, "en.md").contains("This is the first release. It has figures of 2019."))
        #expect(try note(trial, "en.html").contains("<html lang=\"en\">"))
        let manifest = try #require(Manifest.read(trial.home + "/current"))
        let types = manifest.files.filter { $0.path.hasPrefix("note/") }.map(\.mediaType)
        #expect(types.sorted() == ["text/html", "text/html", "text/markdown", "text/markdown"])
    }

    @Test func `counts what is new, corrected, withdrawn and newly withheld, and names what moved`() throws {
        let trial = try trial()
        let before = trial.table([1: row(100), 2: row(50), 3: row(20), 5: row(7)])
        _ = try trial.publisher().publish(trial.plan(1, [.whole(before)]))
        let after = trial.table([1: row(900), 3: small, 5: row(7), 6: row(1)])
        _ = try trial.publisher().publish(trial.plan(2, base: 1, [.whole(after)]))
        let text = try note(trial, "en.md")
        #expect(
            text.contains(
                "Compared with release 1, rows of regions differ: 1 new, 1 corrected, 1 withdrawn, 1 newly withheld."
            ),
            "\(text)"
        )
        #expect(text.contains("| 2019 | corrected data | 1 | 1 | 1 | 1 | 0 |"), "\(text)")
        #expect(text.contains("| moved | "), "\(text)")
        #expect(text.contains("or where it would give another withheld figure away"))
        #expect(text.contains("data were corrected or added"))
        let html = try note(trial, "nl.html")
        // The names of regions are hard to write.
        #expect(html.contains("&quot;aan zee&quot; &amp; &lt;co&gt;"), "\(html)")
        #expect(html.components(separatedBy: "<table>").count == 3)
    }

    @Test func `names trends that turn, by a correction and in a new period`() throws {
        let trial = try trial()
        let (first, second) = (trial.table([1: row(100)], year: 2017), trial.table([1: row(200)], year: 2018))
        _ = try trial.publisher().publish(trial.plan(1, [.whole(first), .whole(second)]))
        #expect(try note(trial, "en.md").contains("first release"))
        let third = trial.table([1: row(150)], year: 2019)
        _ = try trial.publisher().publish(
            trial.plan(2, base: 1, [.unchanged(first), .unchanged(second), .whole(third)])
        )
        let turned = try note(trial, "en.md")
        #expect(turned.contains("Trends of regions that turn: 1."), "\(turned)")
        #expect(try note(trial, "nl.md").contains("omgeslagen"))
        let corrected = trial.table([1: row(300)], year: 2017)
        _ = try trial.publisher().publish(
            trial.plan(3, base: 2, [.whole(corrected), .unchanged(second), .unchanged(third)])
        )
        // The step into 2018 is that of a period whose own figures stay, so it is told there when 2018 changes.
        #expect(try note(trial, "en.md").contains("Compared with release 2"))
    }

    @Test func `says that nothing differs where nothing does, and is the same whenever it is made`() throws {
        let (one, other) = (try trial(), try trial())
        for trial in [one, other] {
            let table = trial.table([1: row(100)])
            _ = try trial.publisher().publish(trial.plan(1, [.whole(table)]))
            _ = try trial.publisher().publish(trial.plan(2, base: 1, [.unchanged(table)]))
        }
        #expect(try note(one, "en.md").contains("The figures by region are those of release 1."))
        for name in ["nl.md", "nl.html", "en.md", "en.html"] {
            #expect(try note(one, name) == note(other, name))
        }
    }
}
