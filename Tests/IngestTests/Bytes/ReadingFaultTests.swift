import Codebook
import Statistics
import TestSupport
import Testing

@testable import Bytes
@testable import TableReading

@Suite struct `what is wrong with a csv` {
    private let header =
        "Perioden;Wijken en buurten;Regiocode (gemeente, wijk, buurt);Particuliere huishoudens (Aantal);Welvaart/Laag (%)"
    private let rows = ["2019;A;GM9001;1000;20.8", "2019;B;WK900101;600;30.1", "2019;C;BU90010101;400;10.5"]

    private func reading(_ change: (inout [String]) -> Void) throws -> DeliveryReading {
        var lines = [header] + rows
        change(&lines)
        return try read(lines.joined(separator: "\n") + "\n")
    }

    @Test func `is nothing where nothing is wrong`() throws {
        #expect(places(try reading { _ in }.findings) == [])
    }

    @Test func `finds a comma for a point, at its cell`() throws {
        let reading = try reading { $0[2] = "2019;B;WK900101;600;30,1" }
        #expect(places(reading.findings) == ["decimal-mark-conflict 3:21"])
        #expect(reading.findings.isRejection)
        #expect(value(reading.table, "WK900101", 1) == .number(301))
    }

    @Test func `finds a point for a comma in a file of commas`() throws {
        let reading = try self.reading { lines in
            lines = lines.map { $0.split(separator: ".").joined(separator: ",") }
            lines[3] = "2019;C;BU90010101;400;10.5"
        }
        #expect(places(reading.findings) == ["decimal-mark-conflict 4:23"])
    }

    @Test func `believes the usual sign where both occur as often`() throws {
        let reading = try reading { $0 = [$0[0], "2019;A;GM9001;1000;20,8", "2019;B;WK900101;600;30.1"] }
        #expect(places(reading.findings) == ["decimal-mark-conflict 2:20"])
    }

    @Test func `finds thousands in points beside decimal points`() throws {
        let reading = try reading { $0[1] = "2019;A;GM9001;1.000;20.8" }
        #expect(places(reading.findings) == ["decimal-mark-conflict 2:15"])
    }

    @Test func `counts every number of the rarer sign and keeps the first`() throws {
        let points = (0..<200).map { "2019;P;BU9001\(1_000 + $0);400;10.5" }
        let commas = (0..<100).map { "2019;C;BU9001\(2_000 + $0);400;10,5" }
        let findings = try reading { $0 += points + commas }.findings
        #expect(findings.totals.values.map(\.self) == [100])
        #expect(findings.kept.count == Findings.keptOfEachKind)
        #expect(findings.kept.first?.place == Place(line: 205, column: 23))
    }

    @Test(arguments: [
        ("2019;B;WK900101;;600;30.1", "field-count 3:22"), ("2019;B;WK900101;30.1", "field-count 3:1"),
    ])
    func `finds a shifted row, at its line`(row: String, place: String) throws {
        let reading = try reading { $0[2] = row }
        #expect(places(reading.findings) == [place])
        #expect(reading.table?.records.count == 2)
        #expect(reading.table?.rows == 3)
    }

    @Test func `notes where a row stands twice`() throws {
        let table = try #require(try reading { $0.append("2019;B;WK900101;600;30.1") }.table)
        #expect(table.records.count == 3)
        #expect(table.records.map(\.repeated) == [[], [Place(line: 5, column: 1)], []])
    }

    @Test func `refuses a file without codes, and says which column to choose`() throws {
        let text =
            "\"Perioden\";\"Wijken en buurten\";\"Particuliere huishoudens (Aantal)\"\n\"2019\";\"Aa\";\"100\"\n"
        let reading = try read(text)
        #expect(places(reading.findings) == ["no-region-codes 1:13"])
        let header = try #require(SampleCodebook.codebook.keys.regionCode.first)
        let told = SourceWords(SampleCodebook.codebook).applied(to: reading.findings)
        #expect(told.kept.first?.repair.nl.contains("'\(header)'") == true)
        #expect(reading.table == nil)
    }

    @Test func `takes codes where names usually stand`() throws {
        let text =
            "Perioden;Wijken en buurten;Particuliere huishoudens (Aantal)\n2019;GM9001;100\n2019;BU90010101;100\n"
        let reading = try read(text)
        #expect(places(reading.findings) == [])
        #expect(reading.table?.regions.map(\.code.description) == ["GM9001", "BU90010101"])
    }

    @Test func `refuses text from a web page, which has no headers`() throws {
        for text in [
            "Noorderhaven 2019 10.200 0,224 0,714\nBron: CBS.\n", "Noorderhaven\t2019\t10.200\t0,224\n",
            "a;b\n1;2\n",
        ] {
            let reading = try read(text)
            #expect(reading.findings.kept.map(\.code) == ["no-header"])
            #expect(reading.table == nil)
        }
    }

