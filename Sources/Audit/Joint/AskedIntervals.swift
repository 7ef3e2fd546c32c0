import Classification
public import Codebook
public import Statistics

/// The intervals that a rule of protection asks for, judged by an outsider who does not know the truth.
///
/// It claims a leak only where no value within the bounds could have its interval: a bound that would do for some truth is
/// none.
public struct AskedIntervals: Sendable {
    private let rule: ProtectionRule
    private let knowledge: IntruderKnowledge

    /// Takes the rule and what is public of a data set.
    public init(_ rule: ProtectionRule, knowledge: IntruderKnowledge) {
        self.rule = rule
        self.knowledge = knowledge
    }

    /// The leaks among the feasibility intervals of a withheld region; none of a region that may be empty.
    public func leaks(_ found: FeasibilityIntervals) -> [ReleaseLeak] {
        let region = found.region
        // Nobody lives there, or nobody need: there is nothing to protect.
        guard found.units.upper > 0 else { return [] }
        var leaks: [ReleaseLeak] = []
        for (variable, ranges) in found.groups.enumerated() {
            for (group, range) in ranges.enumerated() where isTooNarrow(range, units: found.units) {
                leaks.append(
                    ReleaseLeak(
                        .count,
                        of: region,
                        variable: variable,
                        groups: [group],
                        within: Double(range.lower)...Double(max(range.lower, range.upper))
                    )
                )
            }
        }
        guard found.units.lower > 0 else { return leaks }
        for (rank, range) in found.scores.enumerated() {
            guard let range, isTooNarrow(range, of: rank) else { continue }
            leaks.append(
                ReleaseLeak(
                    .score,
                    of: region,
                    variable: rank < knowledge.coefficients.count ? rank : nil,
                    within: range
                )
            )
        }
        return leaks
    }

    /// True if no count within a range can be moved by the interval both ways, as far as there are units.
    func isTooNarrow(_ range: WholeRange, units: WholeRange) -> Bool {
        let reachesAll = range.upper >= units.lower
        let needed = min(rule.interval, units.lower)
        switch (range.lower <= 0, reachesAll) {
        case (true, true): return false
        case (true, false): return range.upper < needed
        case (false, true): return units.upper - range.lower < needed
        case (false, false): return range.upper - range.lower < 2 * rule.interval
        }
    }

    /// True if no mean within a range can be moved by the interval both ways, as far as coefficients reach.
    private func isTooNarrow(_ range: ClosedRange<Double>, of rank: Int) -> Bool {
        let extremes = knowledge.extremeMeans(rank < knowledge.coefficients.count ? rank : nil)
        let interval = Double(rule.scoreInterval) / 1000
        // A solver is exact to some digits only; what is that near to enough is no leak.
        let slack = 0.001
        let atLeast = range.lowerBound <= extremes.lowerBound + slack
        let atMost = range.upperBound >= extremes.upperBound - slack
        let width = range.upperBound - range.lowerBound + slack
        if atLeast && atMost { return false }
        return width < (atLeast || atMost ? interval : 2 * interval)
    }

    /// The shown groups of a row that have few units in every way in which the row can have come about.
    public func smallGroups(_ region: RegionIndex, in sieved: ScreenedTable) -> [ReleaseLeak] {
        guard sieved.holds, let row = sieved.table.rows[region.position] else { return [] }
        let candidates = sieved.candidates(region)
        guard !candidates.isEmpty else { return [] }
        return row.shares.compactMap { share in
            let ranges = candidates.map(share.range(of:)).filter { !$0.isEmpty }
            guard let least = ranges.map(\.lower).min(), let most = ranges.map(\.upper).max(), least > 0,
                most < rule.minimum
            else { return nil }
            return ReleaseLeak(
                .group,
                of: region,
                variable: share.variable,
                groups: share.groups,
                within: Double(least)...Double(most)
            )
        }
    }
}

extension IntruderKnowledge {
    /// The least and the greatest mean of a variable's coefficients, or of all for nil, on the published scale.
    func extremeMeans(_ variable: Int?) -> ClosedRange<Double> {
        let ranks = variable.map { [$0] } ?? Array(coefficients.indices)
        let least = ranks.reduce(0.0) { $0 + Double(coefficients[$1].map(\.lower).min() ?? 0) }
        let most = ranks.reduce(0.0) { $0 + Double(coefficients[$1].map(\.upper).max() ?? 0) }
        return least / Double(divisor)...max(least, most) / Double(divisor)
    }
}
