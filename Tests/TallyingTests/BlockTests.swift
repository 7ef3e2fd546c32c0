import TestSupport
import Testing

@testable import Tallying

/// Blocks of counts, and units that wait until their cells have come.
@Suite struct `blocks of counts` {
    private let place = LoosePlace(piece: 0, line: 0, column: 1)

    @Test func `have keys that give back period, region and postcode, and are in their order`() {
        var random = SplitMix64(seed: 2)
        var before: [[Int]: CountBlocks.Key] = [:]
        for _ in 0..<2_000 {
            let parts = [
                Int.random(in: 0..<(1 << 14), using: &random), Int.random(in: 0..<60_000, using: &random),
                Int.random(in: 0...9_000, using: &random),
            ]
            let key = CountBlocks.Key(period: parts[0], region: parts[1], slot: parts[2])
            #expect([key.period, key.region, key.slot] == parts)
            before[parts] = key
        }
        let ordered = before.keys.sorted { $0.lexicographicallyPrecedes($1) }
        #expect(ordered.compactMap { before[$0] } == before.values.sorted())
    }

    @Test(arguments: 1...3 as ClosedRange<UInt64>)
    func `come to what a plain count comes to, past sixteen bits and past every growth`(seed: UInt64) {
        var random = SplitMix64(seed: seed)
        var blocks = CountBlocks(cells: 6, sumCount: 0)
        var waiting = WaitingCounts()
        var expected: [Int: [Int: Int64]] = [:]
        func add(_ region: Int, _ cell: Int, _ times: Int) {
            let key = CountBlocks.Key(period: 1, region: region, slot: 0)
            let block = blocks.block(key, place: place)
            for _ in 0..<times {
                // Safe: the counts are those of the block.
                unsafe waiting.add(blocks.counts(of: block), block: block, cell: cell, to: &blocks)
            }
            expected[block, default: [:]][cell, default: 0] += Int64(times)
        }
        for _ in 0..<9_000 {
            add(Int.random(in: 0..<6_000, using: &random), Int.random(in: 0..<6, using: &random), 1)
        }
        add(17, 2, 66_000)
        add(18, 5, 131_072)
        waiting.finish(&blocks)
        let (hasCarried, count) = (blocks.hasCarried, blocks.keys.count)
        #expect(hasCarried && count == expected.count)
        for block in 0..<count {
            for cell in 0..<6 {
                // Safe: as above.
                let low = unsafe Int64(blocks.counts(of: block)[cell])
                let sum = low + blocks.carried(block: block, cell: cell)
                #expect(sum == expected[block]?[cell] ?? 0)
            }
        }
    }

    @Test func `have the place of their first row, whatever comes later`() {
        var blocks = CountBlocks(cells: 2, sumCount: 3)
        let key = CountBlocks.Key(period: 0, region: 4, slot: 9)
        let first = blocks.block(key, place: LoosePlace(piece: 1, line: 5, column: 1))
        let again = blocks.block(key, place: LoosePlace(piece: 2, line: 1, column: 1))
        let places = blocks.places
        #expect(first == again && places == [LoosePlace(piece: 1, line: 5, column: 1)])
    }

    @Test func `have sums and fractions only where these were asked for, at first zero`() {
        var blocks = CountBlocks(cells: 2, sumCount: 3)
        let one = blocks.block(CountBlocks.Key(period: 0, region: 0, slot: 0), place: place)
        let two = blocks.block(CountBlocks.Key(period: 0, region: 1, slot: 0), place: place)
        // Safe: a block has as many sums and fractions as it was made with.
        let sums = unsafe blocks.sums(of: one)
        let first = unsafe [sums[0], sums[1], sums[2]]
        unsafe sums[2] = 7
        let fractions = unsafe blocks.fractions(of: two)
        let parts = unsafe [fractions[0], fractions[1]]
        #expect(first == [0, 0, 0] && parts == [0, 0])
        let kept = unsafe blocks.existingSums(of: one).map { unsafe $0[2] }
        let (hasNoSums, hasNoFractions) = unsafe (
            blocks.existingSums(of: two) == nil, blocks.existingFractions(of: one) == nil
        )
        #expect(kept == 7 && hasNoSums && hasNoFractions)
    }
}
