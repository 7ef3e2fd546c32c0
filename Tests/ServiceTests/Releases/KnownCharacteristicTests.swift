import Codebook
import Foundation
import Kinds
import Ledger
import Statistics
import TestSupport
import Testing
import Workflow

@testable import Codebooks
@testable import Examination
@testable import Service

/// How much of a characteristic of children is not known.
@Suite struct `a characteristic of children` {
    /// A year of children in the buurten of the small country; `isEmpty` says of which child a column is empty.
    private func year(_ year: Int, _ buurten: [String], isEmpty: (Int) -> Bool) -> [String] {
        (0..<400).map { child in
            let (sex, country) = (
                isEmpty(child) ? "" : child % 2 == 0 ? "m" : "v", child % 9 == 0 ? "DE" : "NL"
            )
            let mother = child % 50 == 0 ? "" : "NL"
            return
                "\(year);k\(child);\(buurten[child % buurten.count]);2010-05-05;\(sex);1000;0;0;0;\(country);\(mother)"
        }
    }

    private static let header =
        "jaar;kind_id;buurtcode;geboortedatum;geslacht;vermogen;verhuizingen_3_jaar;speciaal_onderwijs;lvb;geboorteland;geboorteland_moeder"

    private func trial() throws -> UnitTrial {
        let trial = try UnitTrial()
        trial.codebook = try CodebookFile.read(path: PackageFiles.codebook("achtergrond"))
        return trial
    }

    @Test func `that is unknown of many more than the year before is told, at its column`() throws {
        let trial = try trial()
        let first = year(2020, trial.buurten) { $0 % 40 == 0 }
        #expect(try !trial.take(first, under: Self.header).codes.contains("characteristic-unknown"))
        let half = try trial.examine(year(2021, trial.buurten) { $0 % 4 < 2 }, under: Self.header)
        let finding = try #require(half.findings("characteristic-unknown").first)
        #expect(half.findings("characteristic-unknown").count == 1)
        #expect(finding.severity == .warning && finding.place == Place(line: 1, column: 38))
        #expect(
            finding.message.en.contains("50 percent") && finding.message.en.contains("far more than in 2020")
        )
        // A few more are no more than chance has.
        let few = try trial.examine(year(2021, trial.buurten) { $0 % 20 == 0 }, under: Self.header)
        #expect(few.findings("characteristic-unknown").isEmpty)
    }

    @Test func `that is unknown of many is told beside others, where nothing is held`() throws {
        let trial = try trial()
        let half = try trial.examine(year(2021, trial.buurten) { $0 % 4 < 2 }, under: Self.header)
        #expect(
            half.findings("characteristic-unknown").first?.message.en.contains("most other characteristics")
                == true
        )
        let third = try trial.examine(year(2021, trial.buurten) { $0 % 3 == 0 }, under: Self.header)
        #expect(third.findings("characteristic-unknown").isEmpty)
    }

    @Test func `counts as unknown in a category of its own too, and not where a field is missing`() throws {
        let trial = try trial()
        let mothers = year(2021, trial.buurten) { _ in false }.enumerated().map { number, row in
            number % 2 == 0 && row.hasSuffix("NL") ? String(row.dropLast(2)) : row
        }
        let whole = try trial.examine(
            mothers.map { $0 + ";NL;2" },
            under: Self.header + ";geboorteland_vader;aantal_juridische_ouders"
        )
        #expect(whole.findings("characteristic-unknown").count == 1, "\(whole.codes)")
        let part = try trial.examine(mothers, under: Self.header)
        #expect(part.codes.contains("fields-missing") && part.findings("characteristic-unknown").isEmpty)
    }

    @Test func `that came back is no lack`() throws {
        let trial = try trial()
        try trial.take(year(2020, trial.buurten) { $0 % 4 < 2 }, under: Self.header)
        let whole = try trial.examine(year(2021, trial.buurten) { _ in false }, under: Self.header)
        #expect(whole.findings("characteristic-unknown").isEmpty)
        let same = try trial.examine(year(2021, trial.buurten) { $0 % 4 < 2 }, under: Self.header)
        #expect(same.findings("characteristic-unknown").isEmpty)
    }

    @Test func `whose rows are left out is told with the column and the first line`() throws {
        let trial = try trial()
        let rows = year(2021, trial.buurten) { _ in false }.enumerated().map { number, row in
            number % 5 == 2 ? row.replacing(trial.buurten[number % trial.buurten.count], with: "") : row
        }
        let finding = try #require(trial.examine(rows, under: Self.header).findings("units-left-out").first)
        #expect(
            finding.message.en.contains("the region is missing (column 'buurtcode', the first on line 4)"),
            "\(finding.message.en)"
        )
        #expect(finding.place?.line == 4 && finding.repair.en.contains("Check 'buurtcode'"))
    }

    @Test func `in rows that cannot be read is not told to have no rows`() throws {
        let examined = try trial().examine(["2021;k1;BU00010000"], under: Self.header)
        #expect(examined.codes.contains("field-count") && !examined.codes.contains("rows-present"))
    }
}
