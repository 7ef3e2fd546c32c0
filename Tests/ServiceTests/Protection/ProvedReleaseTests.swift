import Classification
import Codebook
import Disclosure
import Foundation
import Kinds
import Ledger
import Publish
import Statistics
import Synchronization
import TestSupport
import Testing
import Workflow

@testable import Service

/// Releases of periods that go on to withhold rows for others, as in the releases of them before.
@Suite struct `a release of periods that withhold rows for others` {
    private static func proved(_ codebook: inout Codebook) { codebook.protection.method = .proved }

    /// Two countries with the same deliveries: one makes only what was touched, the other everything, each time.
    @Test(arguments: 0..<20 as Range<UInt64>)
    func `is byte for byte that of a full run with the same releases before it`(seed: UInt64) throws {
        var random = SplitMix64(seed: seed)
        let touched = try MiniCountry(suppressed: [2019, 2020], Self.proved)
        let afresh = try MiniCountry(suppressed: [2019, 2020], Self.proved)
        var counts: [RegionCode: [Int64]] = [:]
        var accepted: [DeliveryID] = []
        for number in 0..<10 {
            if let id = accepted.randomElement(using: &random), Int.random(in: 0..<4, using: &random) == 0 {
                for country in [touched, afresh] {
                    do {
                        try country.ledger.revert(id, at: country.peil.now())
                    } catch is RevertRefusal {}
                    try country.release(afresh: country === afresh)
                }
            } else {
                let isYear = number == 0
                let regions = isYear ? touched.buurten : [touched.buurten.randomElement(using: &random)!]
                for region in regions { counts[region] = next(counts[region], &random) }
                let holdings = OffsetDeliveries.holdings(of: regions, counts)
                for country in [touched, afresh] {
                    let id = try country.deliver(
                        isYear ? .year : .correction,
                        [holdings],
                        number: number,
                        afresh: country === afresh
                    )
                    if country === touched { accepted.append(id) }
                }
            }
            #expect(touched.extracts() == afresh.extracts(), "after step \(number)")
            // Only where everything was taken back is there nothing.
            let isStored = try !touched.ledger.storedPeriods(dataset: touched.codebook.dataset).isEmpty
            #expect(touched.extracts().isEmpty != isStored)
        }
    }

    @Test(arguments: 0..<10 as Range<UInt64>)
    func `of units, with postcodes and development, is that of a full run too`(seed: UInt64) throws {
        var random = SplitMix64(seed: seed)
        let touched = try MiniCountry(suppressed: [2019, 2020], Self.proved)
        let afresh = try MiniCountry(suppressed: [2019, 2020], Self.proved)
        for number in 0..<7 {
            let isYear = number < 2
            let units = unitHoldings(
                of: isYear ? touched.buurten : [touched.buurten.randomElement(using: &random)!],
                in: isYear ? 2019 + number : Int.random(in: 2019...2020, using: &random),
                &random
            )
            for country in [touched, afresh] {
                try country.deliver(
                    isYear ? .year : .correction,
                    [units],
                    number: number,
                    afresh: country === afresh
                )
            }
            #expect(touched.extracts() == afresh.extracts(), "after step \(number)")
            #expect(touched.extracts().keys.contains("ses-woa_2019_pc4.csv"))
        }
    }

    @Test func `is not made where something leaks; the one before stays, and the delivery is told so`() throws
    {
        var random = SplitMix64(seed: 5)
        let isSafe = Mutex(true)
        let country = try MiniCountry(
            gate: ReleaseGate { _ in .init(isSafe: isSafe.withLock { $0 }) },
            suppressed: [2019],
            Self.proved
        )
        var counts: [RegionCode: [Int64]] = [:]
        for region in country.buurten { counts[region] = next(nil, &random) }
        try country.deliver(.year, [OffsetDeliveries.holdings(of: country.buurten, counts)], number: 0)
        let before = country.extracts()
        isSafe.withLock { $0 = false }
        let region = country.buurten[1]
        counts[region] = next(nil, &random)
        let id = try country.deliver(
            .correction,
            [OffsetDeliveries.holdings(of: [region], counts)],
            number: 1
        )
        #expect(country.extracts() == before)
        #expect(try country.ledger.heldBack(dataset: "ses-woa") != nil)
        var delivery = try #require(try country.ledger.delivery(id))
        #expect(delivery.state == .released && delivery.release == nil && delivery.isHeldBack)
        #expect(try country.ledger.releases(dataset: "ses-woa", limit: 9).count == 1)
        // The deliveries that were held back are in the next release that can be made.
        isSafe.withLock { $0 = true }
        try country.release()
        #expect(country.extracts() != before)
        #expect(try country.ledger.heldBack(dataset: "ses-woa") == nil)
        delivery = try #require(try country.ledger.delivery(id))
        #expect(delivery.release == 2 && !delivery.isHeldBack)
    }

