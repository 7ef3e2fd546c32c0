import Foundation
import Testing

/// Corrections of characteristics are released with what is out already in mind.
@Suite struct `corrected children` {
    private func installation() throws -> Installation {
        let here = try Installation()
        let path = here.root + "/kinderen"
        try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: true)
        let text = try String(contentsOfFile: here.configuration, encoding: .utf8)
        let drop = "  - {name: kinderen, path: \(path), dataset: achtergrond, mode: correction, settle: 0s}"
        let year = "  - {name: kinderjaar, path: \(path)-jaar, dataset: achtergrond, mode: year, settle: 0s}"
        try FileManager.default.createDirectory(atPath: path + "-jaar", withIntermediateDirectories: true)
        try (text.trimmingCharacters(in: .newlines) + "\n" + drop + "\n" + year + "\n")
            .write(toFile: here.configuration, atomically: true, encoding: .utf8)
        return here
    }

    /// The buurten of Ameland in the edition.
    private func known() throws -> [String] {
        let list = try String(
            contentsOfFile: Installation.packageRoot + "/etc/regions/2021/buurt.csv",
            encoding: .utf8
        )
        return list.split(separator: "\n").filter { $0.hasPrefix("BU0060") }
            .map { String($0.split(separator: ";")[0]) }
    }

    private let header =
        "WijkenEnBuurten;Perioden;geslacht_man;geslacht_vrouw;leeftijd_0_4;leeftijd_4_12;leeftijd_12_18;"
        + "leeftijd_18_23\n"

    /// Buurten of 400 children each; of the first one, the numbers of boys and girls, and of each age.
    private func delivery(_ sexes: String = "200;200", ages: String = "90;110;100;100") throws -> String {
        header
            + (try known()).enumerated().map { place, buurt in
                buurt + ";2021JJ00;" + (place == 0 ? "\(sexes);\(ages)" : "200;200;90;110;100;100")
            }.joined(separator: "\n") + "\n"
    }

    private func correction(_ sexes: String = "200;200", ages: String = "90;110;100;100") throws -> String {
        header + (try known()[0]) + ";2021JJ00;\(sexes);\(ages)\n"
    }

    private func extract(_ here: Installation) throws -> Data {
        try Data(
            contentsOf: URL(
                fileURLWithPath: here.published + "/achtergrond/current/statline/achtergrond_2021.csv"
            )
        )
    }

    /// The published row of the first buurt, by header.
    private func row(_ here: Installation) throws -> [String: String] {
        let lines = String(decoding: try extract(here), as: UTF8.self).split(whereSeparator: \.isNewline)
        let cells = lines.map { line in
            line.split(separator: ";", omittingEmptySubsequences: false).map {
                $0.filter { $0 != "\"" }.trimmingCharacters(in: .whitespaces)
            }
        }
        let code = try known()[0]
        let row = try #require(cells.first { $0.contains(code) })
        return Dictionary(zip(cells[0], row)) { first, _ in first }
    }

    private func deliver(_ text: String, as name: String, to here: Installation) throws {
        try here.drop(text, as: name, in: "kinderen")
        let outcome = try here.peil("once")
        #expect(outcome.code == 0, "\(outcome.errors)\(outcome.output)")
    }

    @Test func `show what changed, and another characteristic as it was`() throws {
        let here = try installation()
        try deliver(delivery(), as: "0.csv", to: here)
        #expect(try row(here)["Demografie/Geslacht/Jongen/Aantal (Aantal)"] == "200")
        try deliver(correction("240;160"), as: "1.csv", to: here)
        #expect(try row(here)["Demografie/Geslacht/Jongen/Aantal (Aantal)"] == "240")
        #expect(try row(here)["Demografie/Geslacht/Jongen/Aandeel (%)"] == "60.0")
        #expect(try row(here)["Demografie/Leeftijd/0 tot 4 jaar/Aantal (Aantal)"] == "90")
        // All at once comes to the same where nothing is withheld or merged.
        let atOnce = try installation()
        try deliver(delivery("240;160"), as: "alles.csv", to: atOnce)
        #expect(try extract(here) == extract(atOnce))
    }

    @Test func `of a part of a group hold it against what is held of the whole, and say what they drop`()
        throws
    {
        let here = try installation()
        func rows(_ topics: [String], _ numbers: String) throws -> String {
            "WijkenEnBuurten;Perioden;\(topics.joined(separator: ";"))\n"
                + (try known()).map { "\($0);2021JJ00;\(numbers)" }.joined(separator: "\n") + "\n"
        }
        let (whole, part) = (
            ["verdachte_ja", "verdachte_nee"], ["verdachte_geweld_ja", "verdachte_geweld_nee"]
        )
        try deliver(rows(whole, "100;300"), as: "0.csv", to: here)
        try here.drop(rows(part, "200;200"), as: "1.csv", in: "kinderen")
        #expect(try here.peil("once").code == 1)
        #expect(try codes("1.csv", here).contains("subgroup-above-whole"))
        #expect(
            try row(here)["Criminaliteit/Geregistreerde verdachte in het huishouden/Ja/Aantal (Aantal)"]
                == "100"
        )
        try deliver(rows(part, "50;350"), as: "2.csv", to: here)
        #expect(try codes("2.csv", here).contains("characteristics-kept"))
        try deliver(rows(whole + part, "100;300;50;350"), as: "3.csv", to: here)
        #expect(try !codes("3.csv", here).contains("characteristics-kept"))
        // A year drops the whole that is stored, so nothing is held against it.
        try rows(part, "200;200").write(
            toFile: here.root + "/kinderen-jaar/4.csv",
            atomically: true,
            encoding: .utf8
        )
        _ = try here.peil("once")
        let year = try codes("4.csv", here, in: "kinderen-jaar")
        #expect(!year.isEmpty && !year.contains("subgroup-above-whole"), "\(year)")
    }

    /// The codes of the findings in a receipt.
    private func codes(_ name: String, _ here: Installation, in drop: String = "kinderen") throws -> Set<
        String
    > {
        let folder = here.root + "/\(drop)/_receipts"
        let receipt = try #require(
            FileManager.default.contentsOfDirectory(atPath: folder)
                .first { $0.hasPrefix(name) && $0.hasSuffix(".json") && !$0.contains("report") }
        )
        let text = try String(contentsOfFile: folder + "/" + receipt, encoding: .utf8)
        return Set(text.matches(of: /"code" ?: ?"([a-z-]+)"/).map { String($0.1) })
    }

    @Test func `leave coarse numbers that differ by a few children, and show what differs by more`() throws {
        let here = try installation()
        let young = "Demografie/Leeftijd/0 tot 4 jaar/Aantal (Aantal)"
        try deliver(delivery(ages: "4;196;100;100"), as: "0.csv", to: here)
        let first = try row(here)
        #expect(["0", "10"].contains(first[young]))
        try deliver(correction(ages: "7;193;100;100"), as: "1.csv", to: here)
        #expect(try row(here) == first)
        // No class is small any more, so the numbers are rounded half up.
        try deliver(correction(ages: "30;130;140;100"), as: "2.csv", to: here)
        #expect(try row(here)[young] == "30")
        #expect(try row(here)["Demografie/Leeftijd/12 tot 18 jaar/Aandeel (%)"] == "35.0")
    }

    @Test func `leave a buurt withheld that grows over the threshold by a child, also after a restart`()
        throws
    {
        let here = try installation()
        let boys = "Demografie/Geslacht/Jongen/Aantal (Aantal)"
        try deliver(delivery("50;49", ages: "25;25;25;24"), as: "0.csv", to: here)
        #expect(try row(here)[boys] == ".")
        try deliver(correction("50;51", ages: "25;25;25;26"), as: "1.csv", to: here)
        #expect(try row(here)[boys] == ".")
        let explained = try here.peil("explain", "achtergrond", try known()[0], "2021")
        #expect(explained.code == 0, "\(explained.errors)")
        try deliver(correction("60;60", ages: "30;30;30;30"), as: "2.csv", to: here)
        #expect(try row(here)["Kinderen (Aantal)"] == "120")
    }
}
