import Codebook
import Disclosure
import Statistics
import TestSupport
import Testing

/// Earlier releases of characteristics limit later ones; counts are published as they are.
@Suite struct `characteristics that were published before` {
    private let large: [Int64] = [100, 110, 120, 130]

    private func protect(
        _ counts: [[[Int64]]],
        after earlier: [CharacteristicProtection.ProtectedCharacteristics] = []
    )
        throws -> CharacteristicProtection.ProtectedCharacteristics
    {
        var history = CharacteristicHistory()
        for (release, outcome) in earlier.enumerated() {
            for (region, said) in outcome.standing {
                // As the ledger keeps it.
                let read = try #require(CharacteristicVersions(reading: said.bytes))
                #expect(read == said)
                history.add(read, of: region, isLast: release == earlier.count - 1)
            }
        }
        return TrialCharacteristics.protect(counts, history: history)
    }

    private func counts(_ first: [Int64]) -> [[[Int64]]] {
        [[first, large], [large, large], [large, large], [large, large]]
    }

    private func value(
        _ outcome: CharacteristicProtection.ProtectedCharacteristics,
        _ region: Int,
        _ groups: [Int]
    )
        -> Value?
    {
        TrialCharacteristics.codebook.topicRank(of: .count(variable: 0, groups: groups))
            .map { outcome.table.rows[region].values[$0] }
    }

    @Test func `keep their rows where a correction is of a few children`() throws {
        let before = try protect(counts(large))
        let after = try protect(counts([102, 110, 120, 130]), after: [before])
        // All but the number of children, which is rounded by itself.
        let figures = { (outcome: CharacteristicProtection.ProtectedCharacteristics) in
            outcome.table.rows.map { Array($0.values.dropFirst()) }
        }
        #expect(figures(after) == figures(before))
        #expect(after.reasons[RegionIndex(2)]?[0]?.contains(.frozen) == true)
        #expect(after.reasons[RegionIndex(0)]?[0]?.contains(.frozen) == true)
    }

    @Test func `show a correction of many, and one of few when enough have added up`() throws {
        let before = try protect(counts(large))
        let many = try protect(counts([150, 110, 120, 130]), after: [before])
        #expect(value(many, 2, [0]) == .number(150))
        #expect(value(many, 0, [0]) == .number(450))
        let few = try protect(counts([103, 110, 120, 130]), after: [before])
        let more = try protect(counts([106, 110, 120, 130]), after: [before, few])
        #expect(value(few, 2, [0]) == .number(100))
        #expect(value(more, 2, [0]) == .number(106))
    }

    @Test func `are told apart from each other: another characteristic is shown as it is now`() throws {
        let before = try protect(counts(large))
        var changed = counts([102, 110, 120, 130])
        changed[0][1][1] = 170
        let after = try protect(changed, after: [before])
        #expect(value(after, 2, [0]) == .number(100))
        let rank = TrialCharacteristics.codebook.topicRank(of: .count(variable: 1, groups: [1]))
        #expect(rank.map { after.table.rows[2].values[$0] } == .number(170))
    }

    @Test func `stay merged as they were where the counts are nearly the same`() throws {
        var odd = large
        odd[1] = 4
        odd[0] = 90
        let before = try protect(counts(odd))
        #expect(value(before, 2, [0, 1]) == .number(94))
        odd[1] = 6
        let after = try protect(counts(odd), after: [before])
        #expect(value(after, 2, [1]) == .missing(.unknown))
        #expect(value(try protect(counts(odd)), 2, [1]) == .number(6))
    }

    @Test func `stay withheld where a region grows over the threshold by a child`() throws {
        let before = try protect(counts([5, 5, 5, 4]))
        #expect(value(before, 2, [0]) == .missing(.unknown))
        let after = try protect(counts([5, 5, 5, 5]), after: [before])
        #expect(value(after, 2, [0]) == .missing(.unknown))
        #expect(after.reasons[RegionIndex(2)]?[0]?.contains(.withheldEarlier) == true)
    }

    @Test func `are not looked at again where nothing changed`() throws {
        let first = try protect(counts([5, 5, 5, 4]))
        let again = try protect(counts([5, 5, 5, 4]), after: [first])
        #expect(again.table == first.table)
        #expect(again.standing == first.standing)
        #expect(again.reasons == first.reasons)
    }

    @Test(arguments: 0..<20 as Range<UInt64>)
    func `come to the same in parts as in all, step after step`(seed: UInt64) throws {
        var random = SplitMix64(seed: seed)
        var counts = (0..<4).map { _ in
            (0..<2).map { _ in (0..<4).map { _ in Int64.random(in: 0...40, using: &random) } }
        }
        var outcomes: [CharacteristicProtection.ProtectedCharacteristics] = []
        for _ in 0..<4 {
            let outcome = try protect(counts, after: outcomes)
            // The same releases before it give the same release again.
            #expect(try protect(counts, after: outcomes).table == outcome.table)
            #expect(try protect(counts, after: outcomes + [outcome]).table == outcome.table)
            outcomes.append(outcome)
            let (buurt, variable) = (
                Int.random(in: 0..<4, using: &random), Int.random(in: 0..<2, using: &random)
            )
            counts[buurt][variable][Int.random(in: 0..<4, using: &random)] += Int64.random(
                in: 0...6,
                using: &random
            )
        }
    }
}
