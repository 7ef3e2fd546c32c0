import Statistics

/// The attack on recoded groups by published scores.
///
/// With the units known exactly and the other groups known, one number is left to try: the units of one part
/// of the recoded group. Source: docs/decisions/0017-proved-by-exchange.md.
struct RecodingAttack {
    let knowledge: IntruderKnowledge

    /// The feasibility intervals of the groups within recoded groups of a row, by variable and group.
    func ranges(_ row: PublishedRow) -> [(variable: Int, group: Int, range: WholeRange)] {
        guard !knowledge.coefficients.isEmpty else { return [] }
        let units = IntegerCandidates(row, knowledge: knowledge).candidates
        return row.shares.filter { $0.groups.count > 1 }.flatMap { block in
            guard let score = score(of: block.variable, row) else {
                return [(variable: Int, group: Int, range: WholeRange)]()
            }
            return block.groups.map { group in
                var range = WholeRange(.max, .min)
                for count in units { widen(&range, group, block, row, score, count) }
                return (block.variable, group, range)
            }
        }
    }

    /// The published score of a variable, or the difference of the total score and the others, for a number
    /// of units: between the two numbers, in half thousandths of the divisor times units.
    private func score(of variable: Int, _ row: PublishedRow) -> (lower: Int64, upper: Int64, scale: Int64)? {
        if let own = row.scores.first(where: { $0.variable == variable }) {
            return (2 * own.value - own.reach, 2 * own.value + own.reach, 2 * own.scale)
        }
        let others = row.scores.filter { $0.variable != nil && $0.variable != variable }
        guard let total = row.scores.first(where: { $0.variable == nil }),
            others.count == knowledge.coefficients.count - 1
        else { return nil }
        let sum = others.reduce(0) { $0 + 2 * $1.value }
        let reach = others.reduce(total.reach) { $0 + $1.reach }
        return (2 * total.value - sum - reach, 2 * total.value - sum + reach, 2 * total.scale)
    }

    private func widen(
        _ range: inout WholeRange,
        _ group: Int,
        _ block: PublishedRow.Share,
        _ row: PublishedRow,
        _ score: (lower: Int64, upper: Int64, scale: Int64),
        _ units: Int64
    ) {
        let coefficients = knowledge.coefficients[block.variable]
        // The window of the sum, times the scale.
        let window = (score.lower * units * knowledge.divisor, score.upper * units * knowledge.divisor)
        var least: Int64 = 0
        var most: Int64 = 0
        for share in row.shares where share.variable == block.variable && share.groups != block.groups {
            let counts = share.range(of: units)
            let lowest = share.groups.map { coefficients[$0].lower }.min() ?? 0
            let highest = share.groups.map { coefficients[$0].upper }.max() ?? 0
            least += min(counts.lower * lowest, counts.upper * lowest)
            most += max(counts.lower * highest, counts.upper * highest)
        }
        let others = block.groups.filter { $0 != group }
        let lowest = others.map { coefficients[$0].lower }.min() ?? 0
        let highest = others.map { coefficients[$0].upper }.max() ?? 0
        let merged = block.range(of: units)
        guard !merged.isEmpty else { return }
        for all in merged.lower...merged.upper {
            for part in stride(from: 0, through: all, by: 1)
            where part < range.lower || part > range.upper {
                let low = least + part * coefficients[group].lower + (all - part) * lowest
                let high = most + part * coefficients[group].upper + (all - part) * highest
                if low * score.scale <= window.1, high * score.scale >= window.0 {
                    range.lower = min(range.lower, part)
                    range.upper = max(range.upper, part)
                }
            }
        }
    }
}
