import Codebook
import Codebooks
import Foundation
import Statistics
import TestSupport
import Testing

@testable import Bytes
@testable import Ingest
@testable import TableReading

/// Changes that spreadsheets, editors and offices make to a table, in every kind of file.
@Suite struct `a table as it comes out of a spreadsheet` {
    private let header =
        "Perioden;Wijken en buurten;Regiocode (gemeente, wijk, buurt) (code);Particuliere huishoudens (Aantal);"
        + "Financiële welvaart/1e deciel (Aantal)"
    private let rows = ["2019;Een;GM0339;1200;100", "2019;Twee;BU03390000;300;25"]

    private func read(_ text: String) throws -> DeliveryReading {
        try read(Array(text.utf8))
    }

    private func read(_ bytes: [UInt8]) throws -> DeliveryReading {
        try DeliveryReader(codebook: Households.codebook).readPlain(MemorySource(bytes: bytes))
    }

    private func lines(_ changes: (inout [String]) -> Void) -> String {
        var lines = [header] + rows
        changes(&lines)
        return lines.joined(separator: "\n") + "\n"
    }

    private func codes(_ reading: DeliveryReading) -> [String] { reading.findings.kept.map(\.code) }

    private func regions(_ reading: DeliveryReading) -> [String] {
        reading.table?.regions.map(\.code.description) ?? []
    }

    @Test func `with notes under it is the same table`() throws {
        for note in [
            "* voorlopige cijfers", "Toelichting: zie de site", "Bron: CBS; bewerking Gemeente", "\u{1A}",
        ] {
            let reading = try read(lines { $0.append(note) })
            #expect(reading.table?.rows == 2, "\(note)")
            #expect(!reading.findings.isRejection, "\(note)")
        }
        let among = try read(lines { $0.insert("Toelichting: zie de site", at: 2) })
        #expect(codes(among) == ["note-in-table"])
        #expect(among.findings.kept.first?.place?.line == 3)
    }

    @Test func `with separators behind its rows, or rows of them, is the same table`() throws {
        let behind = try read(lines { for row in 1..<$0.count { $0[row] += ";" } })
        #expect(codes(behind).isEmpty && behind.table?.records.count == 2)
        let empty = try read(lines { $0.insert(";;;;", at: 2) })
        #expect(codes(empty).isEmpty && empty.table?.rows == 2)
        let fuller = try read(lines { $0[1] += ";7" })
        #expect(codes(fuller) == ["field-count"])
    }

    @Test func `with two byte order marks is the same table`() throws {
        let reading = try read([0xEF, 0xBB, 0xBF, 0xEF, 0xBB, 0xBF] + Array(lines { _ in }.utf8))
        #expect(codes(reading).isEmpty && reading.table?.rows == 2)
    }

    @Test func `with codes and years kept as text is the same table`() throws {
        let reading = try read(
            lines {
                $0[1] = "'2019;Een;=\"GM0339\";1200;100"
                $0[2] = "2019.0;Twee;bu03390000\u{200B};300;25"
            }
        )
        #expect(codes(reading).isEmpty)
        #expect(regions(reading) == ["GM0339", "BU03390000"])
        #expect(reading.table?.periods.map(\.period) == [Period(year: 2019)])
    }

    @Test func `may say in words that its figures are provisional`() throws {
        let reading = try read(
            lines {
                for row in 1..<$0.count {
                    $0[row] = $0[row].replacing("2019;", with: "2019 (nader voorlopig);")
                }
            }
        )
        #expect(reading.table?.periods.map(\.status) == [.revisedProvisional])
        let other = try read(lines { $0[1] = $0[1].replacing("2019;", with: "2018/2019;") })
        #expect(other.table?.periods.first?.period == nil)
    }

