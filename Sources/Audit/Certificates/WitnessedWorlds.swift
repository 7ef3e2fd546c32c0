import Statistics

/// Worlds of whole units that publish the same, as solutions of an attacker's conditions: the counts that are
/// held, and what each other world changes of them.
///
/// It takes nobody's word for it: a world is a solution of a system only where it meets each of its conditions.
struct WitnessedWorlds: Sendable {
    /// What a world changes of one region: by unknown, in the order of the knowledge's positions.
    struct Change: Sendable {
        let region: RegionIndex
        let unknowns: [Int64]
    }

    /// By region, its unknowns in the counts that are held.
    private(set) var counts: [RegionIndex: [Int64]] = [:]
    /// By world, what it changes of regions of the classification.
    private(set) var changes: [[Change]] = []
    /// By region, the worlds that change it, rising.
    private(set) var worlds: [RegionIndex: [Int]] = [:]

    /// Adds the counts of a region.
    mutating func add(_ region: RegionIndex, _ unknowns: [Int64]) { counts[region] = unknowns }

    /// Adds a world.
    mutating func add(_ world: [Change]) {
        for change in world { worlds[change.region, default: []].append(changes.count) }
        changes.append(world)
    }

    /// Adds the worlds of other regions.
    mutating func add(_ others: Self) {
        counts.merge(others.counts) { one, _ in one }
        for world in others.changes { add(world) }
    }
}
