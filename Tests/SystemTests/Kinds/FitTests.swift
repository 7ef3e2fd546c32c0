import Classification
import Foundation
import Statistics
import TestSupport
import Testing

@Suite struct `peil fit` {
    /// Households of a few buurten in every category, where wealth, education and work go together.
    private func delivery(_ period: String, seed: UInt64) -> String {
        var generator = SplitMix64(seed: seed)
        let edition = JointDelivery.edition
        guard case .known(let index) = edition.lookUp(RegionCode("GM0060")) else {
            preconditionFailure("Ameland is in the edition")
        }
        let buurten = edition.descendants(of: index).map { edition.regions[$0].code.description }
            .filter { $0.hasPrefix("BU") }
        return JointDelivery.text(
            buurten.map { code in
                var counts: [[Int]: Int64] = [:]
                for _ in 0..<300 {
                    let level = Int.random(in: 0..<10, using: &generator)
                    let education = min(5, 1 + (level + Int.random(in: 0..<6, using: &generator)) / 3)
                    let work = 1 + (9 - level + Int.random(in: 0..<7, using: &generator)) % 7
                    counts[[level + 1, education, work], default: 0] += 1
                }
                let cells = counts.sorted { $0.key.lexicographicallyPrecedes($1.key) }
                return (code, cells.map { (cell: ($0.key[0], $0.key[1], $0.key[2]), count: $0.value) })
            },
            period: period
        )
    }

    /// An installation that holds two years, with codebooks of its own.
    private func twoYears(isProved: Bool = false) throws -> Installation {
        let here = try Installation(isProved: isProved)
        try here.drop(delivery("2019JJ00", seed: 1), as: "a.csv", in: "correctie")
        try here.drop(delivery("2020JJ00", seed: 2), as: "b.csv", in: "correctie")
        let outcome = try here.peil("once")
        try #require(outcome.code == 0, "\(outcome.output)\(outcome.errors)")
        return here
    }

    private func adopt(_ file: String, for years: ClosedRange<Int>, in here: Installation) throws {
        let codebook = here.root + "/shipped/ses-woa.yaml"
        let text = try String(contentsOfFile: codebook, encoding: .utf8)
        let entry = "    - {file: \(file), serves: {first: \(years.lowerBound), last: \(years.upperBound)}}\n"
        try text.replacingOccurrences(of: "\nprotection:", with: "\n\(entry)\nprotection:")
            .write(toFile: codebook, atomically: true, encoding: .utf8)
    }

    private func manifest(_ here: Installation) throws -> [String: Any] {
        let bytes = try #require(here.current("manifest.json"))
        return try #require(try JSONSerialization.jsonObject(with: bytes) as? [String: Any])
    }

    @Test func `estimates a set that the codebook adopts for one year, and only that year changes`() throws {
        let here = try twoYears()
        let before = here.extracts()
        let first = try #require(try manifest(here)["release"] as? Int)
        try FileManager.default.createDirectory(
            atPath: here.root + "/shipped/coefficients",
            withIntermediateDirectories: true
        )
        let file = here.root + "/shipped/coefficients/own.yaml"
        let fitted = try here.peil("fit", "ses-woa", "2019", "--output", file, "--json")
        #expect(fitted.code == 0, "\(fitted.errors)")
        let estimate = try #require(
            try JSONSerialization.jsonObject(with: Data(fitted.output.utf8)) as? [String: Any]
        )
        let key = try #require(estimate["key"] as? String)
        #expect(key.hasPrefix("2019-fit-"))
        #expect(estimate["decimals"] as? Int == 6)
        #expect(estimate["wholeCountry"] as? Bool == false)
        #expect((estimate["deliveries"] as? [[String: Any]])?.count == 1)
        // Nothing changes before the codebook does.
        #expect(try here.peil("once").code == 0)
        #expect(try manifest(here)["release"] as? Int == first)

