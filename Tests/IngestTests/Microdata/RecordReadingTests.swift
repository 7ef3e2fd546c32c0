import Codebook
import Statistics
import TableReading
import Testing

@Suite struct `a delivery of households` {
    private let cells: RecordCells
    private let none = Households.codebook(.none)

    init() throws {
        let form = try #require(Households.codebook.form("households"))
        cells = try #require(RecordCells(Households.codebook, form))
    }

    @Test func `is counted by buurt, postcode and cell`() throws {
        let rows = [
            "2019;1;BU03630000;1012;10;5;7", "2019;2;BU03630000;1012;10;5;7", "2019;3;BU03630000;;1;1;1",
        ]
        let header = "jaar;huishouden_id;buurtcode;pc4;welvaartsdeciel;opleiding_huishouden;arbeidsverleden"
        let reading = try Households.read(([header] + rows).joined(separator: "\n"))
        #expect(reading.format == "csv-records" && reading.findings.isEmpty)
        let table = try #require(reading.table)
        #expect(table.rows == 3 && table.form == "households")
        let tally = try #require(Households.stored(table)["BU03630000 2019"])
        let slot = RecordCells.slot(ofPostcode: 1012)
        #expect(tally[cells.rank(slot: slot, part: 349)] == .number(2))
        #expect(tally[cells.rank(slot: 0, part: 0)] == .number(1))
        #expect(table.records[0].counted?.rows == 3)
        #expect(table.records[0].place == Place(line: 2, column: 1))
    }

    @Test func `is known by its columns in any order, case and separator`() throws {
        let header = "Arbeidsverleden,OPLEIDING_HUISHOUDEN, welvaartsdeciel,buurtcode,\"Huishouden_ID\",jaar"
        let reading = try Households.read("\u{FEFF}\(header)\r\n7,5,10,03630000,1,2019\r\n")
        #expect(reading.findings.isEmpty)
        let tally = Households.stored(reading.table)["BU03630000 2019"]
        #expect(tally?[349] == .number(1))
    }

    @Test(arguments: [
        "\"2019\";\"1\";\"BU03630000\";\"10\";\"5\";\"7\"", "2019;1;BU03630000;010;05;7",
        "2019 ; 1;bu03630000; 10;5 ;7", "2019JJ00;1;BU03630000;10;5;7\r", "2019;1;03630000;10;\"5\";7",
    ])
    func `is read leniently where nothing is in doubt`(_ row: String) throws {
        let reading = try Households.read(Households.text(row))
        #expect(reading.findings.isEmpty && reading.table?.units?.faults.isEmpty == true)
        #expect(Households.stored(reading.table)["BU03630000 2019"]?[349] == .number(1))
    }

    @Test func `names missing, repeated and unknown columns with their places`() throws {
        let reading = try Households.read(
            "jaar;huishouden_id;buurtcode;welvaartsdeciel;jaar;opleiding_huishouden\n"
        )
        #expect(reading.table == nil)
        #expect(reading.findings.kept.map(\.code) == ["column-twice", "column-missing"])
        #expect(reading.findings.kept[0].place == Place(line: 1, column: 46))
        let unknown = try Households.read(Households.header + ";kleur\n2019;1;BU03630000;1;1;1;rood\n")
        #expect(unknown.table?.unknownTopics.map(\.title) == ["kleur"])
        #expect(unknown.table?.unknownTopics.first?.place == Place(line: 1, column: 83))
        #expect(unknown.table?.accounted == 1)
    }

