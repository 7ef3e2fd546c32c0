import Codebook
import Scoring
import TestSupport
import Testing

@Suite struct `the classes of an indicator` {
    private func rates(_ pairs: [(Int64?, Int64?)]) -> [IndicatorRate?] {
        pairs.map { IndicatorRate($0.0, of: $0.1) }
    }

    @Test func `are as many areas each, by quantile`() {
        let rates = rates((0..<22).map { ($0, 100) })
        let scores = IndicatorClasses.scores(of: rates, by: .quantile, into: 11)
        #expect(scores == (0..<22).map { $0 / 2 })
    }

    @Test func `are equally wide, by equal interval, a border belonging above and the highest to the last`() {
        let rates = rates([0, 9, 10, 55, 99, 100, 109, 110].map { ($0, 110) })
        let scores = IndicatorClasses.scores(of: rates, by: .equalInterval, into: 11)
        #expect(scores == [0, 0, 1, 5, 9, 10, 10, 10])
    }

    @Test(arguments: ClassScheme.Method.allCases)
    func `are shared by equal ratios of other counts`(method: ClassScheme.Method) {
        let rates = rates([(1, 3), (2, 6), (33_333_333, 99_999_999), (1, 2), (50, 100), (9, 10)])
        let scores = IndicatorClasses.scores(of: rates, by: method, into: 11)
        #expect(Set(scores[..<3]).count == 1)
        #expect(Set(scores[3..<5]).count == 1)
        #expect(Set(scores).count == 3)
    }

    @Test(arguments: ClassScheme.Method.allCases)
    func `leave out a denominator of 0 and a missing count, and never call them 0`(method: ClassScheme.Method)
    {
        let rates = rates([(0, 0), (nil, 5), (5, nil), (0, 7), (7, 7)])
        let scores = IndicatorClasses.scores(of: rates, by: method, into: 2)
        #expect(scores == [nil, nil, nil, 0, 1])
    }

    @Test(arguments: ClassScheme.Method.allCases)
    func `of areas that are all alike are the first`(method: ClassScheme.Method) {
        let rates = rates([(1, 2), (2, 4), (3, 6)])
        #expect(IndicatorClasses.scores(of: rates, by: method, into: 11) == [0, 0, 0])
        #expect(IndicatorClasses.scores(of: [], by: method, into: 11) == [])
    }

    @Test(arguments: 0..<100 as Range<UInt64>)
    func `rise with the ratio, whatever the order of the areas`(seed: UInt64) {
        var random = SplitMix64(seed: seed)
        let rates = (0..<Int.random(in: 1...40, using: &random)).map { _ in
            IndicatorRate(
                Int64.random(in: 0...20, using: &random),
                of: Int64.random(in: 0...40, using: &random)
            )
        }
        let order = Array(rates.indices).shuffled(using: &random)
        for method in ClassScheme.Method.allCases {
            let scores = IndicatorClasses.scores(of: rates, by: method, into: 11)
            #expect(
                IndicatorClasses.scores(of: order.map { rates[$0] }, by: method, into: 11)
                    == order.map { scores[$0] }
            )
            for (a, first) in zip(rates, scores) {
                for (b, second) in zip(rates, scores) {
                    guard let a, let b, let first, let second else { continue }
                    #expect(a < b ? first <= second : a == b ? first == second : first >= second)
                    #expect((0...10).contains(first))
                }
            }
        }
    }

    @Test func `compare counts as large as may be`() {
        let most: Int64 = 1 << 38
        let rates = rates([(most - 1, most), (most, most), (0, most), (most / 2, most - 1)])
        #expect(IndicatorClasses.scores(of: rates, by: .quantile, into: 4) == [2, 3, 0, 1])
        #expect(IndicatorClasses.scores(of: rates, by: .equalInterval, into: 100) == [99, 99, 0, 50])
        #expect(IndicatorRate(most + 1, of: most) == nil)
        #expect(IndicatorRate(-1, of: most) == nil)
    }
}
