public import Statistics

/// The attack on small groups that are published with others: which counts the figures of one row leave possible.
///
/// It uses what is published of the row alone: its units, shares, the score of the variable and the total, and the rule
/// that a recoded row has a group that is too small. It tries all whole numbers.
public struct SmallGroupAttack: Sendable {
    private let audit: OffsetAudit
    /// By variable and group, the coefficients.
    private let coefficients: [[[Int]]]

    /// Prepares the attack on a data set.
    public init(_ audit: OffsetAudit) {
        self.audit = audit
        coefficients = zip(audit.rule.groups, audit.rule.coefficients).map { groups, own in
            (0...(groups.max() ?? 0)).map { group in zip(groups, own).filter { $0.0 == group }.map(\.1) }
        }
    }

    /// The rows of which some small count of a small group is not possible, by name.
    public func findings(_ counted: CountedEvidence, spreading: Spreading = .none) -> [String] {
        let (evidence, counts) = (counted.evidence, counted.counts)
        let minimum = audit.rule.minimum
        let found: [[String]] = spreading.results(of: evidence.rows.count) { rank in
            let row = evidence.rows[rank]
            var findings: [String] = []
            for variable in row.isRecoded.indices where row.isRecoded[variable] && row.merged[variable] != 0 {
                for (group, count) in counts[rank].groups[variable].enumerated()
                where (1..<minimum).contains(count) && row.merged[variable] >> UInt32(group) & 1 == 1 {
                    let system = system(row, counts[rank].units, variable)
                    for other in 1..<minimum where !isPossible(other, of: group, variable, system) {
                        findings.append("\(row.code): a group of \(variable)")
                        break
                    }
                }
            }
            return findings
        }
        return found.flatMap(\.self)
    }

    /// Constraints on one variable that follow from the published figures of a row.
    private struct System {
        var units: Int
        /// By set of groups, between what its units lie.
        var pieces: [(groups: UInt32, range: ClosedRange<Int>)]
        /// Between what the sum of coefficients lies.
        var sum: ClosedRange<Int>
    }

    private func system(_ row: OffsetEvidence.Row, _ units: Int, _ variable: Int) -> System {
        var pieces: [(groups: UInt32, range: ClosedRange<Int>)] = []
        var parts: [Int: ClosedRange<Int>] = [:]
        for figure in row.figures {
            switch figure.measure {
            case .share(variable, let groups): pieces.append((groups, range(figure, units)))
            case .score(let rank): parts[rank] = range(figure, units)
            default: break
            }
        }
        let all = coefficients.count
        var sum = parts[variable] ?? -(1 << 40)...(1 << 40)
        if let total = parts[all] {
            let others = (0..<all).filter { $0 != variable }.map { parts[$0] ?? -(1 << 40)...(1 << 40) }
            let low = max(sum.lowerBound, total.lowerBound - others.reduce(0) { $0 + $1.upperBound })
            let high = min(sum.upperBound, total.upperBound - others.reduce(0) { $0 + $1.lowerBound })
            if low <= high { sum = low...high }
        }
        return System(units: units, pieces: pieces, sum: sum)
    }

    /// Between what the count behind a figure lies.
    private func range(_ figure: OffsetEvidence.Figure, _ units: Int) -> ClosedRange<Int> {
        let (times, over) = audit.scale(figure)
        let unit = units * over
        func ceiling(_ a: Int, _ b: Int) -> Int { a >= 0 ? (a + b - 1) / b : -(-a / b) }
        let (low, high): (Int, Int)
        if figure.offset == nil {
            low = ceiling((2 * figure.value - 1) * unit, 2 * times)
            high = ceiling((2 * figure.value + 1) * unit, 2 * times) - 1
        } else {
            low = ceiling((figure.value - 1) * unit + 1, times)
            high = ceiling((figure.value + 1) * unit, times) - 1
        }
        return low...max(low, high)
    }

