import Codebook
import Statistics
import TestSupport
import Testing

@testable import Codebooks
@testable import TableReading

/// Messages about a field of a child that nothing can be made of.
@Suite struct `a field of a child` {
    private let codebook: Codebook

    init() throws { codebook = try CodebookFile.read(path: PackageFiles.codebook("achtergrond")) }

    private func deliver(_ header: String, _ rows: String...) throws -> DeliveryReading {
        let lines = ["jaar;kind_id;buurtcode;" + header] + rows
        return try read(lines.joined(separator: "\n") + "\n", codebook: codebook)
    }

    /// Messages about one field of a column.
    private func said(_ text: String, of column: String) throws -> [String] {
        try deliver(column, "2021;k1;BU00600000;\(text)").findings.kept
            .filter { $0.severity == .rejection }.map(\.message.en)
    }

    @Test func `is read as a number without the noise of binary arithmetic, as tables are`() throws {
        let reading = try deliver(
            "vermogen;verhuizingen_3_jaar",
            "2021;k1;BU00600000;0.30000000000000004;2.0000000000000004",
            "2021;k2;BU00600000;49999.999999999996;0"
        )
        #expect(!reading.findings.isRejection, "\(reading.findings.kept)")
    }

    @Test(arguments: [
        ("(25361)", "in brackets"), ("25361-", "minus behind it"), ("25.361,50", "grouped wrongly"),
        ("25 361", "grouped wrongly"), ("€ 25361", "sign of money"), ("2,5E+04", "exponent"),
        ("n.v.t.", "missing"),
        ("#N/B", "error of a spreadsheet"), ("<7", "bound"), ("25361*", "A mark or a word"),
        ("0.1234567", "too many decimals"), ("12345678901234", "larger than any"),
        ("veel", "A number belongs here"),
    ])
    func `is told what stands there in place of a number`(text: String, words: String) throws {
        let said = try said(text, of: "vermogen")
        #expect(said.count == 1 && said.first?.contains(words) == true, "\(said)")
        #expect(said.first?.contains(text) == false)
    }

    @Test(arguments: [
        ("geboorteland_moeder", "Nederland", "A name or a longer code"),
        ("geboorteland_moeder", "6030", "A number stands here"),
        ("geboorteland_moeder", "onbekend", "missing"), ("geboortedatum", "2010", "Only a year"),
        ("geboortedatum", "43438", "spreadsheet counts a day"),
        ("geboortedatum", "5 mei 2010", "written otherwise"),
        ("geboortedatum", "2010-02-30", "does not exist"),
        ("studentenhuishouden", "misschien", "neither yes nor no"),
        ("aantal_juridische_ouders", "drie", "no number of legal parents"), ("geslacht", "-1", ""),
        ("geslacht", "−2", ""), ("geslacht", "1.5", ""),
    ])
    func `is told what stands there, by what belongs there`(column: String, text: String, words: String)
        throws
    {
        let header =
            column == "studentenhuishouden"
            ? "besteedbaar_inkomen_gestandaardiseerd;huishouden_id;studentenhuishouden" : column
        let fields = column == "studentenhuishouden" ? "20000;h1;\(text)" : text
        let said = try said(fields, of: header)
        #expect(said.count == 1 && said.first?.contains(words) == true, "\(said)")
    }

    @Test func `is said once, however many characteristics are made of it, with the first of them`() throws {
        let reading = try deliver(
            "geboorteland_moeder;geboorteland_vader",
            "2021;k1;BU00600000;Nederland;NL"
        )
        let said = reading.findings.kept.filter { $0.code == "unknown-category" }
        #expect(said.map(\.place) == [Place(line: 2, column: 20)])
        #expect(said.allSatisfy { $0.message.nl.hasSuffix(").") && $0.message.nl.contains("naam") })
    }

    @Test func `that is one too many is counted, and its separator is named`() throws {
        let reading = try deliver("geslacht", "2021;k1;BU00600000;m;x", "2021;k2;BU00600000;v")
        let finding = try #require(reading.findings.kept.first { $0.code == "field-count" })
        #expect(finding.message.en == "This row has 5 fields; there are 4 headers.")
        #expect(finding.repair.en.contains("semicolon") && finding.place == Place(line: 2, column: 22))
    }

    @Test(arguments: ["", "\u{FEFF}"])
    func `is none where the headers stand again`(mark: String) throws {
        let header = "jaar;kind_id;buurtcode;geslacht"
        let reading = try deliver("geslacht", "2021;k1;BU00600000;m", mark + header, "2021;k2;BU00600000;v")
        let found = reading.findings.kept.filter { $0.severity == .rejection }
        #expect(found.map(\.code) == ["header-again"] && found.first?.place?.line == 3)
    }
}
