import Classification
import Codebook
import Statistics

/// The attack by differencing: the ranges of a region's change that two releases imply, by unknown.
struct DifferenceAttack {
    let edition: Edition
    let knowledge: IntruderKnowledge
    /// The smallest number of changed units that may be disclosed.
    let minimum: Int64

    /// Finds the regions of which the rows disclose, with the rows of earlier releases, that a few units
    /// changed.
    ///
    /// Each row alone; and, with the rows that were public last, the change of its unchanged-looking parts as
    /// the difference between its own change and those of its changed parts.
    ///
    /// - Parameters:
    ///   - now: The rows of one geography.
    ///   - earlier: The rows in earlier releases, the oldest first.
    ///   - isNested: True if regions are the sums of their parts.
    /// - Returns: The disclosed regions.
    func told(
        now: [RegionIndex: PublishedRow],
        earlier: [RegionIndex: [PublishedRow]],
        isNested: Bool
    ) -> Set<RegionIndex> {
        var told: Set<RegionIndex> = []
        var changes: [RegionIndex: [WholeRange]] = [:]
        for (region, row) in now where row.isShown {
            let after = IntegerCandidates(row, knowledge: knowledge)
            for before in earlier[region] ?? [] where before.isShown && !before.says(row) {
                let change = zip(after.ranges, IntegerCandidates(before, knowledge: knowledge).ranges).map {
                    $0 - $1
                }
                if tells(change) { told.insert(region) }
                changes[region] = change
            }
            // A row equal to the last public one discloses no change.
            if let last = earlier[region]?.last, last.says(row) { changes[region] = nil }
        }
        guard isNested else { return told }
        for (region, change) in changes {
            let parts = edition.children(of: region)
            let changed = parts.compactMap { changes[$0] }
            guard !parts.isEmpty, changed.count < parts.count else { continue }
            let rest = changed.reduce(change) { rest, part in zip(rest, part).map { $0 - $1 } }
            if tells(rest) { told.insert(region) }
        }
        return told
    }

    /// True if some unknown certainly changed, and certainly by few units; sums of coefficients are not
    /// units.
    private func tells(_ change: [WholeRange]) -> Bool {
        change.dropLast(knowledge.coefficients.count).contains { range in
            range.lower > -minimum && range.upper < minimum && (range.lower > 0 || range.upper < 0)
        }
    }
}

extension PublishedRow {
    /// True if another row has the same units and groups.
    func says(_ other: Self) -> Bool {
        units == other.units && shares.count == other.shares.count
            && zip(shares, other.shares).allSatisfy { $0.isOfSame($1) && $0.tellsSame($1) }
    }
}