    /// Whether a group can have so many units: all whole counts of the others are tried.
    private func isPossible(_ count: Int, of group: Int, _ variable: Int, _ system: System) -> Bool {
        var counts = [Int](repeating: 0, count: coefficients[variable].count)
        counts[group] = count
        return fill(0, group, &counts, count, variable, system)
    }

    private func fill(
        _ next: Int,
        _ fixed: Int,
        _ counts: inout [Int],
        _ taken: Int,
        _ variable: Int,
        _ system: System
    ) -> Bool {
        if next == fixed { return fill(next + 1, fixed, &counts, taken, variable, system) }
        guard next < counts.count else {
            return taken == system.units && keeps(counts, system) && hasSum(counts, variable, system.sum)
        }
        // The last group takes what is left.
        let isLast = !((next + 1)..<counts.count).contains { $0 != fixed }
        let single = system.pieces.first { $0.groups == 1 << UInt32(next) }?.range
        let low = max(0, isLast ? system.units - taken : single?.lowerBound ?? 0)
        let high = min(system.units - taken, single?.upperBound ?? system.units)
        guard low <= high else { return false }
        for own in low...high {
            counts[next] = own
            if fill(next + 1, fixed, &counts, taken + own, variable, system) { return true }
        }
        counts[next] = 0
        return false
    }

    private func keeps(_ counts: [Int], _ system: System) -> Bool {
        system.pieces.allSatisfy { piece in
            let units = counts.indices.reduce(0) {
                piece.groups >> UInt32($1) & 1 == 1 ? $0 + counts[$1] : $0
            }
            return piece.range.contains(units)
        }
    }

    /// Whether some sum within a range is one of coefficients of so many units of every group.
    private func hasSum(_ counts: [Int], _ variable: Int, _ range: ClosedRange<Int>) -> Bool {
        let own = coefficients[variable]
        var low = 0
        var high = 0
        for (group, count) in counts.enumerated() {
            low += count * (own[group].min() ?? 0)
            high += count * (own[group].max() ?? 0)
        }
        let from = max(range.lowerBound, low)
        guard from <= min(range.upperBound, high) else { return false }
        return (from...min(range.upperBound, high)).contains { isSum($0, counts, own, 0) }
    }

    /// Whether a sum is one of coefficients of the groups from one on; units of one group are all but a few alike in
    /// some way to have a sum that can be had at all.
    private func isSum(_ sum: Int, _ counts: [Int], _ own: [[Int]], _ group: Int) -> Bool {
        guard group < counts.count else { return sum == 0 }
        let (count, sorted) = (counts[group], own[group].sorted())
        guard let least = sorted.first, let most = sorted.last, count > 0, least < most else {
            return isSum(sum - count * (own[group].first ?? 0), counts, own, group + 1)
        }
        var low = 0
        var high = 0
        for next in (group + 1)..<counts.count {
            low += counts[next] * (own[next].min() ?? 0)
            high += counts[next] * (own[next].max() ?? 0)
        }
        if group + 1 >= counts.count { (low, high) = (0, 0) }
        let from = max(count * least, sum - high)
        let to = min(count * most, sum - low)
        guard from <= to else { return false }
        for part in from...to where Self.has(part, count, sorted) {
            if isSum(sum - part, counts, own, group + 1) { return true }
        }
        return false
    }

    /// Whether so many numbers of a list add up to a sum: by the numbers from the greatest down, how many of each.
    private static func has(_ sum: Int, _ count: Int, _ sorted: [Int]) -> Bool {
        guard let most = sorted.last, let least = sorted.first else { return sum == 0 && count == 0 }
        guard sum <= count * most, sum >= count * least else { return false }
        guard sorted.count > 1 else { return sum == count * most }
        if sorted.count == 2 { return (sum - count * least) % (most - least) == 0 }
        let rest = Array(sorted.dropLast())
        for taken in stride(from: count, through: 0, by: -1)
        where has(sum - taken * most, count - taken, rest) {
            return true
        }
        return false
    }
}
