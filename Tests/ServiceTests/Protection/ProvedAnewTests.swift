import Classification
import Codebook
import Foundation
import Ledger
import Statistics
import TestSupport
import Testing
import Workflow

@testable import Service

/// A data set that was published by the published rule alone, and is to be proved from now on.
@Suite struct `a data set that is proved from now on` {
    private static func proved(_ codebook: inout Codebook) { codebook.protection.method = .proved }

    /// Counts of every buurt: one unit in each of so many cells, wherever they are.
    private func holdings(_ country: MiniCountry, _ sizes: [Int], seed: UInt64 = 1) -> PeriodHoldings {
        var random = SplitMix64(seed: seed)
        let tallies = zip(country.buurten, sizes).map { region, size in
            var counts = [Int64](repeating: 0, count: 350)
            for _ in 0..<size { counts[Int.random(in: 0..<350, using: &random)] += 1 }
            return StoredTally(region: region, tally: Tally(counts: counts))
        }
        return PeriodHoldings(
            period: Period(year: 2019),
            status: .definitive,
            form: "joint",
            columns: [],
            tallies: tallies
        )
    }

    private func versions(_ country: MiniCountry) throws -> [PublishedVersion] {
        try country.ledger.versions(
            dataset: "ses-woa",
            period: Period(year: 2019),
            regions: nil,
            before: 99
        )
    }

    @Test func `knows what is out, and notes it before its own`() throws {
        let before = try MiniCountry()
        try before.deliver(.year, [holdings(before, [400, 350, 500, 600, 450, 380])], number: 0)
        #expect(try versions(before).isEmpty)
        let after = try MiniCountry(after: before, Self.proved)
        try after.release(afresh: true)
        #expect(try after.ledger.heldBack(dataset: "ses-woa") == nil)
        #expect(try after.ledger.releases(dataset: "ses-woa", limit: 9).map(\.number) == [2, 1])
        let noted = try versions(after)
        #expect(Set(noted.map(\.first)) == [1, 2])
        #expect(noted.filter { $0.first == 1 }.count == after.edition.regions.count { $0.level > 0 })
        #expect(noted.filter { $0.first == 1 }.allSatisfy { $0.until == 2 })
        // Once noted, it is not read again.
        let region = after.buurten[0]
        var counts = [Int64](repeating: 1, count: 350)
        counts[7] = 40
        let correction = PeriodHoldings(
            period: Period(year: 2019),
            status: .definitive,
            form: "joint",
            columns: [],
            tallies: [StoredTally(region: region, tally: Tally(counts: counts))]
        )
        try after.deliver(.correction, [correction], number: 1)
        #expect(Set(try versions(after).map(\.first)).isSubset(of: [1, 2, 3]))
        #expect(try versions(after).count { $0.first == 1 } == noted.count { $0.first == 1 })
    }

    @Test func `makes no release where the last one gives a small buurt away`() throws {
        // The first buurt is the only small one of its wijk, and all its neighbours are out.
        let sizes = [60, 350, 500, 600, 450, 380]
        let before = try MiniCountry()
        try before.deliver(.year, [holdings(before, sizes)], number: 0)
        let extracts = before.extracts()
        let after = try MiniCountry(after: before, Self.proved)
        try after.release(afresh: true)
        #expect(try after.ledger.heldBack(dataset: "ses-woa") != nil)
        #expect(after.extracts() == extracts)
        #expect(try versions(after).isEmpty)
        // Published for the first time, the same counts can be protected.
        let fresh = try MiniCountry(Self.proved)
        try fresh.deliver(.year, [holdings(fresh, sizes)], number: 0)
        #expect(try fresh.ledger.heldBack(dataset: "ses-woa") == nil)
    }
}