        try adopt("coefficients/own.yaml", for: 2020...2020, in: here)
        let adopted = try here.peil("once")
        #expect(adopted.code == 0, "\(adopted.output)\(adopted.errors)")
        let manifest = try manifest(here)
        #expect(manifest["release"] as? Int == first + 1)
        #expect(manifest["coefficientSets"] as? [String: String] == ["2019": "2019", "2020": key])
        let notes = (manifest["notes"] as? [String: [String]])?["en"] ?? []
        #expect(notes.contains { $0.contains(key) })
        let after = here.extracts()
        for (name, bytes) in before { #expect((after[name] == bytes) == name.contains("2019"), "\(name)") }

        let releases = try here.peil("releases", "ses-woa", "--json")
        let listed = try #require(
            try JSONSerialization.jsonObject(with: Data(releases.output.utf8)) as? [[String: Any]]
        )
        #expect(listed.first?["changedSets"] as? [String: String] == ["2020": key])
    }

    /// Puts a set that was written below the directory of codebooks.
    private func putBeside(_ here: Installation) throws {
        try FileManager.default.createDirectory(
            atPath: here.root + "/shipped/c",
            withIntermediateDirectories: true
        )
        try FileManager.default.moveItem(
            atPath: here.root + "/own.yaml",
            toPath: here.root + "/shipped/c/own.yaml"
        )
    }

    @Test func `writes two decimals where offsets protect scores, and a year that is out keeps its set`()
        throws
    {
        let here = try twoYears(isProved: true)
        let before = here.extracts()
        let fitted = try here.peil("fit", "ses-woa", "2019", "--output", here.root + "/own.yaml", "--json")
        let estimate = try #require(
            try JSONSerialization.jsonObject(with: Data(fitted.output.utf8)) as? [String: Any]
        )
        #expect(estimate["decimals"] as? Int == 2)
        try putBeside(here)
        let codebook = here.root + "/shipped/ses-woa.yaml"
        let shipped = try String(contentsOfFile: codebook, encoding: .utf8)
        try adopt("c/own.yaml", for: 2020...2020, in: here)
        let refused = try here.peil("once")
        #expect(refused.code == 78)
        #expect(refused.errors.contains("releases of 2020 are out"), "\(refused.errors)")
        #expect(here.extracts() == before)

        // A year of which nothing is out may have it.
        try shipped.write(toFile: codebook, atomically: true, encoding: .utf8)
        try adopt("c/own.yaml", for: 2021...2021, in: here)
        try here.drop(delivery("2021JJ00", seed: 3), as: "c.csv", in: "correctie")
        let adopted = try here.peil("once")
        #expect(adopted.code == 0, "\(adopted.output)\(adopted.errors)")
        #expect(
            try (manifest(here)["coefficientSets"] as? [String: String])?["2021"]?.hasPrefix("2019-fit-")
                == true
        )
    }

    @Test func `an edited file of coefficients makes another release`() throws {
        let here = try twoYears()
        #expect(try here.peil("fit", "ses-woa", "2019", "--output", here.root + "/own.yaml").code == 0)
        // Below the directory of codebooks, but no codebook itself.
        try putBeside(here)
        try adopt("c/own.yaml", for: 2019...2020, in: here)
        #expect(try here.peil("once").code == 0)
        let adopted = try #require(try manifest(here)["release"] as? Int)
        let path = here.root + "/shipped/c/own.yaml"
        let text = try String(contentsOfFile: path, encoding: .utf8)
        try text.replacingOccurrences(of: "key: \"", with: "key: \"x")
            .write(toFile: path, atomically: true, encoding: .utf8)
        #expect(try here.peil("once").code == 0)
        #expect(try manifest(here)["release"] as? Int == adopted + 1)

        try "key: {}".write(toFile: path, atomically: true, encoding: .utf8)
        let refused = try here.peil("once")
        #expect(refused.code == 78)
        #expect(refused.errors.contains("c/own.yaml:1"), "\(refused.errors)")
    }

    @Test func `refuses what cannot be estimated, and never overwrites unasked`() throws {
        let here = try twoYears()
        let file = here.root + "/own.yaml"
        for (arguments, word) in [
            (["fit", "ses-woa", "2018", "--output", file], "nothing is held"),
            (["fit", "ses-woa", "soon", "--output", file], "no period"),
            (["fit", "none", "2019", "--output", file], "no data set"),
        ] {
            let outcome = try here.peil(arguments)
            #expect(outcome.code == 65)
            #expect(outcome.errors.contains(word), "\(outcome.errors)")
        }
        #expect(try here.peil(["fit", "ses-woa", "2019"]).code == 64)
        #expect(try here.peil(["fit", "ses-woa", "2019", "--output", here.root + "/none/x.yaml"]).code == 74)
        try "mine".write(toFile: file, atomically: true, encoding: .utf8)
        #expect(try here.peil(["fit", "ses-woa", "2019", "--output", file]).code == 65)
        #expect(try String(contentsOfFile: file, encoding: .utf8) == "mine")
        #expect(try here.peil(["fit", "ses-woa", "2019", "--output", file, "--replace"]).code == 0)
        #expect(try String(contentsOfFile: file, encoding: .utf8).contains("standard-coordinates"))
    }

    @Test func `says why counts by variable cannot be fitted, and what to deliver`() throws {
        let here = try Installation()
        let header =
            ["WijkenEnBuurten", "Perioden", "ParticuliereHuishoudens_1"]
            + (1...10).map { "Welvaart\($0)_\($0 + 1)" } + (1...5).map { "Opleiding\($0)_\($0 + 11)" }
            + (1...7).map { "Arbeidsverleden\($0)_\($0 + 16)" }
        let numbers =
            ["70"] + [String](repeating: "7", count: 10) + [String](repeating: "14", count: 5)
            + [String](repeating: "10", count: 7)
        let row = ["BU00600000", "2019JJ00"] + numbers
        let text = header.joined(separator: ";") + "\n" + row.joined(separator: ";") + "\n"
        try here.drop(text, as: "m.csv", in: "correctie")
        let outcome = try here.peil("once")
        try #require(outcome.code == 0, "\(outcome.output)\(outcome.errors)")
        let fitted = try here.peil("fit", "ses-woa", "2019", "--output", here.root + "/own.yaml")
        #expect(fitted.code == 65)
        #expect(fitted.errors.contains("joint counts"), "\(fitted.errors)")
    }
}
