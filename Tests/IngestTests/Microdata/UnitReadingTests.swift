import Codebook
import Foundation
import Statistics
import TestSupport
import Testing

@testable import Codebooks
@testable import TableReading

/// Rows of single children, and what is said of those that are wrong.
@Suite struct `rows of children` {
    private let codebook: Codebook

    init() throws {
        codebook = try CodebookFile.read(path: PackageFiles.codebook("achtergrond"))
    }

    /// Reads rows under a header that follows year, id and region.
    private func deliver(_ header: String, _ rows: [String]) throws -> DeliveryReading {
        let lines = ["jaar;kind_id;buurtcode;" + header] + rows
        return try read(lines.joined(separator: "\n") + "\n", codebook: codebook)
    }

    /// The counts of all regions together, by the key of the category; those that are not 0.
    private func counts(_ reading: DeliveryReading, _ variable: String) throws -> [String: Int64] {
        let table = try #require(reading.table)
        let rank = try #require(codebook.variables.firstIndex { $0.key == variable })
        let ranks = codebook.categoryRanks(of: rank)
        var sums: [String: Int64] = [:]
        for record in table.records {
            var counts = [Int64](repeating: 0, count: codebook.areaRanks.upperBound)
            record.counted?.tally.add(to: &counts)
            for (category, rank) in zip(codebook.variables[rank].categories, ranks) where counts[rank] > 0 {
                sums[category.key, default: 0] += counts[rank]
            }
        }
        return sums
    }

    @Test func `that repeat the texts of others come to the same each time`() throws {
        let rows = (0..<500).map { number in
            let birthday = "\(2000 + number % 20)-01-0\(1 + number % 3)"
            return "2021;k\(number);BU00600000;\(birthday);\(number % 3 == 0 ? "N05A A10B" : "")"
        }
        let reading = try deliver("geboortedatum;atc4_2018", rows)
        #expect(places(reading.findings) == ["years-missing 1:38"])
        #expect(try counts(reading, "ggz") == ["ja": 167, "nee": 333])
        var expected: [String: Int64] = [:]
        for number in 0..<500 {
            // Who was born on 1 January is a year older at the reference date than who was born a day later.
            let age = 21 - number % 20 - (number % 3 == 0 ? 0 : 1)
            expected[age < 4 ? "0_4" : age < 12 ? "4_12" : age < 18 ? "12_18" : "18_23", default: 0] += 1
        }
        #expect(try counts(reading, "leeftijd") == expected)
    }

    @Test func `of who is no child of the report year count nowhere, and it is said once how many`() throws {
        let reading = try deliver(
            "geboortedatum;geslacht",
            [
                "2021;k1;BU00600000;2010-05-05;m", "2021;k2;BU00600000;1980-05-05;m",
                "2021;k3;BU00600000;2021-01-02;v", "2021;k4;BU00600000;;v",
            ]
        )
        #expect(places(reading.findings) == ["outside-population 3:1"])
        #expect(try counts(reading, "geslacht") == ["man": 1, "vrouw": 1])
        #expect(reading.table?.units?.leftOut == ["outside-population": 2])
    }

    @Test func `in a subgroup but not in its whole count in both, and their number is told`() throws {
        let reading = try deliver(
            "verdachte_2018;verdachte_geweld_2018",
            ["2021;k1;BU00600000;1;1", "2021;k2;BU00600000;0;1", "2021;k3;BU00600000;;1"]
        )
        let facts = try #require(reading.table?.units?.fields.first { !$0.oddities.isEmpty })
        #expect(facts.place == Place(line: 3, column: 22))
        guard case .outsideWhole(let rows, _, _) = facts.oddities[0] else {
            Issue.record("no row outside its whole")
            return
        }
        #expect(rows == 1)
        #expect(try counts(reading, "verdachte") == ["ja": 2])
    }

    @Test func `with an education that the file calls unknown are unknown`() throws {
        let reading = try deliver(
            "onderwijssoort",
            ["2021;k1;BU00600000;onbekend", "2021;k2;BU00600000;vakopleiding", "2021;k3;BU00600000;"]
        )
        #expect(try counts(reading, "opleidingsniveau") == ["onbekend": 2, "middelbaar": 1])
    }

    @Test func `with a list as long as any are read like short ones`() throws {
        let long = Array(repeating: "A10B", count: 40).joined(separator: " ")
        let reading = try deliver(
            "atc4_2017;atc4_2018;atc4_2019",
            [
                "2021;1;BU00600000;\(long);;N07B", "2021;2;BU00600000;\(long);;",
                "2021;3;BU00600000;;;\(long) N05A",
            ]
        )
        #expect(try counts(reading, "ggz") == ["ja": 2, "nee": 1])
    }

    @Test func `are told what to write where a field is wrong`() throws {
        let reading = try deliver(
            "geboortedatum;geslacht;halt_2018;vermogen;geboorteland;atc4_2018;aantal_juridische_ouders",
            ["2021;1;BU00600000;2010-02-30;x;2;veel;NLD;N05;3"]
        )
        let repairs = reading.findings.inFileOrder.map { $0.repair.nl }
        for part in ["2010-02-28", "zoals: 1, 2", "1 of ja", "getal", "landcode", "N05A", "0, 1 of 2"] {
            #expect(repairs.contains { $0.contains(part) }, "\(part)")
        }
        let fields = reading.findings.inFileOrder.filter { $0.code == "unknown-category" }
        #expect(fields.count == 7)
        #expect(fields.allSatisfy { $0.repair.nl.contains("leeg") })
    }

    @Test func `without a column for every year are of the years that are there, and that is said`() throws {
        let reading = try deliver(
            "halt_2018;wsnp_2017;wsnp_2018;wsnp_2019",
            ["2021;1;BU00600000;1;0;0;1", "2021;2;BU00600000;0;0;0;0", "2021;3;BU00600000;;0;;0"]
        )
        #expect(places(reading.findings) == ["leave-out-missing 1:1", "years-missing 1:24"])
        let said = reading.findings.inFileOrder.map(\.message.en).joined()
        #expect(said.contains("2017, 2019"))
        #expect(try counts(reading, "halt") == ["ja": 1, "nee": 1])
        #expect(try counts(reading, "wsnp") == ["ja": 1, "nee": 1])
    }

    @Test func `with a year that is none are not told that their ages are wrong`() throws {
        let reading = try deliver("geboortedatum", ["2o21;1;BU00600000;2010-02-28"])
        #expect(!reading.findings.kept.contains { $0.code == "unknown-category" })
    }

    @Test func `with an open quotation mark are told of the rows before it too`() throws {
        let reading = try deliver(
            "geslacht",
            ["2021;1;BU00600000;x", "2021;2;BU00600000;1", "2021;3;\"BU00600000;1"]
        )
        #expect(
            reading.findings.inFileOrder.map(\.code) == [
                "leave-out-missing", "unknown-category", "unclosed-quote",
            ]
        )
        #expect(reading.table == nil)
    }
}
