import Codebook
import Statistics

/// The integer candidates of one row: the numbers that its published units and percentages leave possible.
///
/// For every number of units that rounds to the published one, each group has a range; if the ranges of a
/// variable cannot sum to the number, it is no candidate. Percentages of exact counts disclose the number of
/// units of a small region, however coarsely it is rounded. Source:
/// docs/decisions/0018-corrections-that-tell-little.md.
struct PublishedSieve: Hashable {
    /// The least and the most units; nil if no number fits.
    private(set) var units: ClosedRange<Int64>?
    /// By measure of a share, the least and the most units of it.
    private(set) var shares: [Measure: ClosedRange<Int64>] = [:]

    /// A published share.
    private struct Share {
        var measure: Measure
        var value: Int64
        /// The base of rounding of the value, and the number for 100 percent, in units of its last decimal.
        var step: Int64
        var scale: Int64
    }

    /// Computes the candidates of a shown row.
    ///
    /// - Parameters:
    ///   - values: The published values, one for each of `topics`.
    ///   - topics: The topics of the columns.
    ///   - view: The suppression pattern: the groups that are recoded together.
    ///   - rule: The rule of rounding.
    init(_ values: [Value], topics: [Topic], view: RegionView, rule: ProtectionRule) {
        guard let place = topics.firstIndex(where: { $0.measure == .population }) else {
            sieve(values, topics: topics, view: view, rule: rule)
            return
        }
        guard case .number(let rounded) = values[place] else { return }
        var isCoarse: Bool
        switch rule.percentages {
        case .oneDecimal: isCoarse = false
        case .wholeBelow(let limit): isCoarse = rounded < limit
        }
        // A row from before whole percentages has others.
        isCoarse = isCoarse && Self.hasWholePercents(values, topics)
        let variables = view.blocks.indices.map { variable in
            Self.shares(of: variable, values, topics, isCoarse: isCoarse)
        }
        let least = max(rule.threshold, Self.ceiling(2 * rounded - rule.rounding, 2))
        let most = Self.ceiling(2 * rounded + rule.rounding, 2) - 1
        guard least <= most else { return }
        for count in least...most {
            guard let ranges = Self.ranges(of: variables, count) else { continue }
            units = (units?.lowerBound ?? count)...count
            for (measure, range) in ranges {
                let known = shares[measure] ?? range
                shares[measure] =
                    min(known.lowerBound, range.lowerBound)...max(known.upperBound, range.upperBound)
            }
        }
    }

    private static func hasWholePercents(_ values: [Value], _ topics: [Topic]) -> Bool {
        zip(values, topics).allSatisfy { value, topic in
            guard topic.kind == .percentage, case .number(let number) = value else { return true }
            return number % (0..<topic.decimals).reduce(1) { scale, _ in scale * 10 } == 0
        }
    }

    /// Computes the candidates of the row of a characteristic by itself: its units are published by group,
    /// each rounded, without a total.
    private mutating func sieve(_ values: [Value], topics: [Topic], view: RegionView, rule: ProtectionRule) {
        guard view.isShown, view.blocks.count == 1 else { return }
        var counts: [[Int]: ClosedRange<Int64>] = [:]
        for (value, topic) in zip(values, topics) {
            guard case .number(let rounded) = value else { continue }
            guard let figure = topic.measure.groupFigure, figure.quantity == .count, figure.variable == 0
            else {
                continue
            }
            let block = view.groups(of: figure)
            let least = max(0, Self.ceiling(2 * rounded - rule.rounding, 2))
            counts[block] = least...max(least, Self.ceiling(2 * rounded + rule.rounding, 2) - 1)
        }
        let blocks = view.blocks[0].indices.filter { view.blocks[0][$0] == $0 }
            .map { view.block(of: $0, variable: 0) }
        // A block without a number has no bound.
        guard blocks.count > 1, blocks.allSatisfy({ counts[$0] != nil }) else { return }
        let ranges = blocks.compactMap { counts[$0] }
        let least = max(rule.threshold, ranges.reduce(0) { $0 + $1.lowerBound })
        let most = ranges.reduce(0) { $0 + $1.upperBound }
        guard least <= most else { return }
        let fine = Self.shares(of: 0, values, topics, isCoarse: false)
        let coarse = Self.shares(of: 0, values, topics, isCoarse: true)
        for count in least...most {
            let shares = rule.hasWholePercents(count) ? coarse : fine
            var candidates: [Measure: ClosedRange<Int64>] = [:]
            var isPossible = true
            for (measure, range) in Self.ranges(of: [shares], count) ?? [] {
                let known = Self.block(of: measure, view).flatMap { counts[$0] } ?? range
                guard known.overlaps(range) else {
                    isPossible = false
                    break
                }
                candidates[measure] = range.clamped(to: known)
            }
            guard isPossible, shares.isEmpty || !candidates.isEmpty else { continue }
            units = (units?.lowerBound ?? count)...count
            for (measure, range) in candidates {
                let known = self.shares[measure] ?? range
                self.shares[measure] =
                    min(known.lowerBound, range.lowerBound)...max(known.upperBound, range.upperBound)
            }
        }
    }

    private static func block(of measure: Measure, _ view: RegionView) -> [Int]? {
        measure.groupFigure.flatMap { $0.quantity == .share ? view.groups(of: $0) : nil }
    }

    private static func shares(of wanted: Int, _ values: [Value], _ topics: [Topic], isCoarse: Bool)
        -> [Share]
    {
        zip(values, topics).compactMap { value, topic in
            guard let figure = topic.measure.groupFigure, figure.quantity == .share,
                figure.variable == wanted, case .number(let number) = value
            else { return nil }
            let percent = (0..<topic.decimals).reduce(Int64(1)) { scale, _ in scale * 10 }
            return Share(
                measure: topic.measure,
                value: number,
                step: isCoarse ? percent : 1,
                scale: 100 * percent
            )
        }
    }

    /// The ranges of all shares for a number of units, each narrowed by the sum of its variable; nil if one
    /// is empty.
    private static func ranges(
        of variables: [[Share]],
        _ units: Int64
    ) -> [(measure: Measure, range: ClosedRange<Int64>)]? {
        var all: [(measure: Measure, range: ClosedRange<Int64>)] = []
        for shares in variables where !shares.isEmpty {
            let lows = shares.map { max(0, ceiling((2 * $0.value - $0.step) * units, 2 * $0.scale)) }
            let highs = shares.map {
                min(units, ceiling((2 * $0.value + $0.step) * units, 2 * $0.scale) - 1)
            }
            let (low, high) = (lows.reduce(0, +), highs.reduce(0, +))
            for place in shares.indices {
                let least = max(lows[place], units - (high - highs[place]))
                let most = min(highs[place], units - (low - lows[place]))
                guard least <= most else { return nil }
                all.append((shares[place].measure, least...most))
            }
        }
        return all
    }

    private static func ceiling(_ a: Int64, _ b: Int64) -> Int64 {
        let quotient = a / b
        return a % b > 0 ? quotient + 1 : quotient
    }
}

extension RegionView {
    /// The ranks of the groups that a figure tells together in the region.
    fileprivate func groups(of figure: GroupFigure) -> [Int] {
        figure.groups ?? figure.gathering.map { block(of: $0, variable: figure.variable) } ?? []
    }
}
