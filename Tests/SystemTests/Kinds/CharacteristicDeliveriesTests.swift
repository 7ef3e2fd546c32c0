import Foundation
import Testing

/// Deliveries of single children with what may stand beside them, and published figures coming back.
@Suite struct `deliveries of children` {
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

    private func file(_ name: String, _ here: Installation) -> String {
        here.published + "/achtergrond/current/statline/achtergrond_2021" + name
    }

    private func row(_ code: String, _ here: Installation) throws -> [String: String] {
        let csv = try String(contentsOfFile: file(".csv", here), encoding: .utf8)
        let rows = csv.split(separator: "\n").map {
            $0.split(separator: ";", omittingEmptySubsequences: false)
                .map { $0.filter { $0 != "\"" && $0 != "\r" }.trimmingCharacters(in: .whitespaces) }
        }
        let header = try #require(rows.first)
        let row = try #require(rows.first { $0.contains(code) })
        return Dictionary(zip(header, row)) { first, _ in first }
    }

    private func codes(_ file: String, _ drop: String, _ here: Installation) throws -> [String] {
        let receipt = try #require(try here.receipt(file, in: drop))
        let findings = try #require(receipt["findings"] as? [[String: Any]])
        return findings.map {
            "\($0["code"] as? String ?? "") \($0["line"] as? Int ?? 0):\($0["column"] as? Int ?? 0)"
        }
    }

    /// 240 children of 120 households of Hollum, with incomes of 10,000 or 30,000 euro and distances of 1 to 6 km.
    private var children: String {
        let kinds = ["warenhuis", "cafetaria", "bibliotheek", "zwembad", "bioscoop", "attractie"]
        var text =
            "jaar;kind_id;buurtcode;huishouden_id;besteedbaar_inkomen_gestandaardiseerd;wsnp_2016;wsnp_2017;"
            + "wsnp_2018;wsnp_2019;" + kinds.map { "afstand_" + $0 }.joined(separator: ";") + "\n"
        for child in 0..<240 {
            let household = child / 2
            let income = household % 2 == 0 ? 10_000 : 30_000
            text +=
                "2021;k\(child);BU00600000;h\(household);\(income);1;0;\(child % 4 == 0 ? 1 : 0);0;1;2;3;4;5;6\n"
        }
        return text
    }

    private let income = "Financiën/Gestandaardiseerd besteedbaar inkomen"
    private let gini = "Demografie/Inkomensongelijkheid van de buurt (Gini) (Getal)"

