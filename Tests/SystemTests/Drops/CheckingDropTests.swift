import Foundation
import Testing

/// A drop that only checks says what would happen, and nothing happens.
@Suite struct `a drop that only checks` {
    private static let year = """
        Perioden;Wijken en buurten;Regiocode (gemeente, wijk, buurt) (code);Particuliere huishoudens (Aantal);SES-WOA/Totaalscore/Gemiddelde score (Getal)
        2019;Rozendaal;GM0277;700;0.312
        2019;Wijk 00;WK027700;700;0.312
        2019;Rozendaal;BU02770000;700;0.309

        """

    /// An installation with a drop `proef` that stands for the drop `jaar`.
    private func installation() throws -> Installation {
        let here = try Installation(isProved: false)
        let folder = here.root + "/proef"
        try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
        let text = try String(contentsOfFile: here.configuration, encoding: .utf8)
        let drop =
            "  - {name: proef, path: \(folder), dataset: ses-woa, mode: year, settle: 0s, checks-only: true}\n"
        try text.replacing("drops:\n", with: "drops:\n" + drop)
            .write(toFile: here.configuration, atomically: true, encoding: .utf8)
        return here
    }

    /// The names in a folder of the drop.
    private func names(_ here: Installation, _ folder: String) -> [String] {
        ((try? FileManager.default.contentsOfDirectory(atPath: here.root + "/proef/" + folder)) ?? [])
            .sorted()
    }

