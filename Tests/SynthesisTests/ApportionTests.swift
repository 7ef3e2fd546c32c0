import Statistics
import Testing

@testable import Synthesis

@Suite struct `apportioning households to cells` {
    @Test(arguments: 0..<100 as Range<UInt64>)
    func `gives all of them away, and each cell about its share`(seed: UInt64) {
        var state = seed
        let shares = (0..<50).map { _ in
            state = state &* 6_364_136_223_846_793_005 &+ 1
            return Double(state >> 40)
        }
        let total = Int64(state % 1000)
        let sum = shares.reduce(0, +)

        let counts = apportion(total, to: shares, offset: Double(seed) / 100)
        #expect(counts.reduce(0, +) == total)
        for (count, share) in zip(counts, shares) {
            #expect(abs(Double(count) - share / sum * Double(total)) <= 1)
        }
    }

    @Test func `leaves a cell without a share empty`() {
        #expect(
            apportion(7, to: [0, 1, 0, 1, 0], offset: 0.5).enumerated().allSatisfy { $0 % 2 == 1 || $1 == 0 }
        )
    }
}

@Suite struct `the exponential` {
    @Test(arguments: [
        (0.0, 1.0), (1, 2.718281828459045), (-1, 0.36787944117144233), (10, 22026.465794806718),
    ])
    func `agrees with the tables`(x: Double, expected: Double) {
        #expect(abs(exponential(x) / expected - 1) < 1e-14)
    }
}