    @Test(arguments: [
        ("FinanciÃ«le welvaart/1e deciel (Aantal)", "UTF-8"),
        ("Financi‰le welvaart/1e deciel (Aantal)", "cp850"),
        ("Financi\u{2018}le welvaart/1e deciel (Aantal)", "MacRoman"),
        ("Financi?le welvaart/1e deciel (Aantal)", "encoding"),
        ("Financiële welvart/1e deciel (Aantal)", "nearly"),
    ])
    func `with a garbled or misspelt header is refused, naming both`(wrong: String, cause: String) throws {
        let reading = try read(
            lines { $0[0] = $0[0].replacing("Financiële welvaart/1e deciel (Aantal)", with: wrong) }
        )
        let finding = try #require(reading.findings.kept.first)
        #expect(codes(reading) == ["header-misspelt"])
        #expect(
            finding.message.en.contains(wrong) && finding.message.en.contains("Financiële welvaart/1e deciel")
        )
        #expect(finding.message.en.contains(cause))
    }

    @Test func `with a header of something else is read without it`() throws {
        let reading = try read(
            lines { $0[0] = $0[0].replacing("Financiële welvaart/1e deciel", with: "Leeftijd/0 tot 4") }
        )
        #expect(reading.table?.unknownTopics.count == 1 && !reading.findings.isRejection)
    }

    @Test func `names the column of a finding by its letter and header`() throws {
        let reading = try read(lines { $0[2] = "2019;Twee;BU03390000;300;25;9" })
        let named = try #require(try reading.fieldNames?.named(reading.findings))
        #expect(named.kept.first?.field == FieldName(position: 5, header: nil))
        var finding = reading.findings.kept[0]
        finding.place = Place(line: 2, column: 10)
        let other = try #require(try reading.fieldNames?.named(Findings([finding])))
        #expect(other.kept.first?.field?.letter == "C")
        #expect(other.kept.first?.field?.header?.hasPrefix("Regiocode") == true)
    }
}

/// The same habits in files of single children and households.
@Suite struct `microdata as they come out of a spreadsheet` {
    private let children: Codebook

