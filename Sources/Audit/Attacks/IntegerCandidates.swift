/// The integer candidates of a region: the whole numbers of units that agree with its published figures.
///
/// Candidates are few, because the units of every group are whole numbers too.
struct IntegerCandidates: Sendable {
    /// The possible numbers of units, rising.
    private(set) var candidates: [Int64] = []
    /// The ranges of the unknowns, in the order of their positions; open if nothing is known.
    private(set) var ranges: [WholeRange]

    /// Tests every number of units within the published rounding.
    ///
    /// - Parameters:
    ///   - row: The published row of the region.
    ///   - knowledge: The intruder's prior knowledge.
    init(_ row: PublishedRow, knowledge: IntruderKnowledge) {
        ranges = Self.open(knowledge)
        guard let units = row.units, units.upper < WholeRange.open else { return }
        ranges[0] = units
        guard !row.shares.isEmpty else { return }
        var hulls = [WholeRange](repeating: WholeRange(.max, .min), count: row.shares.count)
        var fitting = hulls
        let variables = knowledge.groups.indices.map { variable in
            let places = row.shares.indices.filter { row.shares[$0].variable == variable }
            let covered = places.reduce(0) { $0 + row.shares[$1].groups.count }
            return (places: places, isWhole: covered == knowledge.groups[variable])
        }
        for count in stride(from: units.lower, through: units.upper, by: 1) {
            var fits = true
            for (places, isWhole) in variables where fits {
                fits = Self.fit(count, row.shares, places, isWhole: isWhole, into: &fitting)
            }
            guard fits else { continue }
            candidates.append(count)
            for place in hulls.indices {
                hulls[place].lower = min(hulls[place].lower, fitting[place].lower)
                hulls[place].upper = max(hulls[place].upper, fitting[place].upper)
            }
        }
        guard let first = candidates.first, let last = candidates.last else { return }
        ranges[0] = WholeRange(first, last)
        for (share, hull) in zip(row.shares, hulls) {
            let positions = share.groups.map {
                knowledge.position(.group(variable: share.variable, group: $0))
            }
            for position in positions {
                ranges[position] = WholeRange(positions.count == 1 ? hull.lower : 0, hull.upper)
            }
        }
    }

    /// The ranges of a region that publishes nothing: its counts are not negative.
    static func open(_ knowledge: IntruderKnowledge) -> [WholeRange] {
        (0..<knowledge.count).map {
            $0 < knowledge.count - knowledge.coefficients.count ? .natural : .all
        }
    }

    /// Finds the ranges of the groups of one variable for a number of units; false if there are none.
    private static func fit(
        _ units: Int64,
        _ shares: [PublishedRow.Share],
        _ places: [Int],
        isWhole: Bool,
        into ranges: inout [WholeRange]
    ) -> Bool {
        var sum = WholeRange(0, 0)
        for place in places {
            ranges[place] = shares[place].range(of: units)
            if ranges[place].isEmpty { return false }
            sum = sum + ranges[place]
        }
        guard sum.lower <= units, !isWhole || sum.upper >= units else { return false }
        for place in places {
            // The minimum of the others cannot be in this one; what exceeds their maximum must be.
            let range = ranges[place]
            ranges[place].upper = min(range.upper, units - (sum.lower - range.lower))
            if isWhole { ranges[place].lower = max(range.lower, units - (sum.upper - range.upper)) }
        }
        return true
    }
}
