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

/// Attacks on releases of households with postcodes, whose tables of regions and of postcodes count the same parts.
///
/// The intruder is given which parts there are, and how many units each has: more than anybody publishes.
extension `an attack from published files alone` {
    private typealias Part = PublishedIntruder.Part

    /// Households of a small country in parts by postcode: large buurten have a few of the postcode beside theirs, some of
    /// none, and some of a third.
    private static func parts(of buurten: [RegionCode], _ random: inout SplitMix64) -> [Part: [Int64]] {
        var parts: [Part: [Int64]] = [:]
        for (place, buurt) in buurten.enumerated() {
            let isSmall = place % 3 == 0 || place % 3 == 1 && Bool.random(using: &random)
            let main = 1011 + place / 2
            parts[Part(region: buurt, postcode: main)] = drawn(
                isSmall ? .random(in: 6...99, using: &random) : .random(in: 100...1600, using: &random),
                &random
            )
            if isSmall, Bool.random(using: &random) { continue }
            let beside = 1011 + (place / 2 + 1) % ((buurten.count + 1) / 2)
            parts[Part(region: buurt, postcode: beside)] = drawn(
                .random(in: isSmall ? 1...20 : 1...120, using: &random),
                &random
            )
            if Int.random(in: 0..<3, using: &random) == 0 {
                parts[Part(region: buurt)] = drawn(.random(in: 1...4, using: &random), &random)
            }
            if Int.random(in: 0..<4, using: &random) == 0 {
                let third = 1011 + (place / 2 + 2) % ((buurten.count + 1) / 2)
                parts[Part(region: buurt, postcode: third)] = drawn(
                    .random(in: 1...60, using: &random),
                    &random
                )
            }
        }
        return parts
    }

    /// Their counts as a delivery of households without imputed levels brings them.
    private static func holdings(_ buurten: [RegionCode], _ parts: [Part: [Int64]]) -> PeriodHoldings {
        let cells = RecordCells(cells: 350, levels: 5, replicates: 8)
        let tallies = buurten.map { buurt in
            var numbers: [(rank: Int, number: Int64)] = []
            for (part, counts) in parts.sorted(by: { $0.key < $1.key }) where part.region == buurt {
                let slot = RecordCells.slot(ofPostcode: part.postcode)
                for (cell, count) in counts.enumerated() where count > 0 {
                    numbers.append((rank: cells.rank(slot: slot, part: cell), number: count))
                }
            }
            return StoredTally(region: buurt, tally: Tally(rising: numbers))
        }
        return PeriodHoldings(
            period: Period(year: 2019),
            status: .definitive,
            form: "households",
            columns: [],
            tallies: tallies
        )
    }

    /// Findings in releases after corrections of so many units each: of a part that is withheld, or of any.
    private static func postcodes(
        _ corrections: [Int],
        seed: UInt64,
        knowsParts: Bool = false,
        method: ProtectionRule.Method = .proved
    ) throws -> PublishedIntruder {
        var random = SplitMix64(seed: seed)
        var attacked = try AttackedCountry(seed: seed, method: method, knowsParts: knowsParts)
        let country = attacked.country
        var parts = Self.parts(of: country.buurten, &random)
        for number in 0...corrections.count {
            var regions = country.buurten
            if number > 0 {
                let threshold = country.codebook.protection.threshold
                let small = parts.keys.sorted().filter { part in
                    (1..<threshold).contains(parts[part]?.reduce(0, +) ?? 0)
                }
                let all = number % 3 == 0 ? parts.keys.sorted() : small
                guard let part = all.randomElement(using: &random) else { continue }
                parts[part] = corrected(parts[part] ?? [], corrections[number - 1], &random)
                regions = [part.region]
            }
            try country.deliver(
                number == 0 ? .year : .correction,
                [holdings(regions, parts)],
                number: number
            )
            try attacked.see(parts, hasPostcodes: true)
        }
        return attacked.intruder
    }

    private func attackPostcodes(_ name: String, _ corrections: [Int], knowsParts: Bool = false) throws {
        // What whoever knows more than is published finds is told, and not promised.
        try Self.attack("postcodes: \(name)", isPromised: !knowsParts) {
            try Self.postcodes(corrections, seed: $0, knowsParts: knowsParts)
        }
    }

    @Test func `bounds nothing of one release with postcodes`() throws {
        try attackPostcodes("one release", [])
    }

    @Test(arguments: [1, 3, 10, 40])
    func `bounds nothing of two releases with postcodes, nor the change`(units: Int) throws {
        try attackPostcodes("pairs, \(units) units", [units])
    }

    @Test(arguments: [1, 3, 10, 40])
    func `bounds nothing of ten releases with postcodes in a row`(units: Int) throws {
        try attackPostcodes("ten releases, \(units) units", [Int](repeating: units, count: 9))
    }

    @Test func `tells what whoever knows which parts were corrected finds of their change`() throws {
        try attackPostcodes("pairs, 10 units, known parts", [10], knowsParts: true)
        try attackPostcodes(
            "ten releases, 10 units, known parts",
            [Int](repeating: 10, count: 9),
            knowsParts: true
        )
    }

    @Test func `finds parts of buurten where figures of postcodes are not coarser`() throws {
        var leaks = 0
        for trial in 0..<3 {
            // Those of regions alone are found without postcodes too.
            leaks += try Self.postcodes([], seed: Self.seed &+ UInt64(trial), method: .threshold).findings()
                .leaks.count { $0.prefix { $0 != " " }.contains("/") }
        }
        #expect(leaks > 0)
    }

    @Test func `leaves odds of one in twenty at least to the ends of every interval of parts`() throws {
        try Self.expectOdds("postcodes: odds") { try Self.postcodes([], seed: $0) }
    }
}
