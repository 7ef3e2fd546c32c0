import Foundation
import Testing

/// Counts of children by characteristic, from drop to release, in rows and in columns.
@Suite struct `characteristics of children` {
    /// An installation with a drop for years and one for corrections of the background characteristics.
    private func installation() throws -> Installation {
        let here = try Installation()
        for (name, mode) in [("kinderen", "year"), ("verbeteringen", "correction")] {
            let path = here.root + "/" + name
            try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: true)
            let text = try String(contentsOfFile: here.configuration, encoding: .utf8)
            let drop = "  - {name: \(name), path: \(path), dataset: achtergrond, mode: \(mode), settle: 0s}"
            try (text.trimmingCharacters(in: .newlines) + "\n" + drop + "\n")
                .write(toFile: here.configuration, atomically: true, encoding: .utf8)
        }
        return here
    }

    /// GM0060 Ameland: 120 boys and 81 girls, of whom 40 with a Halt referral, 150 without, 11 unknown.
    private let long = """
        WijkenEnBuurten;Perioden;Kenmerk;Categorie;Kinderen
        GM0060;2021JJ00;geslacht;man;120
        GM0060;2021JJ00;geslacht;vrouw;81
        GM0060;2021JJ00;halt;ja;40
        GM0060;2021JJ00;halt;nee;150
        GM0059;2021JJ00;geslacht;man;30
        GM0059;2021JJ00;geslacht;vrouw;20

        """

    private func row(_ code: String, _ here: Installation) throws -> [String: String] {
        let csv = try String(
            contentsOfFile: here.published + "/achtergrond/current/statline/achtergrond_2021.csv",
            encoding: .utf8
        )
        let rows = csv.split(separator: "\n").map {
            $0.split(separator: ";", omittingEmptySubsequences: false)
                .map { $0.filter { $0 != "\"" && $0 != "\r" }.trimmingCharacters(in: .whitespaces) }
        }
        let header = try #require(rows.first)
        let row = try #require(rows.first { $0.contains(code) })
        return Dictionary(zip(header, row)) { first, _ in first }
    }

    @Test func `in rows become numbers and shares of the children whose category is known`() throws {
        let here = try installation()
        try here.drop(long, as: "kinderen.csv", in: "kinderen")
        let outcome = try here.peil("once")
        #expect(outcome.code == 0, "\(outcome.errors)\(outcome.output)")
        let receipt = try #require(try here.receipt("kinderen.csv", in: "kinderen"))
        #expect(receipt["state"] as? String == "accepted", "\(receipt)")
        #expect((receipt["counts"] as? [String: Any])?["taken"] as? Int == 6)

        let ameland = try row("GM0060", here)
        #expect(ameland["Kinderen (Aantal)"] == "200")
        #expect(ameland["Demografie/Geslacht/Jongen/Aantal (Aantal)"] == "120")
        #expect(ameland["Demografie/Geslacht/Meisje/Aantal (Aantal)"] == "80")
        #expect(ameland["Demografie/Geslacht/Jongen/Aandeel (%)"] == "60.0")
        // 40 of the 190 of whom it is known, not of all 201.
        #expect(ameland["Criminaliteit/Verwijzing naar Halt/Ja/Aandeel (%)"] == "21.0")
        #expect(ameland["Zorggebruik/Licht verstandelijke beperking in het huishouden/Ja/Aandeel (%)"] == ".")
        // Fifty children are fewer than may be published about.
        let small = try row("GM0059", here)
        #expect(small["Kinderen (Aantal)"] == "50")
        #expect(small["Demografie/Geslacht/Jongen/Aandeel (%)"] == ".")
        #expect(small["Demografie/Geslacht/Jongen/Aantal (Aantal)"] == ".")
    }

    @Test func `in columns are the same delivery, may be corrected in rows, and taken back`() throws {
        let here = try installation()
        let wide = """
            WijkenEnBuurten;Perioden;geslacht_man;geslacht_vrouw;halt_ja;halt_nee
            GM0060;2021JJ00;120;81;40;150
            """
        try here.drop(wide, as: "breed.csv", in: "kinderen")
        #expect(try here.peil("once").code == 0)
        let before = try row("GM0060", here)
        #expect(before["Criminaliteit/Verwijzing naar Halt/Ja/Aandeel (%)"] == "21.0")

        let correction = """
            WijkenEnBuurten;Perioden;Categorie;Kenmerk;Kinderen
            GM0060;2021JJ00;Meisje;Geslacht;80
            GM0060;2021JJ00;Jongen;Geslacht;120
            GM0060;2021JJ00;Ja;halt;50
            GM0060;2021JJ00;Nee;halt;150
            """
        try here.drop(correction, as: "beter.csv", in: "verbeteringen")
        let outcome = try here.peil("once")
        #expect(outcome.code == 0, "\(outcome.errors)\(outcome.output)")
        #expect(try row("GM0060", here)["Criminaliteit/Verwijzing naar Halt/Ja/Aandeel (%)"] == "25.0")

        let explained = try here.peil("explain", "achtergrond", "GM0060", "2021")
        #expect(explained.code == 0, "\(explained.errors)")
        let receipt = try #require(try here.receipt("beter.csv", in: "verbeteringen"))
        let id = try #require(receipt["delivery"] as? String)
        let reverted = try here.peil("revert", id)
        #expect(reverted.code == 0, "\(reverted.errors)")
        #expect(try row("GM0060", here) == before)
    }

    @Test func `with a characteristic or category that there is none of are refused at their lines`() throws {
        let here = try installation()
        let text = """
            WijkenEnBuurten;Perioden;Kenmerk;Categorie;Kinderen
            GM0060;2021JJ00;geslacht;man;120
            GM0060;2021JJ00;schoenmaat;43;81
            GM0060;2021JJ00;halt;misschien;40
            GM0060;2021JJ00;geslacht;man;120
            """
        try here.drop(text, as: "fout.csv", in: "kinderen")
        #expect(try here.peil("once").code == 1)
        let receipt = try #require(try here.receipt("fout.csv", in: "kinderen"))
        #expect(receipt["state"] as? String == "rejected")
        let findings = try #require(receipt["findings"] as? [[String: Any]])
        let lines = findings.filter { $0["code"] as? String == "unknown-category" }.map { $0["line"] as? Int }
        #expect(lines == [3, 4])
        #expect(findings.contains { $0["line"] as? Int == 5 })
    }

    @Test func `in columns need every category of a characteristic that is there`() throws {
        let here = try installation()
        try here.drop(
            "WijkenEnBuurten;Perioden;geslacht_man\nGM0060;2021JJ00;120\n",
            as: "half.csv",
            in: "kinderen"
        )
        #expect(try here.peil("once").code == 1)
        let receipt = try #require(try here.receipt("half.csv", in: "kinderen"))
        let findings = try #require(receipt["findings"] as? [[String: Any]])
        #expect(findings.contains { $0["code"] as? String == "topics-required" })
    }

    /// 150 children of Hollum (BU00600000): 100 born on 1 January 2017, 50 a day later; the first ten with a parent
    /// from Morocco and medication in 2018.
    private var children: String {
        var text =
            "jaar;kind_id;buurtcode;geboortedatum;geslacht;geboorteland_moeder;geboorteland_vader;"
            + "ggz_zorg_2017;ggz_zorg_2018;ggz_zorg_2019;atc4_2018\n"
        for child in 0..<150 {
            let birth = child < 100 ? "2017-01-01" : "2017-01-02"
            let mother = child < 10 ? "NL;MA" : "NL;NL"
            let groups = child < 10 ? "A10B N05A" : ""
            text += "2021;k\(child);BU00600000;\(birth);\(child % 2 + 1);\(mother);0;0;0;\(groups)\n"
        }
        return text
    }

    @Test func `in rows of single children are derived, counted and published`() throws {
        let here = try installation()
        try here.drop(children, as: "kinderen.csv", in: "verbeteringen")
        let outcome = try here.peil("once")
        #expect(outcome.code == 0, "\(outcome.errors)\(outcome.output)")
        let receipt = try #require(try here.receipt("kinderen.csv", in: "verbeteringen"))
        #expect(receipt["state"] as? String == "accepted", "\(receipt)")
        #expect((receipt["counts"] as? [String: Any])?["taken"] as? Int == 150)

        let hollum = try row("BU00600000", here)
        #expect(hollum["Kinderen (Aantal)"] == "150")
        #expect(hollum["Demografie/Leeftijd/4 tot 12 jaar/Aandeel (%)"] == "67.0")
        #expect(hollum["Demografie/Leeftijd/0 tot 4 jaar/Aantal (Aantal)"] == "50")
        #expect(hollum["Demografie/Geboorteland van de ouders/Marokko/Aantal (Aantal)"] == "10")
        #expect(
            hollum["Zorggebruik/Geestelijke gezondheidszorg of medicatie in het huishouden/Ja/Aandeel (%)"]
                == "7.0"
        )
        #expect(hollum["Criminaliteit/Verwijzing naar Halt/Ja/Aandeel (%)"] == ".")
    }

    @Test func `in rows of single children with wrong fields are refused at their places`() throws {
        let here = try installation()
        let text = """
            jaar;kind_id;buurtcode;geboortedatum;halt_2018
            2021;a;BU00600000;2010-02-29;0
            2021;b;BU00600000;2010-02-28;2
            2021;a;BU00600000;2010-02-28;1
            """
        try here.drop(text, as: "fout.csv", in: "verbeteringen")
        #expect(try here.peil("once").code == 1)
        let receipt = try #require(try here.receipt("fout.csv", in: "verbeteringen"))
        let findings = try #require(receipt["findings"] as? [[String: Any]])
        let places = findings.map {
            "\($0["code"] as? String ?? "") \($0["line"] as? Int ?? 0):\($0["column"] as? Int ?? 0)"
        }
        #expect(places.contains("unknown-category 2:19"))
        #expect(places.contains("unknown-category 3:30"))
        #expect(places.contains("unit-twice 4:6"))
    }
}
