import Codebook
import Statistics

/// The constraints that the published figures of one region put on its whole numbers.
public struct PublishedRow: Hashable, Sendable {
    /// The range of the units; nil if no units are published.
    public var units: WholeRange?
    /// The published shares.
    var shares: [Share] = []
    /// The published scores.
    var scores: [Score] = []
    /// True if anything but the units is published.
    public var isShown: Bool { !shares.isEmpty || !scores.isEmpty || hasOthers }
    /// True if figures are shown that the attack does not use.
    private var hasOthers = false

    /// The share of some groups of one variable.
    struct Share: Hashable, Sendable {
        /// The variable.
        let variable: Int
        /// The groups, rising.
        let groups: [Int]
        /// The published number, in units of the topic's last decimal.
        let value: Int64
        /// The number that a share of 100 percent would have.
        let whole: Int64
        /// The base of its rounding.
        var step: Int64 = 1

        /// True if some group is part of both.
        func overlaps(_ other: Self) -> Bool { !Set(groups).isDisjoint(with: other.groups) }

        /// True if the number has no decimals in percent.
        var isWhole: Bool { value % (whole / 100) == 0 }

        /// The range of units in the groups that is published as this share of `units`.
        func range(of units: Int64) -> WholeRange {
            // (2 value - step) n <= 2 whole y < (2 value + step) n
            let lower = max(0, (2 * value - step) * units)
            let upper = (2 * value + step) * units - 1
            return WholeRange((lower + 2 * whole - 1) / (2 * whole), upper < 0 ? -1 : upper / (2 * whole))
                .intersection(WholeRange(0, units))
        }
    }

    /// A mean score.
    struct Score: Hashable, Sendable {
        /// The variable; nil for the total.
        let variable: Int?
        /// The published number, in units of the topic's last decimal.
        let value: Int64
        /// Ten to the power of the topic's decimals.
        let scale: Int64
    }

    /// Reads values, one for each topic.
    init(topics: [Topic], values: [Value], knowledge: IntruderKnowledge) {
        var merged: [Share] = []
        for (topic, value) in zip(topics, values) {
            guard let number = value.number else { continue }
            let scale = (0..<topic.decimals).reduce(Int64(1)) { scale, _ in scale * 10 }
            if topic.measure == .population {
                units = .rounded(number, base: knowledge.rounding)
            } else if let figure = topic.measure.groupFigure, figure.quantity == .share,
                let groups = figure.groups
            {
                let share = Share(
                    variable: figure.variable,
                    groups: groups,
                    value: number,
                    whole: 100 * scale
                )
                if groups.count == 1 { shares.append(share) } else { merged.append(share) }
            } else if case .score(let variable) = topic.measure, !knowledge.coefficients.isEmpty {
                scores.append(Score(variable: variable, value: number, scale: scale))
            } else {
                hasOthers = true
            }
        }
        // Of a group that is published in several ways, one is enough.
        for share in merged
        where !shares.contains(where: { $0.variable == share.variable && $0.overlaps(share) }) {
            shares.append(share)
        }
        if isShown {
            units = (units ?? .natural).intersection(WholeRange(knowledge.threshold, WholeRange.open))
        }
    }

    /// Reads values, one for each topic, of a data set with a known rule for rounding percentages.
    init(topics: [Topic], values: [Value], knowledge: IntruderKnowledge, rule: ProtectionRule) {
        self.init(topics: topics, values: values, knowledge: knowledge)
        let published = zip(topics, values).first { $0.0.measure == .population }?.1.number
        // Rounded units round to themselves; a row from before whole percentages has others.
        if rule.hasWholePercents(published), shares.allSatisfy(\.isWhole) { coarsen() }
    }

    /// Assumes that the shares are rounded to whole percents.
    mutating func coarsen() {
        for place in shares.indices { shares[place].step = shares[place].whole / 100 }
    }
}
