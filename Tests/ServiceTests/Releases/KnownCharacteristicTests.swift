import Classification
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

    /// Counts of some regions under the header of counts: of each variable how many are in its first categories.
    private func counts(_ regions: [String], _ numbers: [(variable: String, categories: [(String, Int)])])
        -> [String]
    {
        regions.flatMap { region in
            numbers.flatMap { variable, categories in
                categories.map { "\(region);2021JJ00;\(variable);\($0);\($1)" }
            }
        }
    }

    private static let headerOfCounts = "WijkenEnBuurten;Perioden;Kenmerk;Categorie;Kinderen"

    @Test func `is told of each that counts lack, in whose rows one column holds them all`() throws {
        let trial = try trial()
        let variables = trial.codebook.variables.filter { $0.derivation?.unknown == nil }.prefix(8)
        let rows = counts(
            [trial.buurten[0]],
            variables.enumerated().map { place, variable in
                (variable.key, [(variable.categories[0].key, place < 2 ? 100 : 300)])
            }
        )
        let found = try trial.examine(rows, under: Self.headerOfCounts).findings("characteristic-unknown")
        #expect(found.count == 2 && !found.contains { $0.message.en.contains("same column") }, "\(found)")
    }

    @Test func `is of each unit once, in however many regions it is counted`() throws {
        let trial = try trial()
        let variables = trial.codebook.variables.filter { $0.derivation?.unknown == nil }.prefix(8)
        let numbers = variables.enumerated().map { place, variable in
            (variable.key, [(variable.categories[0].key, place < 1 ? 4 : 20)])
        }
        let above = try #require(trial.edition.regions.first { $0.code.description == trial.buurten[0] })
        let nested =
            [trial.buurten[0]]
            + trial.edition.regions.filter { $0.level < 3 && $0.level > 0 }
            .map(\.code.description).filter { above.code.description.hasPrefix("BU" + $0.dropFirst(2)) }
        #expect(nested.count == 3)
        let rows = counts(nested, numbers)
        let found = try trial.examine(rows, under: Self.headerOfCounts).findings("characteristic-unknown")
        #expect(found.isEmpty, "\(found)")
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
