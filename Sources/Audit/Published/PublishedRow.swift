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
    /// True if the row says in which units its figures are.
    private(set) var saysUnits = false
    /// Range of the row's number of units by its published number, whether figures are shown or not.
    private(set) var ownUnits: WholeRange?

    /// How far a number may be off the exact figure, either way, in halves of its unit.
    enum Slack: Int64, Hashable, Sendable {
        /// It is rounded half up: by half a unit.
        case rounded = 1
        /// A secret offset was added before it was rounded down: by less than a unit.
        case offset = 2
        /// It has an offset, and may have been left as it was when counts changed: by less than two units.
        /// Source: docs/decisions/0080-windows-in-the-audit.md.
        case kept = 4
    }

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
        /// The base of its rounding: its unit.
        var step: Int64 = 1
        /// How the number may be off.
        var slack = Slack.rounded
        /// The range of the units that is published beside the share.
        var count = WholeRange.natural

        /// True if some group is part of both.
        func overlaps(_ other: Self) -> Bool { !Set(groups).isDisjoint(with: other.groups) }

        /// True if the number has no decimals in percent.
        var isWhole: Bool { value % (whole / 100) == 0 }

        /// True if both are shares of the same groups.
        func isOfSame(_ other: Self) -> Bool { variable == other.variable && groups == other.groups }

        /// How far the number may be off either way, in half units of its last decimal.
        var reach: Int64 { slack.rawValue * step }

        /// The range of units in the groups that is published as this share of `units`.
        func range(of units: Int64) -> WholeRange {
            // (2 value - reach) n <= 2 whole y < (2 value + reach) n
            let lower = max(0, (2 * value - reach) * units)
            let upper = (2 * value + reach) * units - 1
            return WholeRange((lower + 2 * whole - 1) / (2 * whole), upper < 0 ? -1 : upper / (2 * whole))
                .intersection(WholeRange(0, units)).intersection(count)
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
        /// The base of its rounding, in units of the last decimal: its unit.
        var step: Int64 = 1
        /// How the number may be off.
        var slack = Slack.rounded

        /// How far the number may be off either way, in half units of its last decimal.
        var reach: Int64 { slack.rawValue * step }
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
            } else if case .unit = topic.measure {
                saysUnits = true
            } else {
                hasOthers = true
            }
        }
        // Of a group that is published in several ways, one is enough.
        for share in merged
        where !shares.contains(where: { $0.variable == share.variable && $0.overlaps(share) }) {
            shares.append(share)
        }
        if saysUnits { takeUnits(topics, values) }
        ownUnits = units
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

    /// Reads the counts and shares of one variable, as if there were no other: its units are those it is known of.
    init(topics: [Topic], values: [Value], variable: Int, knowledge: IntruderKnowledge) {
        let figures = zip(topics, values).compactMap { topic, value -> (GroupFigure, Topic, Int64)? in
            guard let number = value.number, let figure = topic.measure.groupFigure,
                figure.variable == variable
            else { return nil }
            return (figure, topic, number)
        }
        let alone = Set(figures.compactMap { $0.0.groups.flatMap { $0.count == 1 ? $0.first : nil } })
        func members(_ figure: GroupFigure) -> [Int]? {
            if let groups = figure.groups { return groups }
            return figure.gathering.map { into in
                (0..<knowledge.groups[0]).filter { $0 == into || !alone.contains($0) }
            }
        }
        var counts: [[Int]: WholeRange] = [:]
        for (figure, _, number) in figures where figure.quantity == .count {
            if let groups = members(figure) {
                counts[groups] = .rounded(number, base: knowledge.rounding).intersection(.natural)
            }
        }
        for (figure, topic, number) in figures where figure.quantity == .share {
            guard let groups = members(figure) else { continue }
            let whole = 100 * (0..<topic.decimals).reduce(Int64(1)) { scale, _ in scale * 10 }
            var share = Share(variable: 0, groups: groups, value: number, whole: whole)
            share.count = counts[groups] ?? .natural
            if !shares.contains(where: { $0.overlaps(share) }) { shares.append(share) }
        }
        let covered = shares.reduce(0) { $0 + $1.groups.count }
        if covered == knowledge.groups[0] {
            units = shares.reduce(WholeRange(0, 0)) { $0 + $1.count }
        } else if let all = zip(topics, values).first(where: { $0.0.measure == .population })?.1.number {
            // The units of a region are those of its fullest variable.
            units = WholeRange(0, WholeRange.rounded(all, base: knowledge.rounding).upper)
        }
        if isShown {
            units = (units ?? .natural).intersection(WholeRange(knowledge.threshold, WholeRange.open))
        }
    }

    /// Assumes that the shares are rounded to whole percents, where the row does not say how.
    mutating func coarsen() {
        guard !saysUnits else { return }
        for place in shares.indices where shares[place].step == 1 {
            shares[place].step = shares[place].whole / 100
        }
    }
}