    @Test func `says what is to be said of a file, hands it back, and changes nothing`() throws {
        let here = try installation()
        try here.drop(Self.year, as: "a.csv", in: "proef")
        let outcome = try here.peil("once")
        #expect(outcome.code == 0, "\(outcome.errors)")
        #expect(outcome.output.contains("proef: a.csv: only checked; no errors found"), "\(outcome.output)")
        let receipt = try #require(try here.receipt("a.csv", in: "proef"))
        #expect(receipt["state"] as? String == "accepted")
        #expect(receipt["checksOnly"] as? Bool == true)
        #expect(receipt["changed"] is NSNull)
        #expect(receipt["release"] is NSNull)
        let name = try #require(names(here, "_checked").first)
        #expect(name.hasPrefix("a.csv.check-"))
        #expect(
            FileManager.default.contents(atPath: here.root + "/proef/_checked/" + name)
                == Data(Self.year.utf8)
        )
        let page = try #require(names(here, "_receipts").first { $0.hasSuffix(".html") })
        let text = try String(contentsOfFile: here.root + "/proef/_receipts/" + page, encoding: .utf8)
        #expect(text.contains("Only checked: no errors found"))
        #expect(text.contains("compared with what is held only when it is delivered"), "\(text)")
        #expect(!names(here, "_receipts").contains { $0.hasSuffix(".letter.htm") })
        #expect(!(try here.peil("deliveries").output.contains("a.csv")))
        #expect(!FileManager.default.fileExists(atPath: here.published + "/ses-woa"))
    }

    @Test func `is told by programs too, as what would happen and beside deliveries`() throws {
        let here = try installation()
        try here.drop(Self.year, as: "a.csv", in: "proef")
        try here.drop(Self.year.replacing("0.312", with: "veel"), as: "b.csv", in: "proef")
        try here.drop(Self.year, as: "c.csv", in: "jaar")
        let outcome = try here.peil("once", "--json")
        #expect(outcome.code == 1)
        let json = try JSONSerialization.jsonObject(with: Data(outcome.output.utf8)) as? [[String: Any]]
        let shown = Dictionary(
            uniqueKeysWithValues: try #require(json).map { ($0["file"] as? String ?? "", $0) }
        )
        #expect(shown["a.csv"]?["state"] as? String == "accepted")
        #expect(shown["b.csv"]?["state"] as? String == "rejected")
        for name in ["a.csv", "b.csv"] {
            #expect(shown[name]?["checksOnly"] as? Bool == true)
            #expect((shown[name]?["delivery"] as? String)?.hasPrefix("check-") == true)
            #expect(shown[name]?["release"] == nil)
        }
        #expect(shown["c.csv"]?["state"] as? String == "accepted")
        #expect(shown["c.csv"]?["checksOnly"] == nil && shown["c.csv"]?["release"] as? Int == 1)
    }

    @Test func `says what is wrong with a file, as its delivery would, and keeps it from nobody`() throws {
        let here = try installation()
        try here.drop(Self.year.replacing("0.312", with: "veel"), as: "b.csv", in: "proef")
        #expect(try here.peil("once").code == 1)
        let receipt = try #require(try here.receipt("b.csv", in: "proef"))
        #expect(receipt["state"] as? String == "rejected")
        let findings = try #require(receipt["findings"] as? [[String: Any]])
        #expect(findings.contains { $0["code"] as? String == "value-readable" && $0["line"] as? Int == 2 })
        #expect(names(here, "_checked").count == 1)
        #expect(names(here, "_rejected").isEmpty)
    }

    /// The receipts of guesses, without what names them, by file: with this year stored before, or without.
    private func answers(isStored: Bool) throws -> [String: Data] {
        let here = try installation()
        if isStored {
            try here.drop(Self.year, as: "held.csv", in: "jaar")
            #expect(try here.peil("once").code == 0)
        }
        let before = here.extracts()
        let guesses = [
            "same.csv": Self.year, "one.csv": Self.year.replacing("0.309", with: "0.310"),
            "units.csv": Self.year.replacing(";700;", with: ";2000;"),
            "less.csv": Self.year.split(separator: "\n").dropLast(2).joined(separator: "\n") + "\n",
        ]
        for (name, text) in guesses { try here.drop(text, as: name, in: "proef") }
        try here.peil("once")
        #expect(here.extracts() == before && before.isEmpty == !isStored)
        #expect(!FileManager.default.fileExists(atPath: here.published + "/ses-woa/releases/000002"))
        return try guesses.keys.reduce(into: [:]) { answers, name in
            var receipt = try #require(try here.receipt(name, in: "proef"))
            for key in ["delivery", "received", "finished"] { receipt[key] = nil }
            answers[name] = try JSONSerialization.data(withJSONObject: receipt, options: .sortedKeys)
        }
    }

    @Test func `says of a guess the same, whether it is what is stored, is otherwise, or nothing is stored`()
        throws
    {
        let (with, without) = (try answers(isStored: true), try answers(isStored: false))
        #expect(with.count == 4 && with == without)
        let same = String(decoding: with["same.csv"] ?? Data(), as: UTF8.self)
        #expect(same.contains("\"duplicateOf\":null") && same.contains("\"changed\":null"), "\(same)")
    }

    /// Leaves a claim in a folder of the spool, as a process does that ended before it knew more of it.
    private func leave(_ name: String, in folder: String, of here: Installation) throws {
        let claim = here.state + "/spool/" + folder + "/1764500000000-000001-7"
        try FileManager.default.createDirectory(atPath: claim, withIntermediateDirectories: true)
        try Self.year.write(toFile: claim + "/" + name, atomically: true, encoding: .utf8)
    }

    @Test func `answers what it claimed before it was switched, by a check, whichever way it was switched`()
        throws
    {
        let here = try installation()
        // The drop takes deliveries now and only checked; the other only checks and took deliveries.
        try leave("tried.csv", in: "jaar.checks", of: here)
        try leave("brought.csv", in: "proef", of: here)
        #expect(try here.peil("once").code == 0)
        for (file, drop) in [("tried.csv", "jaar"), ("brought.csv", "proef")] {
            let receipt = try #require(try here.receipt(file, in: drop), "\(file)")
            #expect(receipt["checksOnly"] as? Bool == true && receipt["state"] as? String == "accepted")
            let checked = here.root + "/\(drop)/_checked"
            #expect(try FileManager.default.contentsOfDirectory(atPath: checked).count == 1)
        }
        for folder in ["jaar.checks", "proef"] {
            let left = try FileManager.default.contentsOfDirectory(atPath: here.state + "/spool/" + folder)
            #expect(left.isEmpty, "\(folder)")
        }
        #expect(here.extracts().isEmpty)
    }

    @Test func `that is configured no longer leaves its claims in the state, each beside an answer`() throws {
        let here = try installation()
        try leave("tried.csv", in: "gone.checks", of: here)
        try leave("brought.csv", in: "gone", of: here)
        #expect(try here.peil("once").code == 0)
        let kept = here.state + "/receipts/gone/"
        for file in ["tried.csv", "brought.csv"] {
            let path = kept + file + ".1764500000000-000001-7"
            #expect(FileManager.default.contents(atPath: path) == Data(Self.year.utf8))
            let answer = try String(contentsOfFile: path + ".txt", encoding: .utf8)
            #expect(answer.contains(file) && answer.contains("neither taken nor checked"))
        }
        for folder in ["gone", "gone.checks"] {
            let left = try FileManager.default.contentsOfDirectory(atPath: here.state + "/spool/" + folder)
            #expect(left.isEmpty, "\(folder)")
        }
    }

    @Test func `answers what cannot be read, and checks again after a crash`() throws {
        let here = try installation()
        try FileManager.default.createDirectory(
            atPath: here.root + "/proef/map",
            withIntermediateDirectories: true
        )
        // As a process leaves a claim that ended before it wrote the receipt.
        let claim = here.state + "/spool/proef.checks/1764500000000-000001-7"
        try FileManager.default.createDirectory(atPath: claim, withIntermediateDirectories: true)
        try Self.year.write(toFile: claim + "/c.csv", atomically: true, encoding: .utf8)
        #expect(try here.peil("once").code == 1)
        let receipt = try #require(try here.receipt("c.csv", in: "proef"))
        #expect(receipt["delivery"] as? String == "check-20251130T105320-1")
        #expect(!FileManager.default.fileExists(atPath: claim))
        let directory = try #require(try here.receipt("map", in: "proef"))
        #expect((directory["findings"] as? [[String: Any]])?.first?["code"] as? String == "directory-in-drop")
        // It is answered once.
        #expect(try here.peil("once").code == 0)
    }
}
