import Classification
import Statistics

/// The linear conditions that published figures put on the unknowns of some regions.
///
/// The conditions hold for real numbers as well as whole ones: what they exclude is impossible.
struct AttackerSystem {
    /// The conditions.
    private(set) var programme = LinearProgramme()

    private let knowledge: IntruderKnowledge
    private let firsts: [RegionIndex: Int]

    /// Writes the conditions of a scope.
    ///
    /// - Parameters:
    ///   - scope: The regions.
    ///   - sieved: The published table with its integer candidates.
    ///   - ranges: By region, the known range of each of its unknowns.
    init(_ scope: AttackScope, _ sieved: ScreenedTable, ranges: [RegionIndex: [WholeRange]]) {
        knowledge = sieved.table.knowledge
        var firsts: [RegionIndex: Int] = [:]
        for member in scope.members {
            firsts[member] = programme.count
            for range in ranges[member] ?? sieved.ranges(of: member) {
                _ = programme.addUnknown(
                    range.lower <= -WholeRange.open ? -.infinity : Double(range.lower),
                    range.upper >= WholeRange.open ? .infinity : Double(range.upper)
                )
            }
        }
        self.firsts = firsts
        for member in scope.members {
            addOwn(member, row: sieved.table.rows[member.position])
            addParts(member, edition: sieved.table.edition)
        }
    }

    /// Writes the conditions of a scope, with the units of some regions known from elsewhere.
    init(_ scope: AttackScope, _ sieved: ScreenedTable, knownUnits: [RegionIndex: Int64]) {
        var ranges: [RegionIndex: [WholeRange]] = [:]
        for member in scope.members {
            guard let units = knownUnits[member] else { continue }
            ranges[member] = sieved.ranges(of: member)
            ranges[member]?[0] = WholeRange(units, units)
        }
        self.init(scope, sieved, ranges: ranges)
    }

    /// The position of an unknown.
    func column(_ unknown: IntruderKnowledge.Unknown, of region: RegionIndex) -> Int {
        (firsts[region] ?? 0) + knowledge.position(unknown)
    }

    /// The position of the first unknown of a region; nil for one outside the scope.
    func first(of region: RegionIndex) -> Int? { firsts[region] }

    /// Adds the conditions of a region's own figures.
    private mutating func addOwn(_ region: RegionIndex, row: PublishedRow?) {
        let units = column(.units, of: region)
        for variable in knowledge.groups.indices {
            let groups = (0..<knowledge.groups[variable]).map {
                column(.group(variable: variable, group: $0), of: region)
            }
            programme.add(total: units, parts: groups)
            guard !knowledge.coefficients.isEmpty else { continue }
            let sum = column(.sum(variable: variable), of: region)
            let coefficients = knowledge.coefficients[variable]
            programme.add(
                [(sum, 1)] + zip(groups, coefficients).map { ($0, -Double($1.lower)) },
                0,
                .infinity
            )
            programme.add(
                [(sum, 1)] + zip(groups, coefficients).map { ($0, -Double($1.upper)) },
                -.infinity,
                0
            )
        }
        guard let row else { return }
        for share in row.shares {
            let groups = share.groups.map { column(.group(variable: share.variable, group: $0), of: region) }
            let least = Double(2 * share.value - share.reach) / Double(2 * share.whole)
            let greatest = Double(2 * share.value + share.reach) / Double(2 * share.whole)
            if share.count != .natural {
                programme.add(
                    groups.map { ($0, 1) },
                    Double(share.count.lower),
                    share.count.upper >= WholeRange.open ? .infinity : Double(share.count.upper)
                )
            }
            programme.add(groups.map { ($0, 1) } + [(units, -least)], 0, .infinity)
            programme.add(groups.map { ($0, 1) } + [(units, -greatest)], -.infinity, 0)
        }
        for score in row.scores {
            let sums = sums(score.variable, of: region)
            let unit = Double(knowledge.divisor) / Double(2 * score.scale)
            programme.add(sums + [(units, -Double(2 * score.value - score.reach) * unit)], 0, .infinity)
            programme.add(sums + [(units, -Double(2 * score.value + score.reach) * unit)], -.infinity, 0)
        }
    }

    /// The sum of coefficients of a variable, or of all for nil.
    func sums(_ variable: Int?, of region: RegionIndex) -> [(column: Int, weight: Double)] {
        (variable.map { [$0] } ?? Array(knowledge.coefficients.indices)).map {
            (column(.sum(variable: $0), of: region), 1)
        }
    }

    /// Adds that every unknown of a region is the sum of those of its parts, if these are in the scope.
    private mutating func addParts(_ region: RegionIndex, edition: Edition) {
        let parts = edition.children(of: region).compactMap { firsts[$0] }
        guard !parts.isEmpty, let whole = firsts[region] else { return }
        for unknown in 0..<knowledge.count {
            programme.add(total: whole + unknown, parts: parts.map { $0 + unknown })
        }
    }
}