    @Test func `wait for limits in words, and are taken again with limits beside them`() throws {
        let here = try installation()
        try here.drop(children, as: "kinderen.csv", in: "verbeteringen")
        let outcome = try here.peil("once")
        #expect(outcome.code == 0, "\(outcome.errors)\(outcome.output)")
        let codes = try codes("kinderen.csv", "verbeteringen", here)
        #expect(codes.contains("limits-missing 1:38"))
        #expect(codes.contains("year-outside-window 1:76"))
        var hollum = try row("BU00600000", here)
        #expect(hollum["\(income)/1e 20%-groep/Aandeel (%)"] == ".")
        // The flags of 2021 are of 2017 to 2019: that of 2016 does not count.
        #expect(hollum["Financiën/Schuldsanering (Wsnp) in het huishouden/Ja/Aandeel (%)"] == "25.0")
        // Half have 10,000 and half 30,000: a mean difference of 10,000 over twice 20,000.
        #expect(hollum[gini] == "0.250")
        #expect(hollum["Demografie/Gemiddelde afstand tot voorzieningen (km)"] == "3.5")

        let limits =
            "kenmerk;jaar;grens\ninkomen;2021;15000\ninkomen;2021;20000\ninkomen;;25000\ninkomen;2021;28000\n"
        try here.drop(limits, as: "kinderen.grenzen.csv", in: "verbeteringen")
        try here.drop(children, as: "kinderen.csv", in: "verbeteringen")
        #expect(try here.peil("once").code == 1)
        #expect(try self.codes("kinderen.csv", "verbeteringen", here).contains("limits-faulty 2:1"))

        let good = limits.replacingOccurrences(of: "inkomen;;", with: "inkomen;2021;")
        try here.drop(good, as: "kinderen.csv.grenzen.csv", in: "verbeteringen")
        try here.drop(children, as: "kinderen.csv", in: "verbeteringen")
        let taken = try here.peil("once")
        #expect(taken.code == 0, "\(taken.errors)\(taken.output)")
        hollum = try row("BU00600000", here)
        #expect(hollum["\(income)/1e 20%-groep/Aandeel (%)"] == "50.0")
        #expect(hollum["\(income)/5e 20%-groep/Aandeel (%)"] == "50.0")
        #expect(
            !FileManager.default.fileExists(atPath: here.root + "/verbeteringen/kinderen.csv.grenzen.csv")
        )
    }

    @Test func `keep no figure of a buurt of few households, and no income anywhere`() throws {
        let here = try installation()
        let few = children.split(separator: "\n").prefix(1 + 150).joined(separator: "\n") + "\n"
        try here.drop(few, as: "kinderen.csv", in: "verbeteringen")
        #expect(try here.peil("once").code == 0)
        let hollum = try row("BU00600000", here)
        // 150 children, but only 75 households.
        #expect(hollum[gini] == ".")
        #expect(hollum["Demografie/Gemiddelde afstand tot voorzieningen (km)"] == "3.5")
    }

    @Test func `with figures of a buurt given beside counts carry them through`() throws {
        let here = try installation()
        let text = """
            WijkenEnBuurten;Perioden;geslacht_man;geslacht_vrouw;inkomensongelijkheid;afstand_voorzieningen
            BU00600000;2021JJ00;120;130;0,000;2,5
            BU00600001;2021JJ00;20;30;0,310;.
            """
        try here.drop(text, as: "buurten.csv", in: "verbeteringen")
        let outcome = try here.peil("once")
        #expect(outcome.code == 0, "\(outcome.errors)\(outcome.output)")
        #expect(try row("BU00600000", here)[gini] == "0.000")
        #expect(try row("BU00600000", here)["Demografie/Gemiddelde afstand tot voorzieningen (km)"] == "2.5")
        // Of fifty children nothing is shown.
        #expect(try row("BU00600001", here)[gini] == ".")
        try here.drop(
            text.replacingOccurrences(of: "0,310", with: "1,310"),
            as: "fout.csv",
            in: "verbeteringen"
        )
        #expect(try here.peil("once").code == 1)
        #expect(try codes("fout.csv", "verbeteringen", here).contains { $0.hasPrefix("value-range 3:") })
    }

    @Test(arguments: [".csv", "_TypedDataSet.xml", "_UntypedDataSet.xml"])
    func `are published in a form that is taken back, and then published alike`(suffix: String) throws {
        let here = try installation()
        let text = """
            WijkenEnBuurten;Perioden;Kenmerk;Categorie;Kinderen
            GM0060;2021JJ00;geslacht;man;120
            GM0060;2021JJ00;geslacht;vrouw;81
            GM0060;2021JJ00;leeftijd;0_4;3
            GM0060;2021JJ00;leeftijd;4_12;100
            GM0060;2021JJ00;leeftijd;12_18;90
            GM0060;2021JJ00;inkomensbron;loon;150
            GM0060;2021JJ00;inkomensbron;ww;4
            GM0060;2021JJ00;inkomensbron;overig;40
            """
        try here.drop(text, as: "kinderen.csv", in: "kinderen")
        #expect(try here.peil("once").code == 0)
        let ameland = try row("GM0060", here)
        // Three children are 0 or 10 by the key; so is every number less than ten off, and a multiple of ten is itself.
        #expect(["0", "10"].contains(ameland["Demografie/Leeftijd/0 tot 4 jaar/Aantal (Aantal)"]))
        #expect(ameland["Demografie/Leeftijd/0 tot 4 jaar + 4 tot 12 jaar/Aantal (Aantal)"] == ".")
        #expect(ameland["Demografie/Leeftijd/12 tot 18 jaar/Aantal (Aantal)"] == "90")
        #expect(ameland["Demografie/Leeftijd/12 tot 18 jaar/Aandeel (%)"] == "50.0")
        #expect(ameland["Demografie/Leeftijd/Eenheid van de aantallen (Aantal)"] == "10")
        let income = "Financiën/Voornaamste inkomensbron"
        #expect(ameland["\(income)/Onbekend of overig/Aantal (Aantal)"] == "40")
        #expect(["0", "10"].contains(ameland["\(income)/Werkloosheidsuitkering/Aantal (Aantal)"]))
        let first = try Data(contentsOf: URL(fileURLWithPath: file(suffix, here)))
        let csv = try Data(contentsOf: URL(fileURLWithPath: file(".csv", here)))
        try here.drop([UInt8](first), as: "terug" + suffix, in: "kinderen")
        let outcome = try here.peil("once")
        #expect(outcome.code == 0, "\(outcome.errors)\(outcome.output)")
        let receipt = try #require(try here.receipt("terug" + suffix, in: "kinderen"))
        #expect(receipt["state"] as? String == "accepted", "\(receipt)")
        #expect(try Data(contentsOf: URL(fileURLWithPath: file(".csv", here))) == csv)
    }

    @Test func `tell of offsets when a row is explained, and nobody else of the rule`() throws {
        let here = try installation()
        let text = """
            WijkenEnBuurten;Perioden;Kenmerk;Categorie;Kinderen
            GM0060;2021JJ00;leeftijd;0_4;3
            GM0060;2021JJ00;leeftijd;4_12;100
            GM0060;2021JJ00;leeftijd;12_18;90
            """
        try here.drop(text, as: "kinderen.csv", in: "kinderen")
        #expect(try here.peil("once").code == 0)
        let explained = try here.peil("explain", "achtergrond", "GM0060", "2021")
        #expect(
            explained.output.contains("rounded with a secret offset"),
            "\(explained.output)\(explained.errors)"
        )
        let manifest = try String(
            contentsOfFile: here.published + "/achtergrond/current/manifest.json",
            encoding: .utf8
        )
        for word in ["group-minimum", "interval", "merges"] { #expect(!manifest.contains(word)) }
    }
}