    @Test func `keeps a part as it was where nothing makes it safe, and is made of the rest`() throws {
        var random = SplitMix64(seed: 5)
        let isLeaking = Mutex(false)
        let gate = ReleaseGate { question in
            let asked = question.outcome.proof.certificates.flatMap { $0.regions.compactMap(\.key) }
            let risks = isLeaking.withLock { $0 } ? Set(asked) : []
            return .init(isSafe: risks.isEmpty, risks: risks)
        }
        let country = try MiniCountry(gate: gate, suppressed: [2019, 2020], Self.proved)
        var counts: [RegionCode: [Int64]] = [:]
        for region in country.buurten { counts[region] = next(nil, &random) }
        try country.deliver(.year, [OffsetDeliveries.holdings(of: country.buurten, counts)], number: 0)
        let before = country.extracts()
        isLeaking.withLock { $0 = true }
        let region = country.buurten[1]
        counts[region] = next(nil, &random)
        let id = try country.deliver(
            .correction,
            [OffsetDeliveries.holdings(of: [region], counts)],
            number: 1
        )
        #expect(country.extracts() == before)
        #expect(try country.ledger.heldBack(dataset: "ses-woa") == nil)
        #expect(try country.ledger.delivery(id)?.release == 2)
        // It is tried again with what comes next.
        isLeaking.withLock { $0 = false }
        counts[region] = next(nil, &random)
        try country.deliver(.correction, [OffsetDeliveries.holdings(of: [region], counts)], number: 2)
        #expect(country.extracts() != before)
    }

    @Test func `withholds the rows that a gate finds, and asks it again`() throws {
        var random = SplitMix64(seed: 5)
        let hasAsked = Mutex(false)
        let gate = ReleaseGate { question in
            let key = question.outcome.standing.first { $0.value.version.view.isShown }?.key
            let isFirst = hasAsked.withLock { asked in
                defer { asked = true }
                return !asked
            }
            return .init(isSafe: !isFirst, risks: isFirst ? Set([key].compactMap(\.self)) : [])
        }
        let country = try MiniCountry(gate: gate, suppressed: [2019, 2020], Self.proved)
        let plain = try MiniCountry(suppressed: [2019, 2020], Self.proved)
        var counts: [RegionCode: [Int64]] = [:]
        for region in country.buurten { counts[region] = next(nil, &random) }
        for country in [country, plain] {
            try country.deliver(.year, [OffsetDeliveries.holdings(of: country.buurten, counts)], number: 0)
        }
        #expect(!country.extracts().isEmpty && country.extracts() != plain.extracts())
    }

    @Test func `names deliveries by number alone in its manifest`() throws {
        var random = SplitMix64(seed: 5)
        let country = try MiniCountry(suppressed: [2019, 2020], Self.proved)
        var counts: [RegionCode: [Int64]] = [:]
        for region in country.buurten { counts[region] = next(nil, &random) }
        try country.deliver(.year, [OffsetDeliveries.holdings(of: country.buurten, counts)], number: 0)
        let manifest = try #require(country.peil.publisher.manifest(dataset: "ses-woa", number: 1))
        #expect(manifest.deliveries == [.init(delivery: "000001")])
    }

    @Test func `is known to later ones, region by region`() throws {
        var random = SplitMix64(seed: 8)
        let country = try MiniCountry(suppressed: [2019, 2020], Self.proved)
        var counts: [RegionCode: [Int64]] = [:]
        for region in country.buurten { counts[region] = next(nil, &random) }
        try country.deliver(.year, [OffsetDeliveries.holdings(of: country.buurten, counts)], number: 0)
        let told = try country.ledger.versions(
            dataset: "ses-woa",
            period: Period(year: 2019),
            regions: nil,
            before: 2
        ).filter { $0.first > 0 }
        #expect(told.count == country.edition.regions.count { $0.level > 0 })
        #expect(told.allSatisfy { $0.first == 1 && $0.until == nil })
    }

    // MARK: - Deliveries

    /// Counts of a buurt, or what becomes of them: often a few units more, sometimes others altogether.
    private func next(_ counts: [Int64]?, _ random: inout SplitMix64) -> [Int64] {
        if var counts, Int.random(in: 0..<3, using: &random) > 0 {
            for _ in 0..<Int.random(in: 1..<5, using: &random) {
                counts[Int.random(in: 0..<350, using: &random)] += 1
            }
            return counts
        }
        var counts = [Int64](repeating: 0, count: 350)
        let size = [3, 20, 80, 300].randomElement(using: &random) ?? 3
        for _ in 0..<size {
            counts[Int.random(in: 0..<350, using: &random)] += Int64.random(in: 0..<4, using: &random)
        }
        return counts
    }

    private func unitHoldings(of regions: [RegionCode], in year: Int, _ random: inout SplitMix64)
        -> PeriodHoldings
    {
        let cells = RecordCells(cells: 350, levels: 5, replicates: 8)
        let tallies = regions.map { region in
            var numbers: [(rank: Int, number: Int64)] = []
            for slot in [0, 12, 13] where Int.random(in: 0..<3, using: &random) > 0 {
                var counts = [Int64](repeating: 0, count: cells.width)
                for _ in 0..<Int.random(in: 0..<200, using: &random) {
                    counts[Int.random(in: 0..<350, using: &random)] += Int64.random(in: 1..<3, using: &random)
                }
                for part in counts.indices where counts[part] != 0 {
                    numbers.append((rank: cells.rank(slot: slot, part: part), number: counts[part]))
                }
            }
            return StoredTally(region: region, tally: Tally(rising: numbers))
        }
        return PeriodHoldings(
            period: Period(year: year),
            status: .definitive,
            form: "households",
            columns: [],
            tallies: tallies
        )
    }
}
