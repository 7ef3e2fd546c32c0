import Codebook
import Scoring
import Statistics
import TestSupport
import Testing

@Suite struct `the index of areas and unions` {
    private func scheme(
        _ weights: [Int] = [1, 1, 1],
        least: Int? = nil,
        method: ClassScheme.Method = .quantile
    ) -> ClassScheme {
        ClassScheme(
            method: method,
            classes: 11,
            indicators: weights.enumerated().map { place, weight in
                .init(
                    key: "i\(place)",
                    title: Text(nl: "\(place)", en: "\(place)"),
                    numerator: 2 * place + 1,
                    denominator: 2 * place + 2,
                    lag: 0,
                    weight: weight
                )
            },
            leastIndicators: least ?? weights.count,
            population: 0
        )
    }

    @Test func `of 7 with 100 inhabitants and 8 with 1000 is 7.91`() throws {
        let union = try #require(
            UnionIndex.index(of: [
                UnionIndex.WeightedArea(index: Fraction(7, 1), population: 100),
                UnionIndex.WeightedArea(index: Fraction(24, 3), population: 1000),
                UnionIndex.WeightedArea(index: nil, population: 9),
                UnionIndex.WeightedArea(index: Fraction(1, 1), population: 0),
            ])
        )
        #expect(Rounding.halfUp(union.numerator * 100, union.denominator) == 791)
        #expect(
            UnionIndex.index(of: [
                UnionIndex.WeightedArea(index: nil, population: 100),
                UnionIndex.WeightedArea(index: Fraction(7, 1), population: nil),
            ]) == nil
        )
    }

    @Test func `is the mean of the scores by their weights`() throws {
        let equal = try #require(AreaIndex.index(of: [7, 8, 8], in: scheme()))
        #expect(equal.equals(Fraction(23, 3)))
        let weighted = try #require(AreaIndex.index(of: [10, 0, 4], in: scheme([3, 1, 1])))
        #expect(weighted.equals(Fraction(34, 5)))
    }

    @Test func `needs as many indicators as the rule demands`() throws {
        #expect(AreaIndex.index(of: [7, nil, 8], in: scheme()) == nil)
        let two = try #require(AreaIndex.index(of: [7, nil, 8], in: scheme([1, 5, 1], least: 2)))
        #expect(two.equals(Fraction(15, 2)))
    }

    @Test(arguments: 0..<150 as Range<UInt64>)
    func `of areas together is the mean of theirs by inhabitants, in whatever order they come`(
        seed: UInt64
    ) throws {
        var random = SplitMix64(seed: seed)
        let method = ClassScheme.Method.allCases[Int(seed % 3)]
        let scheme = scheme([1, 2, 1], least: Int.random(in: 1...3, using: &random), method: method)
        let areas = (0..<Int.random(in: 2...30, using: &random)).map { _ in
            IndexTable.Area(
                rates: (0..<3).map { _ in
                    IndicatorRate(
                        Int64.random(in: 0...9, using: &random),
                        of: Int64.random(in: 0...30, using: &random)
                    )
                },
                population: Int64.random(in: 0...50, using: &random)
            )
        }
        let order = areas.indices.shuffled(using: &random)
        let table = IndexTable(scheme: scheme, areas: areas)
        let shuffled = IndexTable(scheme: scheme, areas: order.map { areas[$0] })
        #expect(shuffled.scores == order.map { table.scores[$0] })
        #expect(shuffled.indices == order.map { table.indices[$0] })

        let members = areas.indices.filter { _ in Bool.random(using: &random) }
        let weighed = members.compactMap { place -> (index: Fraction, weight: Int128)? in
            guard let index = table.indices[place], let weight = areas[place].population, weight > 0 else {
                return nil
            }
            return (index, Int128(weight))
        }
        let weight = weighed.reduce(0) { $0 + $1.weight }
        guard weight > 0 else {
            #expect(table.union(members) == nil)
            return
        }
        // Every index is a whole number of parts of 12: of the weights 1, 2 and 1, any of which may be missing.
        let sum = weighed.reduce(0) { $0 + $1.index.numerator * (12 / $1.index.denominator) * $1.weight }
        #expect(try #require(table.union(members)).equals(Fraction(sum, 12 * weight)))
    }

    @Test func `of any set of areas counts each once`() throws {
        let areas = (0..<4).map { place in
            IndexTable.Area(
                rates: (0..<3).map { _ in IndicatorRate(Int64(place), of: 10) },
                population: Int64(100 * place)
            )
        }
        let table = IndexTable(scheme: scheme(), areas: areas)
        #expect(table.scores.map { $0[0] } == [0, 2, 5, 8])
        let union = try #require(table.union([1, 2, 2, 1]))
        #expect(union.equals(Fraction(4, 1)))
        #expect(table.union([1, 2]) == union)
    }
}
