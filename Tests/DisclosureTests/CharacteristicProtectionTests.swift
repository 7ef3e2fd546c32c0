import Classification
import Codebook
import Disclosure
import Statistics
import TestSupport
import Testing

/// Characteristics of one gemeente of two wijken, of two buurten each.
@Suite struct `protecting characteristics one by one` {
    private let codebook = TrialCharacteristics.codebook
    private let edition = TrialCharacteristics.edition

    /// Protects the counts of four buurten, by characteristic and category.
    private func protect(_ counts: [[[Int64]]], by changed: Codebook? = nil)
        -> CharacteristicProtection.ProtectedCharacteristics
    {
        TrialCharacteristics.protect(counts, by: changed ?? codebook)
    }

    private func value(
        _ outcome: CharacteristicProtection.ProtectedCharacteristics,
        _ region: Int,
        _ measure: Measure
    )
        -> Value?
    {
        codebook.topicRank(of: measure).map { outcome.table.rows[region].values[$0] }
    }

    private let large: [Int64] = [100, 110, 120, 130]

    @Test func `merges a class of few with the smaller neighbour, and gives the merged class as one`() {
        var odd = large
        odd[1] = 3
        odd[0] = 90
        let outcome = protect([[odd, large], [large, large], [large, large], [large, large]])
        func count(_ groups: [Int]) -> Value? { value(outcome, 2, .count(variable: 0, groups: groups)) }
        #expect(count([0]) == .missing(.unknown))
        #expect(count([1]) == .missing(.unknown))
        #expect(count([0, 1]) == .number(93))
        #expect(count([1, 2]) == .missing(.unknown))
        #expect(count([2]) == .number(120))
        #expect(outcome.reasons[RegionIndex(2)]?[0]?.isEmpty == false)
        // The other characteristic is not touched by it.
        #expect(value(outcome, 2, .count(variable: 1, groups: [1])) == .number(110))
    }

    @Test func `gives the parts of a merged class nowhere, so that they cannot be subtracted`() {
        var odd = large
        odd[1] = 3
        let outcome = protect([[odd, large], [large, large], [large, large], [large, large]])
        let first = RegionIndex(2)
        let others = [3, 5, 6, 0, 1, 4].filter { region in
            value(outcome, region, .count(variable: 0, groups: [1])) == .missing(.unknown)
        }
        #expect(outcome.reasons[first]?[0] != nil)
        // Beside it, at least one region of its wijk hides the same, or the wijk does.
        #expect(others.contains(3) || others.contains(1))
    }

    @Test func `merges kinds without an order into other, and says how many these are together`() {
        let outcome = protect([
            [large, [200, 2, 1, 40]], [large, [150, 20, 30, 40]], [large, [150, 20, 30, 40]],
            [large, [150, 20, 30, 40]],
        ])
        func count(_ group: Int) -> Value? { value(outcome, 2, .count(variable: 1, groups: [group])) }
        #expect(count(0) == .number(200))
        #expect(count(1) == .missing(.unknown))
        #expect(count(2) == .missing(.unknown))
        #expect(count(3) == .missing(.unknown))
        #expect(value(outcome, 2, .gatheredCount(variable: 1, into: 3)) == .number(43))
        #expect(value(outcome, 2, .gatheredShare(variable: 1, into: 3)) == .number(18))
        #expect(value(outcome, 2, .share(variable: 1, group: 1)) == .missing(.unknown))
    }

    @Test
    func `withholds a region of few units by each characteristic, and one more so that it stays hidden`() {
        let few: [Int64] = [4, 4, 4, 4]
        let outcome = protect([[few, large], [large, large], [large, large], [large, large]])
        func isHidden(_ region: Int) -> Bool {
            codebook.topics.allSatisfy { topic in
                guard case .count(variable: 0, _) = topic.measure else { return true }
                return value(outcome, region, topic.measure) == .missing(.unknown)
            }
        }
        #expect(isHidden(2))
        #expect(outcome.reasons[RegionIndex(2)]?[0] == [.threshold])
        #expect(isHidden(3) || isHidden(1))
        // It is known of many in the other characteristic, which is shown.
        #expect(value(outcome, 2, .count(variable: 1, groups: [0])) == .number(100))
        #expect(outcome.unproven.isEmpty)
    }