    @Test func `refuses a file that says no period`() throws {
        let reading = try read(
            "Regiocode (gemeente, wijk, buurt);Particuliere huishoudens (Aantal)\nGM9001;100\n"
        )
        #expect(places(reading.findings) == ["no-period 1:1"])
    }

    @Test func `refuses headers without rows`() throws {
        #expect(places(try read(header + "\n").findings) == ["no-rows -"])
    }

    @Test func `finds two codes in one row that disagree`() throws {
        let text = """
            ID;WijkenEnBuurten;RegiocodeGemeenteWijkBuurt_1;Perioden;ParticuliereHuishoudens_2
            0;GM9001    ;GM9001    ;2019JJ00;100
            1;BU90010101;BU90010102;2019JJ00;100
            """
        #expect(places(try read(text).findings) == ["codes-disagree 3:14"])
    }

    @Test func `finds a category that its variable does not have`() throws {
        let text = """
            Welvaart;Werk;WijkenEnBuurten;Perioden;ParticuliereHuishoudens
            1;1;BU90010101;2019JJ00;7
            T001038;1;BU90010101;2019JJ00;7
            """
        #expect(places(try read(text).findings) == ["unknown-category 3:1"])
    }

    @Test func `finds a topic that stands twice`() throws {
        let text = "WijkenEnBuurten;Perioden;WelvaartLaag_3;Welvaart/Laag (%)\nGM9001;2019JJ00;20.8;20.8\n"
        #expect(places(try read(text).findings) == ["column-twice 1:41"])
    }

    @Test func `passes over headers that are repeated, and refuses those of another table`() throws {
        #expect(try reading { $0 += [$0[0], "2019;D;BU90010102;200;1.0"] }.table?.records.count == 4)
        let other = try self.reading {
            $0 += ["", "ID;WijkenEnBuurten;Perioden;GemiddeldeScore_5", "0;GM9001;2019JJ00;0.1"]
        }
        #expect(places(other.findings) == ["two-tables 6:1"])
    }

    @Test func `stops storing at the limit of records and says so once a row`() throws {
        var limits = ReadingLimits()
        limits.records = 5
        let lines = (0..<50).map { "2019;P;BU9001\(1_000 + $0);400;10.5" }
        let reading = try read(([header] + lines).joined(separator: "\n"), limits: limits)
        #expect(reading.table?.records.count == 5)
        #expect(reading.table?.rows == 50)
        #expect(reading.findings.totals.values.map(\.self) == [45])
        #expect(reading.findings.kept.first?.place == Place(line: 7, column: 1))
    }

    @Test func `reads hundreds of columns that it does not know, and stops at thousands`() throws {
        let many = (0..<400).map { ";Onbekend \($0)" }.joined()
        let values = String(repeating: ";1", count: 400)
        let reading = try self.reading { lines in
            lines[0] += many
            for row in 1..<lines.count { lines[row] += values }
        }
        #expect(reading.table?.unknownTopics.count == 400)
        #expect(reading.table?.records.count == 3)
        let more = try self.reading { $0[0] += (0..<5_000).map { ";O\($0)" }.joined() }
        #expect(more.findings.kept.map(\.code).contains("too-many-columns"))
    }

    @Test func `no finding repeats a cell`() throws {
        let secret = "73219"
        let texts = [
            "\(header)\n2019;A;GM9001;\(secret);\(secret).1;\(secret)\n", "\(header)\n\"2019;\(secret)\n",
            "\(header)\n2019;A;GM9001;\(secret),1;\(secret)\n2019;A;GM9002;1;0.5\n",
            "\(secret);\(secret)\n",
            "Welvaart;Werk;WijkenEnBuurten;Perioden;ParticuliereHuishoudens\n\(secret);1;GM1;2019;1\n",
        ]
        for text in texts {
            for finding in try read(text).findings.kept {
                let words = [finding.message.nl, finding.message.en, finding.repair.nl, finding.repair.en]
                    .joined()
                #expect(!words.contains(secret))
            }
        }
    }
}

@Suite struct `symbols of older tables` {
    private let text =
        "WijkenEnBuurten;Perioden;ParticuliereHuishoudens_2;WelvaartLaag_3\nGM9001;2019JJ00;-;x\nGM9002;2019JJ00;0;.\n"

    @Test func `are read where the codebook says so`() throws {
        var codebook = SampleCodebook.codebook
        codebook.keys.symbols = .legacy
        let table = try read(text, codebook: codebook).table
        #expect(value(table, "GM9001", 0) == .number(0))
        #expect(value(table, "GM9001", 1) == .missing(.secret))
        #expect(value(table, "GM9002", 0) == .number(0))
    }

    @Test func `are no numbers elsewhere`() throws {
        let table = try read(text).table
        #expect(value(table, "GM9001", 0) == .unreadable(.missingWord))
        #expect(value(table, "GM9001", 1) == .unreadable(.missingWord))
    }
}