    init() throws {
        var root = URL(fileURLWithPath: #filePath)
        for _ in 0..<4 { root.deleteLastPathComponent() }
        children = try CodebookFile.read(path: root.path + "/etc/datasets/achtergrond.yaml")
    }

    private func households(_ lines: [String]) throws -> DeliveryReading {
        try read(lines.joined(separator: "\n") + "\n", codebook: Households.codebook)
    }

    private func kids(_ lines: [String]) throws -> DeliveryReading {
        try read(lines.joined(separator: "\n") + "\n", codebook: children)
    }

    private func codes(_ reading: DeliveryReading) -> Set<String> {
        Set(reading.findings.totals.keys.map(\.code))
    }

    private let rows = ["2019;1;BU03390000;1;2;3", "2019;2;BU03390000;4;3;1"]

    @Test func `of households are read with separators, notes, titles and marks around them`() throws {
        let plain = try households([Households.header] + rows).table?.records.map(\.counted)
        for lines in [
            ["sep=;", Households.header] + rows, ["Mijn tabel", "", Households.header] + rows,
            [Households.header] + rows.map { $0 + ";" }, [Households.header] + rows + [";;;;;", ";;;;;"],
            [Households.header] + rows + ["Bron: CBS", "\u{1A}"],
            [Households.header] + rows + ["", "J. de Vries", "Afdeling Onderzoek, tel. 0123-456789"],
            [Households.header] + rows + ["Bron: CBS;;;;;", "* voorlopige cijfers;;;;;"],
            [Households.header + ";;"] + rows.map { $0 + ";;" },
            [Households.header] + rows.map { $0.replacing("BU03390000", with: "=\"BU03390000\"") },
            [Households.header] + rows.map { $0.replacing("BU03390000", with: "'bu03390000") },
            [Households.header] + ["2019.0;1;BU03390000;1.0;2.0;3.0", "2019;2;BU03390000;04;3;1"],
        ] {
            let reading = try households(lines)
            #expect(reading.table?.records.map(\.counted) == plain, "\(lines[0]) \(lines[1])")
            #expect(codes(reading).subtracting(["note-under-table", "lines-above"]).isEmpty, "\(lines)")
        }
        let among = try households([Households.header, rows[0], "Bron: CBS", rows[1]])
        #expect(codes(among) == ["note-in-table"])
        #expect(among.findings.kept.first?.place?.line == 3)
    }

    @Test func `of households with ids that a spreadsheet shortened are refused`() throws {
        let ids = ["1,00000E+15", "1.23457E+15"]
        let reading = try households([Households.header] + ids.map { "2019;\($0);BU03390000;1;2;3" })
        #expect(codes(reading) == ["id-shortened"])
        #expect(reading.findings.total == 1)
    }

    @Test func `of children with ids of households that a spreadsheet shortened are refused for that`() throws
    {
        let header = "jaar;kind_id;buurtcode;besteedbaar_inkomen_gestandaardiseerd;huishouden_id"
        let rows = (0..<30).map { "2021;k\($0);BU03390000;\(20_000 + $0);1,00000E+15" }
        let reading = try kids([header] + rows)
        #expect(codes(reading).contains("id-shortened") && !codes(reading).contains("household-differs"))
        let finding = try #require(reading.findings.kept.first { $0.code == "id-shortened" })
        #expect(finding.message.nl.contains("in 30 rijen"))
        #expect(finding.place?.line == 2)
    }

    @Test func `of children with the same id everywhere are told once, and no row is to be removed`() throws {
        let header = "jaar;kind_id;buurtcode;geslacht"
        let reading = try kids([header] + (0..<90).map { "2021;k\($0 % 3);BU03390000;1" })
        let repeated = reading.findings.kept.filter { $0.code == "unit-twice" }
        #expect(repeated.count == 1)
        #expect(repeated.first?.message.nl.hasPrefix("In 87 rijen staat een sleutel") == true)
        #expect(repeated.first?.repair.nl.contains("Verwijder") == false)
        #expect(repeated.first?.place == Place(line: 5, column: 6))
    }

    @Test func `of children without ids are told once, and no row is to be removed`() throws {
        let header = "jaar;kind_id;buurtcode;geslacht"
        let reading = try kids([header] + (0..<90).map { "2021;\($0 % 3 == 0 ? "" : "\($0)");BU03390000;1" })
        let missing = reading.findings.kept.filter { $0.code == "unit-twice" }
        #expect(missing.map(\.message.nl) == ["In 30 rijen ontbreekt de sleutel; de eerste staat hier."])
        #expect(missing.first?.repair.nl.contains("Verwijder") == false)
    }

    @Test func `of children with a few ids twice are told at each row`() throws {
        let header = "jaar;kind_id;buurtcode;geslacht"
        let reading = try kids([header] + (0..<90).map { "2021;k\($0 % 87);BU03390000;1" })
        let twice = reading.findings.kept.filter { $0.code == "unit-twice" }
        #expect(twice.map { $0.place?.line } == [89, 90, 91])
        #expect(twice.allSatisfy { $0.message.nl.contains("al eerder") })
    }

    @Test func `of households have ids of any form compared`() throws {
        for (first, second, isRepeated) in [
            ("H9x", "H9x", true), ("H9x", "H8x", false), ("12345678901234500", "12345678901234500", true),
            ("12345678901234501", "12345678901234502", false), ("7", "900000000000000", false),
        ] {
            let reading = try households([
                Households.header, "2019;\(first);BU03390000;1;2;3", "2019;\(second);BU03390000;1;2;3",
            ])
            let faults = reading.table?.units?.faults.map(\.kind) ?? []
            #expect(faults == (isRepeated ? [.repeated] : []), "\(first) \(second)")
            // Units that may have to be imputed have no table yet.
            #expect(reading.table?.units?.checkedIDs != false)
        }
    }

    @Test func `of children are read with the same habits`() throws {
        let header = "jaar;kind_id;buurtcode;geslacht;vermogen"
        let rows = ["2021;a1;BU03390000;1;-25361", "2021;a2;BU03390000;2;100"]
        let plain = try kids([header] + rows).table?.records.map(\.counted)
        for lines in [
            ["sep=;", header] + rows, [header] + rows.map { $0 + ";" }, [header] + rows + ["Bron: CBS"],
            ([header] + rows).map { $0.replacing(";", with: "|") },
            [header, "2021.0;a1;'bu03390000;1.0;\u{2212}25361", "2021;a2;=\"BU03390000\";2;100"],
            [header, "2021;a1;BU03390000;1;- 25361", rows[1]],
        ] {
            let reading = try kids(lines)
            #expect(reading.table?.records.map(\.counted) == plain, "\(lines)")
            #expect(
                codes(reading).subtracting(["note-under-table", "leave-out-missing"]).isEmpty,
                "\(lines)"
            )
        }
    }

