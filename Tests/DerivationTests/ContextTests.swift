import Derivation
import Statistics
import Testing

struct ContextTests {
    private func equal(_ a: Fraction?, _ numerator: Int128, _ denominator: Int128) -> Bool {
        a.map { $0.numerator * denominator == numerator * $0.denominator } ?? false
    }

    @Test func `equal incomes have a Gini coefficient of exactly 0`() {
        #expect(equal(Gini.coefficient(of: [30_000, 30_000, 30_000]), 0, 1))
        #expect(equal(Gini.coefficient(of: [7]), 0, 1))
        #expect(equal(Gini.coefficient(of: [0, 0]), 0, 1))
    }

    @Test func `one who has everything makes it 1 less one over their number`() {
        #expect(equal(Gini.coefficient(of: [0, 0, 0, 100]), 3, 4))
    }

    @Test func `1, 2, 3 and 4 make a quarter`() {
        #expect(equal(Gini.coefficient(of: [4, 2, 1, 3]), 1, 4))
    }

    @Test func `no incomes have none, and negative ones count as 0`() {
        #expect(Gini.coefficient(of: []) == nil)
        #expect(Gini.coefficient(of: [-50, 10]) == Gini.coefficient(of: [0, 10]))
    }

    @Test(arguments: 0..<20 as Range<UInt64>)
    func `it is the mean difference of all pairs over twice the mean, in any order and unit`(_ seed: UInt64) {
        var state = seed &* 0x9E37_79B9_7F4A_7C15 | 1
        func draw() -> Int64 {
            state ^= state << 13
            state ^= state >> 7
            state ^= state << 17
            return Int64(state % 100_000)
        }
        let incomes = (0..<Int(seed % 7 + 2)).map { _ in draw() + 1 }
        let pairs = incomes.reduce(Int128(0)) { sum, a in
            sum + incomes.reduce(0) { $0 + Int128(abs(a - $1)) }
        }
        let total = incomes.reduce(Int128(0)) { $0 + Int128($1) }
        let gini = Gini.coefficient(of: incomes)
        #expect(equal(gini, pairs, 2 * Int128(incomes.count) * total))
        #expect(Gini.coefficient(of: incomes.reversed()) == gini)
        let scaled = Gini.coefficient(of: incomes.map { $0 * 100 })
        #expect(equal(scaled, pairs, 2 * Int128(incomes.count) * total))
    }

    @Test func `the mean distance is over all kinds, or not known`() {
        #expect(equal(MeanDistance.mean(of: [1, 2, 3, 4, 5, 6]), 7, 2))
        #expect(MeanDistance.mean(of: [1, 2, nil, 4, 5, 6]) == nil)
        #expect(MeanDistance.mean(of: []) == nil)
    }
}
