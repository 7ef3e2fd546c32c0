import Codebook
import Statistics
import TestSupport
import Testing

@testable import Microdata
@testable import TableReading

/// Explanations of rows of households that are refused or left out.
@Suite struct `a row of households` {
    @Test(arguments: [
        ("2019KW01", PeriodText.quarter), ("2019*", .marked), ("2019 (voorlopig)", .marked),
        ("43466", .serial),
        ("2019-01-01", .day), ("2018/2019", .schoolYear), ("MMXIX", .roman),
    ])
    func `with something else for a year is told what it is`(text: String, kind: PeriodText) throws {
        let reading = try Households.read(
            Households.text("2019;1;BU03630001;1;1;1", "\(text);2;BU03630001;1;1;1")
        )
        let fault = try #require(reading.faults(.field).first)
        #expect(fault.field == "jaar" && fault.periods == [kind])
        #expect(fault.places == [Place(line: 3, column: 1)])
    }

    @Test func `has a code that a program wrote as a number, with its zeros or without`() throws {
        let reading = try Households.read(
            Households.text(
                "2019;1;=\"BU03630001\";1;1;1",
                "2019;5;\"=\"\"BU03630001\"\"\";1;1;1",
                "2019;2;03630001.0;1;1;1",
                "2019;3;3630001.0;1;1;1",
                "2019;4;3630001;1;1;1"
            )
        )
        #expect(reading.faults(.field).isEmpty, "\(reading.table?.units?.faults ?? [])")
        #expect(reading.table?.regions.map(\.code.description) == ["BU03630001", "BU3630001"])
    }

    @Test(arguments: ["\u{FEFF}", "\u{FEFF}\u{FEFF}"])
    func `that is the header of a second file is told for that, behind its mark too`(mark: String) throws {
        let text =
            Households.text("2019;1;BU03630001;1;1;1") + mark + Households.header
            + "\n2019;2;BU03630001;1;1;1\n"
        let reading = try Households.read(text)
        #expect(reading.findings.kept.map(\.code) == ["header-again"])
        #expect(reading.findings.kept.first?.place == Place(line: 3, column: 1))
        #expect(reading.table?.units?.faults.map(\.kind) == [.headerAgain])
    }

    @Test(arguments: [1, 3])
    func `that is left out is told by the columns that decide, and the first line`(threads: Int) throws {
        let rows = (0..<60).map { row in
            let region = row % 10 == 7 ? "" : "BU03630001"
            return
                "2019;\(row);\(region);\(row % 20 == 4 ? "" : "1");1;1;\(row == 30 || row == 45 ? "8" : "1")"
        }
        let bytes =
            Array(([Households.header + ";huishoudenstype"] + rows).joined(separator: "\n").utf8) + [10]
        let reading = try Households.read(bytes, threads: threads, piece: 200)
        let deciding = try #require(reading.table?.units?.deciding)
        #expect(
            deciding["region-unknown"]
                == LeftOutReason(columns: ["buurtcode"], first: Place(line: 9, column: 1))
        )
        #expect(deciding["income-unknown"]?.columns.contains("welvaartsdeciel") == true)
        #expect(deciding["income-unknown"]?.first == Place(line: 6, column: 1))
        #expect(
            deciding["institutional"]
                == LeftOutReason(columns: ["huishoudenstype"], first: Place(line: 32, column: 1))
        )
        #expect(Set(deciding.keys) == Set(reading.table?.units?.leftOut.keys ?? [:].keys))
    }

    @Test func `under a hundred thousand headers is told to have too many`() throws {
        let more = (0..<100_000).map { ";kolom_\($0)" }.joined()
        let reading = try Households.read(Households.header + more + "\n2019;1;BU03630001;1;1;1\n")
        #expect(reading.findings.kept.map(\.code) == ["too-many-columns"])
        #expect(reading.table == nil)
    }

    @Test func `without the column of the type is told in words which rows it would leave out`() throws {
        let header =
            "jaar;huishouden_id;buurtcode;welvaartsdeciel;opleiding_huishouden;arbeidsverleden;soort_hh"
        let reading = try Households.read(header + "\n2019;1;BU03630001;1;1;1;8\n2019;2;BU03630001;1;1;1;1\n")
        let finding = try #require(reading.findings.kept.first { $0.code == "leave-out-missing" })
        #expect(finding.message.nl.contains("het zijn institutionele huishoudens"), "\(finding.message.nl)")
        #expect(!finding.message.nl.contains("(institutional)"))
    }
}
