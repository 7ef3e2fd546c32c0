import Statistics
import TestSupport
import Testing

@testable import TableReading

@Suite struct `csv of StatLine` {
    /// The content of every variant below: a gemeente, and a buurt whose figures are suppressed.
    private let expected: [(String, Int, Value)] = [
        ("GM9001", 0, .number(10_200)), ("GM9001", 1, .number(208)), ("GM9001", 3, .number(-100)),
        ("BU90010101", 0, .number(0)), ("BU90010101", 1, .missing(.unknown)),
        ("BU90010101", 3, .missing(.unknown)),
    ]

    private func check(_ reading: DeliveryReading, format: String, names: Bool = true) {
        #expect(reading.format == format)
        #expect(places(reading.findings).allSatisfy { $0.hasPrefix("lines-above") })
        #expect(reading.table?.form == "published")
        for (region, rank, wanted) in expected {
            #expect(value(reading.table, region, rank) == wanted, "\(region) \(rank)")
        }
        if names { #expect(reading.table?.regions.map(\.name) == ["Noorderhaven", "Oude Wal e.o."]) }
    }

    @Test func `with statistical symbols, the codes beside the names`() throws {
        let text = """
            \u{FEFF}"Perioden";"Wijken en buurten";"Regiocode (gemeente, wijk, buurt) (code)";\
            "Particuliere huishoudens (Aantal)";"Welvaart/Laag (%)";"Score/Gemiddelde score (Getal)"
            "2019";"Noorderhaven";"GM9001    ";"   10200";"    20.8";"  -0.100"
            "2019";"Oude Wal e.o.";"BU90010101";"       0";"       .";"       ."

            """
        check(try read(text), format: "csv-flat")
    }

    @Test func `with its columns in any order and lines above and below it`() throws {
        let text = """
            "Proef; scores per wijk en buurt, regio-indeling 2021"
            ""

            Score/Gemiddelde score (Getal);Particuliere huishoudens (Aantal);Regiocode (gemeente, wijk, buurt);\
            Welvaart/Laag (%);Iets anders (Getal);Perioden;Wijken en buurten
            -0.100;10200;GM9001;20.8;7;2019;Noorderhaven
            .;0;BU90010101;.;8;2019;Oude Wal e.o.
            Bron: CBS
            """
        let reading = try read(text)
        check(reading, format: "csv-flat")
        #expect(reading.table?.statedEdition?.year == 2021)
        #expect(reading.table?.unknownTopics.map(\.title) == ["Iets anders (Getal)"])
        #expect(reading.table?.unknownTopics.map(\.place) == [Place(line: 4, column: 118)])
        #expect(reading.table?.rows == 2)
    }

    @Test func `as StatLine shows it, with topics as rows`() throws {
        let text = """
            \u{FEFF}"Proef; scores per wijk en buurt 2019"
            ""
            "";"";"Wijken en buurten"
            "Onderwerp";"";"Noorderhaven";"Oude Wal e.o."
            "Particuliere huishoudens";"aantal";"10.200";"0"
            "Regioaanduiding|Gemeentenaam";"naam";"Noorderhaven";"Noorderhaven"
            "Regioaanduiding|Codering";"code";"GM9001";"BU90010101"
            "Welvaart|Laag";"%";"20,8";"."
            "Score|Gemiddelde score";"Getal";"-0,100";"."
            "Bron: CBS"
            """
        let reading = try read(text)
        check(reading, format: "csv-pivot")
        #expect(reading.table?.periods.map(\.place) == [Place(line: 1, column: 2)])
        #expect(
            reading.table?.regions.map(\.place) == [Place(line: 7, column: 36), Place(line: 7, column: 45)]
        )
    }

    @Test func `of the English portal, with commas`() throws {
        let text = """
            "Sample; scores"
            ""
            "","Periods","2019","2019"
            "","","Districts and neighbourhoods"
            "Topic","","Noorderhaven","Oude Wal e.o."
            "Region code","code","GM9001","BU90010101"
            "Private households","Number","10,200","0"
            "Wealth|Low","%","20.8","."
            "Score|Mean score","Value","-0.100","."
            "Source: CBS."
            """
        check(try read(text), format: "csv-pivot")
        let flat = """
            "Periods","Districts and neighbourhoods","Region code","Private households (Number)","Wealth/Low (%)",\
            "Score/Mean score (Value)"
            "2019","Noorderhaven","GM9001","10200","20.8","-0.100"
            "2019","Oude Wal e.o.","BU90010101","0",".","."
            "Source: CBS."
            """
        check(try read(flat), format: "csv-flat")
    }

    @Test func `unprocessed, with keys`() throws {
        let text = """
            "ID";"WijkenEnBuurten";"Perioden";"Gemeentenaam_1";"ParticuliereHuishoudens_2";"WelvaartLaag_3";\
            "GemiddeldeScore_5"
            "0";"GM9001    ";"2019JJ00";"Noorderhaven            ";"   10200";"    20.8";"  -0.100"
            "1";"BU90010101";"2019JJ00";"Noorderhaven            ";"       0";"       .";"       ."
            """
        check(try read(text), format: "csv-keys", names: false)
    }

    @Test func `written again by a program, with a nameless column in front and decimals behind counts`()
        throws
    {
        let text = """
            ,WijkenEnBuurten,Perioden,ParticuliereHuishoudens_2,WelvaartLaag_3,GemiddeldeScore_5
            0,GM9001,2019JJ00,10200.0,20.8,-0.1
            1,BU90010101,2019JJ00,0.0,.,.
            """
        check(try read(text), format: "csv-keys", names: false)
    }

