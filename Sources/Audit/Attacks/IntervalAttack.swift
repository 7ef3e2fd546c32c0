import Classification
import Statistics

/// Interval arithmetic on the published figures, repeated until no range narrows: the attack without a
/// solver.
///
/// Its bounds are too wide, never too narrow.
struct IntervalAttack {
    /// By region of the scope, the ranges of its unknowns, in the order of their positions.
    private(set) var ranges: [RegionIndex: [WholeRange]] = [:]
    /// True if some unknown has no possible value: the figures contradict each other.
    private(set) var isContradiction = false

    private let knowledge: IntruderKnowledge
    private let rows: [PublishedRow?]

    /// Narrows the ranges of a scope.
    ///
    /// - Parameters:
    ///   - scope: The regions.
    ///   - sieved: What is published.
    ///   - knownUnits: Units of suppressed regions that are known from elsewhere.
    init(_ scope: AttackScope, _ sieved: ScreenedTable, knownUnits: [RegionIndex: Int64]) {
        knowledge = sieved.table.knowledge
        rows = sieved.table.rows
        for member in scope.members {
            var own = sieved.ranges(of: member)
            if let units = knownUnits[member] { own[0] = WholeRange(units, units) }
            ranges[member] = own
        }
        let edition = sieved.table.edition
        let parts = scope.members.map { whole in
            (whole: whole, parts: edition.children(of: whole).filter { ranges[$0] != nil })
        }
        for _ in 0..<4 {
            var isNarrower = false
            for member in scope.members where narrowOwn(member) { isNarrower = true }
            for (whole, parts) in parts where !parts.isEmpty && narrow(whole, parts) { isNarrower = true }
            if !isNarrower || isContradiction { break }
        }
    }

    /// Narrows by the rule that every unknown of a region is the sum of those of its parts.
    private mutating func narrow(_ whole: RegionIndex, _ parts: [RegionIndex]) -> Bool {
        var isNarrower = false
        for unknown in 0..<knowledge.count {
            let all = parts.map { ranges[$0, default: []][unknown] }
            let sum = all.reduce(WholeRange(0, 0)) { $0 + $1 }
            if tighten(whole, unknown, sum) { isNarrower = true }
            let total = ranges[whole, default: []][unknown]
            for (part, own) in zip(parts, all) {
                // The minimum of the others cannot be in this one; what exceeds their maximum must be.
                let lower =
                    sum.upper >= WholeRange.open ? -WholeRange.open : total.lower - (sum.upper - own.upper)
                let upper =
                    sum.lower <= -WholeRange.open || total.upper >= WholeRange.open
                    ? WholeRange.open : total.upper - (sum.lower - own.lower)
                if tighten(part, unknown, WholeRange(lower, upper)) { isNarrower = true }
            }
        }
        return isNarrower
    }

    /// Narrows by the rule that the groups of a variable sum to the units.
    private mutating func narrowOwn(_ region: RegionIndex) -> Bool {
        var isNarrower = false
        for variable in knowledge.groups.indices {
            let positions = knowledge.positions(ofVariable: variable)
            let all = ranges[region, default: []][positions]
            let units = ranges[region, default: []][0]
            let sum = all.reduce(WholeRange(0, 0)) { $0 + $1 }
            for position in positions {
                let own = all[position]
                let lower = sum.upper >= WholeRange.open ? 0 : units.lower - (sum.upper - own.upper)
                let upper =
                    units.upper >= WholeRange.open ? WholeRange.open : units.upper - (sum.lower - own.lower)
                if tighten(region, position, WholeRange(lower, upper)) { isNarrower = true }
            }
        }
        return isNarrower
    }

    private mutating func tighten(_ region: RegionIndex, _ unknown: Int, _ range: WholeRange) -> Bool {
        let own = ranges[region, default: []][unknown]
        let now = own.intersection(range)
        guard now != own else { return false }
        if now.isEmpty {
            isContradiction = true
            return false
        }
        ranges[region, default: []][unknown] = now
        return true
    }
}