    @Test func `leaves out by the first reason that applies`() throws {
        let header = Households.header + ";huishoudenstype;inkomen_bekend"
        let rows = [
            "2019;1;BU03630000;;1;1;8;0", "2019;2;;;1;1;1;0", "2019;3;;;1;1;1;1", "2019;4;;2;1;;1;1",
            "2019;5;BU03630000;2;1;;1;1", "2019;6;BU03630000;2;;1;1;1", "2019;7;BU03630000;2;1;1;1;1",
        ]
        let table = try #require(
            Households.read(([header] + rows).joined(separator: "\n"), codebook: none).table
        )
        #expect(
            table.units?.leftOut == [
                "institutional": 1, "income-unknown": 2, "region-unknown": 1, "work-history-unknown": 1,
                "level-unknown": 1,
            ]
        )
        #expect(table.accounted == 7 && table.rows == 7)
    }

    @Test(arguments: [
        ("2019;1;BU03630000;11;1;1", "welvaartsdeciel", 19),
        ("2019;1;BU03630000;1;6;1", "opleiding_huishouden", 21),
        ("2019;1;BU03630000;1;1;x", "arbeidsverleden", 23), ("19;1;BU03630000;1;1;1", "jaar", 1),
        ("2019;;BU03630000;1;1;1", "huishouden_id", 6), ("2019;1;BU 3630000;1;1;1", "buurtcode", 8),
        (";1;BU03630000;1;1;1", "jaar", 1), ("2019;1;BU03630000;1;1;0", "arbeidsverleden", 23),
    ])
    func `names a field that holds what it cannot, at its place`(
        _ row: String,
        _ field: String,
        _ column: Int
    ) throws {
        let reading = try Households.read(Households.text("2019;9;BU03630000;1;1;1", row))
        let fault = try #require(reading.faults(.field).first)
        #expect(fault.field == field && fault.total == 1)
        #expect(fault.places == [Place(line: 3, column: column)])
    }

    @Test(
        arguments: [
            ("1012", nil), ("", nil), ("999", 7), ("0999", 7), ("10120", 7), ("1O12", 7),
        ] as [(String, Int?)]
    )
    func `takes a postcode of four digits or none`(_ postcode: String, _ column: Int?) throws {
        let header = "jaar;pc4;huishouden_id;buurtcode;welvaartsdeciel;opleiding_huishouden;arbeidsverleden"
        let reading = try Households.read("\(header)\n 2019;\(postcode);1;BU03630000;1;1;1\n")
        #expect(reading.faults(.field).first?.places.first?.column == column)
    }

    @Test func `holds partners and levels to what they say together`() throws {
        let header = Households.header + ";opleiding_hkw;partner;opleiding_partner;geslacht_p"
        let rows = [
            "2019;1;BU03630000;1;3;1;3;0;;", "2019;2;BU03630000;1;3;1;3;0;2;",
            "2019;3;BU03630000;1;3;1;2;1;3;1",
            "2019;4;BU03630000;1;3;1;4;1;;", "2019;5;BU03630000;1;4;1;3;0;;", "2019;6;BU03630000;1;4;1;3;1;;",
            "2019;7;BU03630000;1;4;1;3;;;V", "2019;8;BU03630000;1;4;1;1;1;2;M",
        ]
        let reading = try Households.read(([header] + rows).joined(separator: "\n"), codebook: none)
        let lines = { (kind: RecordFault.FaultKind) in reading.faults(kind).flatMap(\.places).map(\.line) }
        #expect(lines(.notApplicable) == [3, 8])
        #expect(lines(.notHighest) == [5, 6, 9])
        #expect(reading.faults(.notApplicable).map(\.field) == ["opleiding_partner", "geslacht_p"])
    }

    @Test func `knows a level that follows from the persons`() throws {
        let header = Households.header + ";opleiding_hkw;partner;opleiding_partner"
        let rows = [
            "2019;1;BU03630000;1;;1;3;0;", "2019;2;BU03630000;1;;1;2;1;4", "2019;3;BU03630000;1;;1;5;1;",
            "2019;4;BU03630000;1;;1;;1;5", "2019;5;BU03630000;1;;1;4;1;", "2019;6;BU03630000;1;;1;;0;",
        ]
        let table = try Households.read(([header] + rows).joined(separator: "\n"), codebook: none).table
        let tally = try #require(Households.stored(table)["BU03630000 2019"])
        let counts = (0..<5).map { tally[$0 * 7]?.number ?? 0 }
        #expect(counts == [0, 0, 1, 1, 2])
        #expect(table?.units?.leftOut == ["level-unknown": 2])
    }

    @Test func `finds a household that stands twice in a year, at its later row`() throws {
        let row = { (id: String, year: Int) in "\(year);\(id);BU03630000;1;1;1" }
        let reading = try Households.read(
            Households.text(
                row("7", 2019),
                row("8", 2019),
                row("7", 2020),
                row("7", 2019),
                row("07", 2019),
                row("8", 2019)
            )
        )
        let fault = try #require(reading.faults(.repeated).first)
        #expect(fault.places == [Place(line: 5, column: 6), Place(line: 7, column: 6)])
        #expect(fault.total == 2 && reading.table?.units?.checkedIDs == true)
        let named = try Households.read(
            Households.text(row("HH-01", 2019), row("HH-2", 2019), row("HH-01", 2019))
        )
        #expect(named.faults(.repeated).first?.places == [Place(line: 4, column: 6)])
        let other = try Households.read(Households.text(row("a1", 2019), row("b", 2019), row("a1", 2019)))
        #expect(other.faults(.repeated).first?.places == [Place(line: 4, column: 6)])
        #expect(other.table?.units?.checkedIDs == true)
    }
}