    @Test func `of the website, with thousands in points and marks behind years`() throws {
        let text = """
            Wijken en buurten\tRegiocode (gemeente, wijk, buurt)\tPerioden\tParticuliere huishoudens (Aantal)\t\
            Welvaart/Laag (%)\tScore/Gemiddelde score (Getal)
            Noorderhaven\tGM9001\t2019*\t10.200\t20,8\t-0,100
            Oude Wal e.o.\tBU90010101\t2019*\t0\t.\t.
            Bron: CBS.
            """
        let reading = try read(text)
        check(reading, format: "csv-flat")
        #expect(reading.table?.periods.map(\.status) == [.provisional])
    }

    @Test func `as observations of the newer feed`() throws {
        let text = """
            Id;Measure;ValueAttribute;Value;StringValue;WijkenEnBuurten;Perioden
            1;ParticuliereHuishoudens_2;None;10200.0;;GM9001;2019JJ00
            2;D000001_1;None;20.8;;GM9001;2019JJ00
            3;GemiddeldeScore_5;None;-0.1;;GM9001;2019JJ00
            4;ParticuliereHuishoudens_2;None;0;;BU90010101;2019JJ00
            5;D000001_1;Confidential;;;BU90010101;2019JJ00
            6;GemiddeldeScore_5;Confidential;;;BU90010101;2019JJ00
            """
        check(try read(text), format: "csv-observations", names: false)
    }

    @Test func `as counts by variable`() throws {
        let text = """
            WijkenEnBuurten;Perioden;ParticuliereHuishoudens_1;Welvaart1_2;Welvaart2_3;Welvaart3_4;Werk1_5;Werk2_6
            BU90010101;2019JJ00;10;3;3;4;6;4
            """
        let table = try #require(try read(text).table)
        #expect(table.form == "marginal")
        #expect(table.columns.map(\.rank) == [0, 1, 2, 3, 4, 5])
        #expect(value(table, "BU90010101", 5) == .number(4))
    }

    @Test func `as joint counts, in any order of rows`() throws {
        let text = """
            "Welvaart";"Werk";"WijkenEnBuurten";"Perioden";"ParticuliereHuishoudens"
            "1 ";"2 ";"BU90010101";"2019JJ00";"7"
            "3";"1";"BU90010102";"2019JJ00";"5"
            "Hoog";"Niet werkzaam";"BU90010101";"2019JJ00";"1.000"
            """
        let table = try #require(try read(text).table)
        #expect(table.form == "joint")
        #expect(table.records.count == 2)
        #expect(value(table, "BU90010101", 1) == .number(7))
        #expect(value(table, "BU90010101", 5) == .number(1_000))
        #expect(value(table, "BU90010102", 4) == .number(5))
        #expect(table.rows == 3)
    }

    @Test func `as joint counts with the regions as columns`() throws {
        let text = """
            "Proef 2019"
            "";"";"";"";"Wijken en buurten"
            "Onderwerp";"Welvaart";"Werk";"";"Oude Wal";"Nieuwe Wal"
            "Regioaanduiding|Codering";"1";"1";"code";"BU90010101";"BU90010102"
            "Particuliere huishoudens";"1";"2";"Aantal";"7";""
            "Particuliere huishoudens";"3";"1";"Aantal";"";"5"
            """
        let table = try #require(try read(text).table)
        #expect(table.form == "joint")
        #expect(Content(table).cells.map(\.value) == [.number(7), .number(5)])
        #expect(Content(table).cells.map(\.rank) == [1, 4])
    }
}

@Suite struct `the form of a delivery` {
    @Test func `is the published one for nothing but households`() throws {
        let text =
            "Perioden;Regiocode (gemeente, wijk, buurt);Particuliere huishoudens (Aantal)\n2019;GM9001;100\n"
        #expect(try read(text).table?.form == "published")
    }

    @Test(arguments: ["ParticuliereHuishoudens_1", "ParticuliereHuishoudens_2"])
    func `is decided by the other topics, whatever the number of the households`(households: String) throws {
        let published = "WijkenEnBuurten;Perioden;\(households);WelvaartLaag_3\nGM9001;2019JJ00;100;20.8\n"
        let marginal = "WijkenEnBuurten;Perioden;\(households);Welvaart1_2\nGM9001;2019JJ00;100;20\n"
        #expect(try read(published).table?.form == "published")
        #expect(value(try read(published).table, "GM9001", 0) == .number(100))
        #expect(try read(marginal).table?.form == "marginal")
        #expect(value(try read(marginal).table, "GM9001", 0) == .number(100))
    }

    @Test func `is none without a topic of the data set`() throws {
        let reading = try read("WijkenEnBuurten;Perioden;Bevolking_1\nGM9001;2019JJ00;100\n")
        #expect(places(reading.findings) == ["no-topics 1:1"])
        #expect(reading.table == nil)
    }

    @Test func `is none with half of the dimensions`() throws {
        let reading = try read(
            "WijkenEnBuurten;Perioden;Werk;ParticuliereHuishoudens\nGM9001;2019JJ00;1;100\n"
        )
        #expect(places(reading.findings) == ["dimension-missing 1:1"])
    }

    @Test func `refuses a topic of another unit`() throws {
        let text =
            "Perioden;Regiocode (gemeente, wijk, buurt);Particuliere huishoudens (1 000)\n2019;GM9001;100\n"
        #expect(places(try read(text).findings) == ["no-topics 1:1"])
    }
}
