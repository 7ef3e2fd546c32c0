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
    func `is the same after a correction as from everything, and names what moved`(seed: UInt64) throws {
        var random = SplitMix64(seed: seed)
        let method = ClassScheme.Method.allCases[Int(seed % 3)]
        let scheme = scheme([1, 2, 1], least: Int.random(in: 1...3, using: &random), method: method)
        func area() -> IndexTable.Area {
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
        var areas = (0..<Int.random(in: 2...30, using: &random)).map { _ in area() }
        let unions = (0..<8).map { _ in areas.indices.filter { _ in Bool.random(using: &random) } }
        var table = IndexTable(scheme: scheme, areas: areas, unions: unions)
        for _ in 0..<3 {
            let before = table
            let position = Int.random(in: areas.indices, using: &random)
            areas[position] = area()
            let change = table.correct([position: areas[position]])
            #expect(table == IndexTable(scheme: scheme, areas: areas, unions: unions))
            #expect(change.areas == areas.indices.filter { before.scores[$0] != table.scores[$0] })
            for union in unions.indices where before.unions[union] != table.unions[union] {
                #expect(change.unions.contains(union))
            }
            for union in change.unions {
                #expect(unions[union].contains { $0 == position || change.areas.contains($0) })
            }
        }
    }

    @Test func `of any set of areas counts each once`() throws {
        let areas = (0..<4).map { place in
            IndexTable.Area(
                rates: (0..<3).map { _ in IndicatorRate(Int64(place), of: 10) },
                population: Int64(100 * place)
            )
        }
        let table = IndexTable(scheme: scheme(), areas: areas, unions: [[0, 1, 2, 3], [1, 2]])
        #expect(table.scores.map { $0[0] } == [0, 2, 5, 8])
        let union = try #require(table.union([1, 2, 2, 1]))
        #expect(union.equals(Fraction(4, 1)))
        #expect(table.unions[1] == union)
    }
}
