import Codebook
import Statistics

/// The intervals over which witnesses move the suppressed figures of one region.
struct WitnessedIntervals {
    private let world: CertificateCells
    private let withheld: SuppressionPattern
    private let groups: [[Int64]]
    private let scores: [Int64]
    private let units: Int64
    private var least: (groups: [[Int64]], scores: [Int64])
    private var most: (groups: [[Int64]], scores: [Int64])
    /// The extremes of the change of the total score.
    private var leastTotal: Int64 = 0
    private var mostTotal: Int64 = 0

    /// Starts from the true counts of a region.
    init(_ counts: [Int64], withheld: SuppressionPattern, in world: CertificateCells) {
        self.world = world
        self.withheld = withheld
        (groups, scores) = world.sums(counts)
        units = groups.first?.reduce(0, +) ?? 0
        least = world.nothing
        most = least
    }

    /// Adds a witness: its change of groups and scores.
    mutating func take(_ sums: (groups: [[Int64]], scores: [Int64])) {
        for variable in sums.groups.indices {
            for group in sums.groups[variable].indices {
                let gain = sums.groups[variable][group]
                least.groups[variable][group] = min(least.groups[variable][group], gain)
                most.groups[variable][group] = max(most.groups[variable][group], gain)
            }
            least.scores[variable] = min(least.scores[variable], sums.scores[variable])
            most.scores[variable] = max(most.scores[variable], sums.scores[variable])
        }
        let total = sums.scores.reduce(0, +)
        leastTotal = min(leastTotal, total)
        mostTotal = max(mostTotal, total)
    }

    /// The number of figures with a protection interval, and the number of those that the witnesses do not
    /// cover.
    func tally(_ rule: ProtectionRule) -> (figures: Int, short: Int) {
        var figures = 0
        var short = 0
        guard units > 0 else { return (0, 0) }
        for (variable, blocks) in withheld.blocks.enumerated() {
            for block in blocks {
                let all = block.reduce(0) { $0 + groups[variable][$1] }
                for group in block {
                    let count = groups[variable][group]
                    figures += 1
                    // The protection interval, limited to 0 and to all units of the block.
                    if -least.groups[variable][group] < min(rule.interval, count)
                        || most.groups[variable][group] < min(rule.interval, all - count)
                    {
                        short += 1
                    }
                }
            }
        }
        guard withheld.isRow else { return (figures, short) }
        let extremes = world.coefficients.map { (lowest: $0.min() ?? 0, highest: $0.max() ?? 0) }
        for variable in extremes.indices {
            let room = (
                scores[variable] - units * extremes[variable].lowest,
                units * extremes[variable].highest - scores[variable]
            )
            figures += 1
            if isShort(-least.scores[variable], most.scores[variable], room, rule) { short += 1 }
        }
        let total = scores.reduce(0, +)
        let room = (
            total - units * extremes.reduce(0) { $0 + $1.lowest },
            units * extremes.reduce(0) { $0 + $1.highest } - total
        )
        if isShort(-leastTotal, mostTotal, room, rule) { short += 1 }
        return (figures + 1, short)
    }

    private func isShort(
        _ down: Int64,
        _ up: Int64,
        _ room: (down: Int64, up: Int64),
        _ rule: ProtectionRule
    ) -> Bool {
        // A mean moves by the sum's movement / (units x score unit); the interval is in thousandths.
        let wanted = rule.scoreInterval * units * world.scoreUnit
        return down * 1000 < min(wanted, room.down * 1000) || up * 1000 < min(wanted, room.up * 1000)
    }

    /// By variable and group, the protection interval of the count; nil for a group that is published alone.
    func parts(_ rule: ProtectionRule) -> [[WholeRange?]] {
        zip(groups, withheld.blocks).map { counts, blocks in
            counts.indices.map { group in
                guard let block = blocks.first(where: { $0.contains(group) }) else { return nil }
                let all = block.reduce(0) { $0 + counts[$1] }
                return WholeRange(
                    max(0, counts[group] - rule.interval),
                    min(all, counts[group] + rule.interval)
                )
            }
        }
    }

    /// The protection intervals of all suppressed figures.
    func wanted(_ rule: ProtectionRule) -> ProtectionIntervals {
        var figures: [ProtectionIntervals.Figure] = []
        for (variable, ranges) in parts(rule).enumerated() {
            for (group, range) in ranges.enumerated() {
                guard let range else { continue }
                figures.append(.init(unknowns: [.group(variable: variable, group: group)], range: range))
            }
        }
        if withheld.isRow {
            let variables = scores.indices.map { [$0] } + [Array(scores.indices)]
            for list in variables {
                let sum = list.reduce(0) { $0 + scores[$1] }
                let lowest = list.reduce(0) { $0 + units * (world.coefficients[$1].min() ?? 0) }
                let highest = list.reduce(0) { $0 + units * (world.coefficients[$1].max() ?? 0) }
                let movement = rule.scoreInterval * units * world.scoreUnit / 1000
                figures.append(
                    .init(
                        unknowns: list.map { .sum(variable: $0) },
                        range: WholeRange(max(lowest, sum - movement), min(highest, sum + movement))
                    )
                )
            }
        }
        return ProtectionIntervals(units: units, isRow: withheld.isRow, figures: figures)
    }
}
