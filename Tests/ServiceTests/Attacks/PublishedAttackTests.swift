import Classification
import Codebook
import Foundation
import Kinds
import Ledger
import ReleaseService
import Statistics
import TestSupport
import Testing
import Workflow

@testable import Service

/// Attacks on releases by offsets through the whole way, from their files.
///
/// Deliveries, corrections and reverts make releases, and whoever has all of them attacks. `make attacks` makes a thousand trials of each.
@Suite struct `an attack from published files alone` {
    private static var environment: [String: String] { ProcessInfo.processInfo.environment }
    static var trials: Int { environment["ATTACK_TRIALS"].flatMap(Int.init) ?? 1 }
    static var seed: UInt64 { environment["ATTACK_SEED"].flatMap(UInt64.init) ?? 20_261_130 }

    /// Event between two releases.
    private enum Step {
        /// So many units of one withheld buurt differ.
        case correct(Int)
        /// So many units of one buurt, whichever, differ.
        case correctAny(Int)
        /// So many units of five buurten differ.
        case correctFive(Int)
        /// So many units of two withheld buurten of one wijk differ.
        case correctPartners(Int)
        case empty
        case fill
        /// Reverts the last delivery.
        case revert
    }

    private static func trial(_ steps: [Step], seed: UInt64) throws -> PublishedIntruder {
        var random = SplitMix64(seed: seed)
        var attacked = try AttackedCountry(seed: seed)
        let country = attacked.country
        var counts: [RegionCode: [Int64]] = [:]
        for (place, buurt) in country.buurten.enumerated() {
            // Of each wijk one at least is small, and one large.
            let isSmall = place % 3 == 0 || place % 3 == 1 && Bool.random(using: &random)
            counts[buurt] = drawn(
                isSmall ? .random(in: 6...99, using: &random) : .random(in: 100...1600, using: &random),
                &random
            )
        }
        var delivered: [(id: DeliveryID, before: [RegionCode: [Int64]])] = []
        func release(_ regions: [RegionCode], _ next: [RegionCode: [Int64]], _ number: Int) throws {
            let id = try country.deliver(
                number == 0 ? .year : .correction,
                [OffsetDeliveries.holdings(of: regions, next)],
                number: number
            )
            delivered.append((id, counts))
            counts = next
        }
        func see() throws {
            try attacked.see(
                Dictionary(uniqueKeysWithValues: counts.map { (PublishedIntruder.Part(region: $0), $1) })
            )
        }
        try release(country.buurten, counts, 0)
        try see()
        for (rank, step) in steps.enumerated() {
            let small = country.buurten.filter { (1..<100).contains(counts[$0]?.reduce(0, +) ?? 0) }
            var next = counts
            var regions: [RegionCode] = []
            func correct(_ list: some Sequence<RegionCode>, _ units: Int) {
                for region in list {
                    regions.append(region)
                    next[region] = corrected(next[region] ?? [], units, &random)
                }
            }
            switch step {
            case .correct(let units): correct(small.randomElement(using: &random).map { [$0] } ?? [], units)
            case .correctAny(let units):
                correct(country.buurten.randomElement(using: &random).map { [$0] } ?? [], units)
            case .correctFive(let units): correct(country.buurten.shuffled(using: &random).prefix(5), units)
            case .correctPartners(let units):
                let wijken = Dictionary(grouping: small) { $0.description.prefix(8) }
                let pair = wijken.values.filter { $0.count > 1 }.sorted { $0[0] < $1[0] }.first ?? small
                correct(pair.prefix(2), units)
            case .empty:
                guard let region = small.randomElement(using: &random) else { continue }
                regions = [region]
                next[region] = [Int64](repeating: 0, count: 350)
            case .fill:
                guard
                    let region = country.buurten.first(where: { counts[$0]?.allSatisfy { $0 == 0 } == true })
                else { continue }
                regions = [region]
                next[region] = drawn(.random(in: 6...99, using: &random), &random)
            case .revert:
                guard delivered.count > 1, let last = delivered.popLast() else { continue }
                try country.ledger.revert(last.id, at: country.peil.now())
                try country.release()
                counts = last.before
                try see()
                continue
            }
            guard !regions.isEmpty else { continue }
            try release(regions, next, rank + 1)
            try see()
        }
        return attacked.intruder
    }

    /// Counts of so many units, of which hardly any are in some groups.
    static func drawn(_ units: Int, _ random: inout SplitMix64) -> [Int64] {
        var counts = [Int64](repeating: 0, count: 350)
        let level = Int.random(in: 0..<5, using: &random)
        for _ in 0..<units { counts[cell(level, &random)] += 1 }
        return counts
    }

    private static func cell(_ level: Int, _ random: inout SplitMix64) -> Int {
        let wealth = min(9, max(0, Int.random(in: 0..<10, using: &random) + level - 2))
        let education =
            Int.random(in: 0..<40, using: &random) == 0
            ? 2 : [0, 1, 3, 4][Int.random(in: 0..<4, using: &random)]
        let draw = Int.random(in: 0..<30, using: &random)
        let work = draw < 17 ? 0 : draw < 21 ? Int.random(in: 1...4, using: &random) : draw == 21 ? 5 : 6
        return (wealth * 5 + education) * 7 + work
    }

