import Classification
import Codebook
import Foundation
import Ledger
import Statistics
import TestSupport
import Testing
import Workflow

@testable import Service

@Suite struct `a release after any deliveries` {
    @Test(arguments: 0..<40 as Range<UInt64>)
    func `is byte for byte that of one full run over what is stored`(seed: UInt64) throws {
        var random = SplitMix64(seed: seed)
        let country = try MiniCountry()
        var accepted: [DeliveryID] = []
        for number in 0..<12 {
            if let id = accepted.randomElement(using: &random), Int.random(in: 0..<4, using: &random) == 0 {
                do {
                    try country.ledger.revert(id, at: country.peil.now())
                    try country.peil.release(country.codebook.dataset)
                } catch is RevertRefusal {}
            } else {
                accepted.append(try deliverSomething(number, to: country, &random))
            }
            #expect(country.extracts() == (try country.fullRun()).extracts(), "after step \(number)")
        }
    }

    @Test(arguments: 0..<20 as Range<UInt64>)
    func `does not depend on the order of corrections to different regions`(seed: UInt64) throws {
        var random = SplitMix64(seed: seed)
        let one = try MiniCountry()
        let other = try MiniCountry()
        let base = holdings(of: one.buurten, in: 2019, &random)
        let corrections = one.buurten.map { holdings(of: [$0], in: 2019, &random) }
        for country in [one, other] { try country.deliver(.year, [base], number: 0) }
        for (number, correction) in corrections.enumerated() {
            try one.deliver(.correction, [correction], number: number + 1)
        }
        for (number, correction) in corrections.enumerated().shuffled(using: &random) {
            try other.deliver(.correction, [correction], number: number + 1)
        }
        #expect(one.extracts() == other.extracts())
        #expect(!one.extracts().isEmpty)
    }

    @Test func `goes away with the last delivery of its period`() throws {
        var random = SplitMix64(seed: 1)
        let country = try MiniCountry()
        let id = try country.deliver(.year, [holdings(of: country.buurten, in: 2019, &random)], number: 0)
        #expect(country.extracts().count == 3)
        try country.ledger.revert(id, at: country.peil.now())
        try country.peil.release(country.codebook.dataset)
        #expect(country.extracts().isEmpty)
        #expect(
            try country.ledger.releases(dataset: country.codebook.dataset, limit: 9).map(\.number) == [2, 1]
        )
    }

    private func deliverSomething(
        _ number: Int,
        to country: MiniCountry,
        _ random: inout SplitMix64
    ) throws -> DeliveryID {
        let isYear = Int.random(in: 0..<3, using: &random) == 0
        let year = Int.random(in: 2019...2020, using: &random)
        let some = country.buurten.filter { _ in
            isYear ? Int.random(in: 0..<8, using: &random) > 0 : Bool.random(using: &random)
        }
        let regions = some.isEmpty ? [country.buurten[0]] : some
        return try country.deliver(
            isYear ? .year : .correction,
            [holdings(of: regions, in: year, &random)],
            number: number
        )
    }

    private func holdings(of regions: [RegionCode], in year: Int, _ random: inout SplitMix64)
        -> PeriodHoldings
    {
        PeriodHoldings(
            period: Period(year: year),
            status: .definitive,
            form: "joint",
            columns: [],
            tallies: regions.map { region in
                var counts = [Int64](repeating: 0, count: 350)
                for _ in 0..<Int.random(in: 0..<40, using: &random) {
                    counts[Int.random(in: 0..<350, using: &random)] += Int64.random(
                        in: 0..<12,
                        using: &random
                    )
                }
                return StoredTally(region: region, tally: Tally(counts: counts))
            }
        )
    }
}