    @Test func `shows a class that nobody has as 0, and still hides a region of few units`() {
        let few: [Int64] = [6, 6, 4, 0]
        let none: [Int64] = [100, 110, 120, 0]
        let outcome = protect([[few, large], [none, large], [none, large], [none, large]])
        func count(_ region: Int, _ groups: [Int]) -> Value? {
            value(outcome, region, .count(variable: 0, groups: groups))
        }
        #expect(count(0, [0]) == .number(306))
        #expect(count(0, [3]) == .number(0))
        #expect(count(2, [0]) == .missing(.unknown))
        #expect(count(3, [0]) == .missing(.unknown) || count(1, [0]) == .missing(.unknown))
    }

    @Test func `merges a class of few in all of a gemeente rather than withholding it there`() {
        let few: [Int64] = [6, 6, 4, 1]
        let none: [Int64] = [100, 110, 120, 1]
        let outcome = protect([[few, large], [none, large], [none, large], [none, large]])
        func count(_ region: Int, _ groups: [Int]) -> Value? {
            value(outcome, region, .count(variable: 0, groups: groups))
        }
        #expect(count(0, [0]) == .number(306))
        #expect(count(0, [3]) == .missing(.unknown))
        #expect(count(0, [2, 3]) == .number(368))
        #expect(count(5, [2, 3]) == .number(121))
    }

    @Test func `shows nothing of a characteristic where all are in one group, unless the rule says so`() {
        let all: [Int64] = [0, 300, 0, 0]
        #expect(
            value(protect(Array(repeating: [all, large], count: 4)), 0, .count(variable: 0, groups: [1]))
                == .number(1200)
        )
        var strict = codebook
        strict.protection.groupDisclosure = .merge
        let outcome = protect(Array(repeating: [all, large], count: 4), by: strict)
        #expect(value(outcome, 0, .count(variable: 0, groups: [1])) == .missing(.unknown))
        #expect(value(outcome, 0, .count(variable: 1, groups: [1])) == .number(440))
    }

    @Test func `keeps a fact about the place from being worked out by nobody, but hides few units`() {
        var codebook = codebook
        codebook.variables[0].isOfPlace = true
        let all: [Int64] = [300, 0, 0, 0]
        let few: [Int64] = [12, 0, 0, 0]
        let protection = CharacteristicProtection(codebook, edition: edition)
        let counts = [2: few, 3: all, 5: all, 6: all]
        let columns = [1, 2]
        let rows = [2, 3].map { region in
            let units = (counts[region] ?? []).reduce(0, +)
            return FiguresTable.Row(
                region: RegionIndex(region),
                figures: RegionFigures(
                    population: units,
                    figures: [.count(units), .count(0)],
                    bases: [units, units]
                )
            )
        }
        let outcome = protection.protect(
            FiguresTable(period: Period(year: 2021), status: .definitive, columns: columns, rows: rows),
            roots: [RegionIndex(0)]
        ) { region in counts[region.position].map { [$0, [0, 0, 0, 0]] } }
        #expect(outcome.table.rows[0].values == [.missing(.unknown), .missing(.unknown)])
        #expect(outcome.table.rows[1].values == [.number(300), .number(0)])
    }

    @Test(arguments: 0..<200 as Range<UInt64>)
    func `shows no group of few units, and nothing that sums give away`(seed: UInt64) {
        var random = SplitMix64(seed: seed)
        let counts = (0..<4).map { _ in
            (0..<2).map { _ in
                (0..<4).map { _ in
                    [0, 0, 1, 3, 6, 15, 60].map { Int64($0) }[Int.random(in: 0...6, using: &random)]
                }
            }
        }
        let outcome = protect(counts)
        for row in outcome.table.rows {
            for (topic, value) in zip(codebook.topics, row.values) {
                switch topic.measure {
                case .count, .gatheredCount:
                    if case .number(let number) = value {
                        #expect(number == 0 || number >= codebook.protection.minimum)
                    }
                default: break
                }
            }
        }
        // Where all parts of a whole show a group but one, that one is not left to be subtracted.
        for (whole, parts) in [(0, [1, 4]), (1, [2, 3]), (4, [5, 6])] {
            for group in 0..<4 {
                let measure = Measure.count(variable: 0, groups: [group])
                guard case .number(let sum)? = value(outcome, whole, measure) else { continue }
                let shown = parts.compactMap { value(outcome, $0, measure)?.number }
                guard shown.count == 1 else { continue }
                let rest = sum - (shown.first ?? 0)
                #expect(rest == 0 || rest >= codebook.protection.minimum)
            }
        }
    }
}
