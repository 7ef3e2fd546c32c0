import Statistics
import TestSupport
import Testing

@Suite struct `rounding half up` {
    @Test(arguments: [
        (1, 2, 1), (-1, 2, 0), (3, 2, 2), (-3, 2, -1), (0, 7, 0), (-1, 3, 0), (-2, 3, -1), (2, 3, 1),
        (49, 100, 0), (50, 100, 1), (-50, 100, 0), (-51, 100, -1), (7, 1, 7), (-7, 1, -7),
    ])
    func `takes halves towards positive infinity, also below zero`(n: Int, d: Int, rounded: Int64) {
        #expect(Rounding.halfUp(Int128(n), Int128(d)) == rounded)
    }

    @Test func `is the one whole number within half of any ratio, the half itself below`() {
        for d in 1...40 as ClosedRange<Int128> {
            for n in -300...300 as ClosedRange<Int128> {
                let m = Int128(Rounding.halfUp(n, d))
                #expect((2 * m - 1) * d <= 2 * n && 2 * n < (2 * m + 1) * d, "\(n) / \(d)")
            }
        }
    }

    @Test(arguments: 0..<500 as Range<UInt64>)
    func `moves with whole numbers and holds for large ones`(seed: UInt64) {
        var random = SplitMix64(seed: seed)
        let d = Int128.random(in: 1...1 << 90, using: &random)
        let n = Int128.random(in: -(1 << 120)...1 << 120, using: &random) % (d << 30)
        let k = Int64.random(in: -(1 << 30)...1 << 30, using: &random)
        #expect(Rounding.halfUp(n + Int128(k) * d, d) == Rounding.halfUp(n, d) + k)
    }
}

@Suite struct `rounding a square root half up` {
    @Test func `is the one whole number within half of the root`() {
        for scale in [0, 1, 2, 10, 1000] as [Int128] {
            for d in 1...12 as ClosedRange<Int128> {
                for n in 0...60 as ClosedRange<Int128> {
                    let m = Int128(Rounding.halfUpRoot(of: Fraction(n, d), times: scale))
                    let target = 4 * scale * scale * n
                    #expect(m == 0 || (2 * m - 1) * (2 * m - 1) * d <= target, "\(n) / \(d)")
                    #expect((2 * m + 1) * (2 * m + 1) * d > target, "\(n) / \(d)")
                }
            }
        }
    }

    @Test(arguments: 0..<300 as Range<UInt64>)
    func `is exact to the last unit of a fraction of 128 bits`(seed: UInt64) {
        var random = SplitMix64(seed: seed)
        let k = Int64.random(in: 1...1 << 24, using: &random)
        let root = Int128(k)
        let factor = Int128.random(in: 1...1 << 70, using: &random)
        #expect(
            Rounding.halfUpRoot(of: Fraction(root * root * factor, factor), times: 1_000_000) == k * 1_000_000
        )
        // Half a unit below a whole number goes up, anything less does not.
        let odd = 2 * root - 1
        #expect(Rounding.halfUpRoot(of: Fraction(odd * odd * factor, 4 * factor), times: 1) == k)
        #expect(Rounding.halfUpRoot(of: Fraction(odd * odd * factor - 1, 4 * factor), times: 1) == k - 1)
    }

    @Test func `holds at the ends of what fits`() {
        let most = Int128.max
        #expect(Rounding.halfUpRoot(of: Fraction(0, most), times: 1 << 60) == 0)
        #expect(Rounding.halfUpRoot(of: Fraction(most, most), times: 1 << 60) == 1 << 60)
        #expect(Rounding.halfUpRoot(of: Fraction(1, most), times: 1) == 0)
        // 2^63.5 - 1, rounded down to what an Int64 holds, is the root of about 2^125.
        #expect(Rounding.halfUpRoot(of: Fraction(1 << 124, 1), times: 1) == 1 << 62)
    }
}