    @Test func `of children with a column misspelt are refused, and told what is derived without one`() throws
    {
        let wrong = try kids([
            "jaar;kind_id;buurtcode;geboorteland_moedr;geboorteland_vader", "2021;a;BU03390000;NL;NL",
        ])
        #expect(codes(wrong).contains("header-misspelt"))
        #expect(wrong.findings.kept.contains { $0.message.en.contains("'geboorteland_moeder'") })
        let year = try kids(["jaar;kind_id;buurtcode;hallt_2018", "2021;a;BU03390000;0"])
        #expect(year.findings.kept.contains { $0.message.en.contains("'halt_2018'") })
        let partly = try kids(["jaar;kind_id;buurtcode;geboorteland_vader", "2021;a;BU03390000;NL"])
        #expect(codes(partly).contains("fields-missing"))
    }

    @Test(arguments: [
        ("geb_datum", "geboortedatum"), ("geboortedag", "geboortedatum"), ("geboorte_datum", "geboortedatum"),
        ("type_huishouden", "huishoudtype"), ("type huishouden", "huishoudtype"),
        ("afstand_warenhuizen", "afstand_warenhuis"), ("bioscoop_afstand", "afstand_bioscoop"),
        ("halt_18", "halt_2018"), ("hallt_18", "halt_2018"),
        ("best_inkomen_gestandaardiseerd", "besteedbaar_inkomen_gestandaardiseerd"),
    ])
    func `of children with a header that says the same otherwise are refused, naming both`(
        header: String,
        known: String
    ) throws {
        let reading = try kids(["jaar;kind_id;buurtcode;geslacht;\(header)", "2021;a;BU03390000;1;"])
        let finding = try #require(reading.findings.kept.first { $0.code == "header-misspelt" })
        #expect(finding.severity == .rejection)
        #expect(finding.message.en.contains("'\(header)'") && finding.message.en.contains("'\(known)'"))
        // What is explained by it is not said again.
        #expect(
            !reading.findings.kept.contains {
                $0.code != "header-misspelt" && $0.message.en.contains("'\(known)'")
            }
        )
    }

    @Test(arguments: [
        "leeftijd_kind", "geboorteplaats", "inkomen", "afstand_school", "buurtnaam",
        "opmerking",
        "inkomensklasse", "vermogensbron", "datum", "type", "ouders",
    ])
    func `of children with a column of something else pass it over`(header: String) throws {
        let reading = try kids(["jaar;kind_id;buurtcode;geslacht;\(header)", "2021;a;BU03390000;1;"])
        #expect(!codes(reading).contains("header-misspelt"))
        #expect(reading.table?.unknownTopics.map(\.title) == [header])
    }

    @Test func `of children tell what a figure of the buurt is without one of its columns`() throws {
        let six = ["warenhuis", "cafetaria", "bibliotheek", "zwembad", "bioscoop", "attractie"].map {
            "afstand_\($0)"
        }
        func messages(_ columns: [String]) throws -> [String] {
            let header = (["jaar", "kind_id", "buurtcode", "geboortedatum"] + columns).joined(separator: ";")
            let row = "2021;a;BU03390000;2010-01-01" + String(repeating: ";1", count: columns.count)
            return try kids([header, row]).findings.kept.filter { $0.code == "fields-missing" }.map(
                \.message.en
            )
        }
        #expect(try messages(six) == [])
        #expect(try messages([]) == [])
        let five = try messages(Array(six.dropFirst()))
        #expect(
            five.count == 1 && five[0].contains("'afstand_warenhuis'") && five[0].contains("of no region")
        )
        let income = try messages(["besteedbaar_inkomen_gestandaardiseerd", "huishouden_id", "huishoudtype"])
        #expect(income.count == 1 && income[0].contains("households of students then count too"))
    }

    @Test func `of children without dates of birth say that nobody is left out`() throws {
        let without = try kids(["jaar;kind_id;buurtcode;geslacht", "2021;a;BU03390000;1"])
        let finding = try #require(without.findings.kept.first { $0.code == "leave-out-missing" })
        #expect(finding.severity == .warning && finding.message.en.contains("'geboortedatum'"))
        let with = try kids([
            "jaar;kind_id;buurtcode;geslacht;geboortedatum", "2021;a;BU03390000;1;2010-01-01",
        ])
        #expect(!codes(with).contains("leave-out-missing"))
    }

    @Test func `of children name each column of countries with the rows that are in no list`() throws {
        let header = "jaar;kind_id;buurtcode;geboorteland_moeder;geboorteland_vader"
        let rows = (0..<30).map { "2021;k\($0);BU03390000;\($0 < 6 ? "ZZ" : "TR");\($0 < 10 ? "XX" : "NL")" }
        let fields = try kids([header] + rows).table?.units?.fields ?? []
        let unlisted = fields.flatMap { field in
            field.oddities.compactMap {
                if case .unlisted(let rows, _) = $0 { "\(field.header) \(rows)" } else { nil }
            }
        }
        #expect(unlisted == ["geboorteland_moeder 6", "geboorteland_vader 10"])
    }

    @Test(arguments: ["NA", " NA ", "na", "\tNA", "NA "])
    func `of children tell NA among countries, with blanks around it too`(text: String) throws {
        let rows = (0..<30).map { "2021;k\($0);BU03390000;\($0 < 3 ? text : "NL")" }
        let fields = try kids(["jaar;kind_id;buurtcode;geboorteland"] + rows).table?.units?.fields ?? []
        #expect(fields.flatMap(\.oddities) == [.namibia(rows: 3)])
    }

    struct Column: Sendable {
        let name: String
        let first: Int
        let different: Int
        let nines: String
        let isTold: Bool

        init(_ name: String, from first: Int, _ different: Int, _ nines: String, isTold: Bool) {
            (self.name, self.first, self.different, self.nines, self.isTold) = (
                name, first, different, nines, isTold
            )
        }
    }

    @Test(arguments: [
        Column("verhuizingen_3_jaar", from: 0, 4, "99", isTold: true),
        Column("verhuizingen_3_jaar", from: 0, 4, "999", isTold: true),
        Column("verhuizingen_3_jaar", from: 0, 4, "9", isTold: false),
        Column("leeftijd_moeder_eerste_kind", from: 20, 25, "99", isTold: true),
        Column("omgevingsadressendichtheid", from: 900, 80, "9999", isTold: true),
        Column("omgevingsadressendichtheid", from: 980, 15, "999", isTold: false),
        Column("afstand_warenhuis", from: 0, 12, "999", isTold: true),
        Column("afstand_warenhuis", from: 0, 12, "99", isTold: true),
        Column("afstand_warenhuis", from: 0, 12, "11", isTold: false),
        Column("afstand_warenhuis", from: 0, 60, "99", isTold: false),
    ])
    func `of children tell nines as wide as the column`(column: Column) throws {
        let six = ["warenhuis", "cafetaria", "bibliotheek", "zwembad", "bioscoop", "attractie"].map {
            "afstand_\($0)"
        }
        let columns = six.contains(column.name) ? six : [column.name]
        var lines = ["jaar;kind_id;buurtcode;" + columns.joined(separator: ";")]
        for row in 0..<100 {
            let usual = "\(column.first + row % column.different)"
            let fields = columns.map { name in name == column.name && row < 10 ? column.nines : usual }
            lines.append("2021;k\(row);BU03390000;" + fields.joined(separator: ";"))
        }
        let fields = try kids(lines).table?.units?.fields ?? []
        #expect(fields.flatMap(\.oddities) == (column.isTold ? [.constant(rows: 10)] : []))
        #expect(fields.map(\.header) == (column.isTold ? [column.name] : []))
    }

    @Test func `of children tell codes in no list where a program put marks before them`() throws {
        let header = "jaar;kind_id;buurtcode;geboorteland_moeder;geboorteland_vader"
        let rows = (0..<30).map { "2021;k\($0);BU03390000;\($0 < 6 ? "'QQ" : "TR");NL" }
        let fields = try kids([header] + rows).table?.units?.fields ?? []
        #expect(
            fields.contains { field in
                field.oddities.contains { if case .unlisted(rows: 6, _) = $0 { true } else { false } }
            }
        )
    }

    @Test func `of children tell codes in no list, and NA among countries`() throws {
        let header = "jaar;kind_id;buurtcode;geboorteland;geboorteland_moeder;geboorteland_vader"
        let rows = (0..<30).map { "2021;k\($0);BU03390000;\($0 < 3 ? "NA" : $0 < 6 ? "ZZ" : "NL");NL;NL" }
        let fields = try kids([header] + rows).table?.units?.fields ?? []
        #expect(fields.contains { $0.header == "geboorteland" && $0.oddities == [.namibia(rows: 3)] })
        #expect(
            fields.contains { field in
                field.oddities.contains { if case .unlisted(rows: 3, _) = $0 { true } else { false } }
            }
        )
    }

    @Test func `of children tell numbers that are not what they seem`() throws {
        let header = "jaar;kind_id;buurtcode;vermogen"
        func oddities(_ amount: (Int) -> String) throws -> [UnitFieldFacts.Oddity] {
            let rows = (0..<100).map { "2021;k\($0);BU03390000;\(amount($0))" }
            return try kids([header] + rows).table?.units?.fields.flatMap(\.oddities) ?? []
        }
        #expect(try oddities { "\(1000 + $0 * 1517)" }.isEmpty)
        #expect(try oddities { "\(10 + $0).\(100 + $0)" } == [.grouped(rows: 100)])
        // Some rows are enough, where all others are whole thousands; decimals are no groups.
        #expect(try oddities { $0 % 10 == 0 ? "27.337" : "\(1000 + $0 * 1517)" } == [.grouped(rows: 10)])
        #expect(try oddities { $0 % 10 == 0 ? "27,337" : "\(1000 + $0 * 1517)" } == [.grouped(rows: 10)])
        #expect(try oddities { $0 % 10 == 0 ? "27.337" : "\(1000 + $0 * 1517).25" }.isEmpty)
        #expect(try oddities { $0 % 10 == 0 ? "27.337" : "\($0 * 13)" } == [.tooSmall(rows: 100)])
        #expect(try oddities { $0 < 10 ? "9999999999" : "\(1000 + $0 * 1517)" } == [.constant(rows: 10)])
        #expect(try oddities { $0 < 10 ? "-99997" : "\(1000 + $0 * 1517)" } == [.constant(rows: 10)])
        #expect(try oddities { "\($0 + 1)" } == [.tooSmall(rows: 100)])
    }
}
