import Statistics

/// Witnesses as solutions of an intruder's conditions: the true counts, and the differences of each
/// alternative table from them.
///
/// Nothing is taken on trust: an alternative table is used as a solution of a system only if it meets every
/// condition.
struct Witnesses: Sendable {
    /// The change of one region in an alternative table: by unknown, in the order of their positions.
    struct WitnessChange: Sendable {
        let region: RegionIndex
        let unknowns: [Int64]
    }

    /// By region, its unknowns in the true counts.
    private(set) var counts: [RegionIndex: [Int64]] = [:]
    /// By alternative table, its changes of regions of the classification.
    private(set) var changes: [[WitnessChange]] = []
    /// By region, the alternative tables that change it, rising.
    private(set) var worlds: [RegionIndex: [Int]] = [:]

    /// Adds the true counts of a region.
    mutating func add(_ region: RegionIndex, _ unknowns: [Int64]) { counts[region] = unknowns }

    /// Adds an alternative table.
    mutating func add(_ world: [WitnessChange]) {
        for change in world { worlds[change.region, default: []].append(changes.count) }
        changes.append(world)
    }

    /// Adds the witnesses of other regions.
    mutating func add(_ others: Self) {
        counts.merge(others.counts) { one, _ in one }
        for world in others.changes { add(world) }
    }
}