    static func corrected(_ counts: [Int64], _ units: Int, _ random: inout SplitMix64) -> [Int64] {
        var counts = counts
        for _ in 0..<units {
            let kind = Int.random(in: 0..<3, using: &random)
            let occupied = counts.indices.filter { counts[$0] > 0 }
            if kind != 1, let from = occupied.randomElement(using: &random) { counts[from] -= 1 }
            if kind != 2 { counts[cell(Int.random(in: 0..<5, using: &random), &random)] += 1 }
        }
        return counts
    }

    /// Attacks in all trials, and prints what was found.
    ///
    /// - Parameters:
    ///   - name: What is attacked.
    ///   - isPromised: Whether nothing may be found; else something must be.
    ///   - intruder: Who has seen the releases of a trial, by its seed.
    /// - Throws: What the trials throw.
    static func attack(
        _ name: String,
        isPromised: Bool = true,
        _ intruder: (UInt64) throws -> PublishedIntruder
    )
        throws
    {
        var (leaks, targets, heldBack, narrowest) = (0, 0, 0, Double.infinity)
        for trial in 0..<trials {
            let seed = seed &+ UInt64(trial) &* 7919
            let intruder = try intruder(seed)
            heldBack += intruder.heldBack
            let found = intruder.findings()
            leaks += found.leaks.count
            targets += found.targets
            narrowest = min(narrowest, found.narrowest)
            #expect(!isPromised || found.leaks.isEmpty, "\(name), seed \(seed): \(found.leaks.prefix(4))")
        }
        #expect(targets > 0)
        #expect(isPromised || leaks > 0, "\(name)")
        print(
            "attacks: \(name): \(trials) trials, \(targets) targets, \(leaks) bounded too tightly, narrowest"
                + " \(String(format: "%.3f", narrowest)) of what is asked, \(heldBack) releases held back"
        )
    }

    private func attack(_ name: String, _ steps: [Step]) throws {
        try Self.attack(name) { try Self.trial(steps, seed: $0) }
    }

    @Test func `bounds nothing of one release`() throws { try attack("one release", []) }

    @Test(arguments: [1, 3, 10, 40]) func `bounds nothing of two releases, nor the change`(units: Int) throws
    {
        try attack("pairs, \(units) units", [.correct(units)])
    }

    @Test(arguments: [1, 3, 10, 40]) func `bounds nothing of ten releases in a row`(units: Int) throws {
        try attack(
            "ten releases, \(units) units",
            (1...9).map { $0 % 3 == 0 ? .correctAny(units) : .correct(units) }
        )
    }

    @Test func `bounds nothing where buurten are emptied and filled`() throws {
        try attack("emptied and filled", [.empty, .fill, .empty, .empty, .fill, .correct(3)])
    }

    @Test func `bounds nothing where five are corrected at once, or partners together`() throws {
        try attack("five at once", [.correctFive(3), .correctFive(10), .correctFive(40)])
        try attack("partners together", [.correctPartners(1), .correctPartners(3), .correctPartners(10)])
    }

    @Test func `bounds nothing where corrections are taken back`() throws {
        try attack(
            "reverts",
            [.correct(3), .revert, .correctAny(40), .correct(10), .revert, .correct(1), .revert]
        )
    }

    @Test func `finds what is withheld where figures above are not coarser`() throws {
        // The same intruder, where nothing is asked to stay open.
        var leaks = 0
        for trial in 0..<3 {
            let seed = Self.seed &+ UInt64(trial)
            leaks += try Self.bare(seed: seed).findings().leaks.isEmpty ? 0 : 1
        }
        #expect(leaks > 0)
    }

    /// A release by the published rule alone, as the intruder reads it.
    private static func bare(seed: UInt64) throws -> PublishedIntruder {
        var random = SplitMix64(seed: seed)
        var attacked = try AttackedCountry(seed: seed, method: .threshold)
        var counts: [RegionCode: [Int64]] = [:]
        for (place, buurt) in attacked.country.buurten.enumerated() {
            counts[buurt] = drawn(place % 4 == 0 ? 20 : 300, &random)
        }
        try attacked.country.deliver(
            .year,
            [OffsetDeliveries.holdings(of: attacked.country.buurten, counts)],
            number: 0
        )
        try attacked.see(
            Dictionary(uniqueKeysWithValues: counts.map { (PublishedIntruder.Part(region: $0), $1) })
        )
        return attacked.intruder
    }

    @Test func `leaves odds of one in twenty at least to the ends of every interval`() throws {
        try Self.expectOdds("odds") { try Self.trial([], seed: $0) }
    }

    /// Expects odds of one in twenty at least in all trials.
    static func expectOdds(_ what: String, _ intruder: (UInt64) throws -> PublishedIntruder) throws {
        var odds: [(ofTruth: Double, ofBest: Double)] = []
        for trial in 0..<trials { odds += try intruder(seed &+ UInt64(trial) &* 104_729).odds() }
        let least = odds.map(\.ofTruth).min() ?? 0
        let nearest = odds.map(\.ofBest).min() ?? 0
        print(
            "attacks: \(what) of the ends of intervals: \(odds.count) ends; against the truth least "
                + "\(String(format: "%.3f", least)); against the likeliest counts least "
                + "\(String(format: "%.3f", nearest)), \(odds.count { $0.ofBest < 0.05 }) under 1/20"
        )
        #expect(!odds.isEmpty)
        #expect(least >= 1.0 / 20)
    }
}
