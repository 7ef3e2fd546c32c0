import Classification
import Codebook
import Statistics

/// What two releases together tell of the change of a region: by unknown, from which to which.
struct DifferenceAttack {
    let edition: Edition
    let knowledge: OutsiderKnowledge
    /// The fewest units that a change may be told of.
    let minimum: Int64

    /// The regions of which rows tell, with what was out before, that a few units changed.
    ///
    /// Each row by itself; and, with the rows that were last out, what a row's change and those of its changed
    /// parts leave for the parts that show none.
    ///
    /// - Parameters:
    ///   - now: The rows of one geography.
    ///   - earlier: What was out, the oldest first.
    ///   - isNested: Whether regions are the sums of those below them.
    /// - Returns: The regions.
    func told(
        now: [RegionIndex: PublishedRow],
        earlier: [RegionIndex: [PublishedRow]],
        isNested: Bool
    ) -> Set<RegionIndex> {
        var told: Set<RegionIndex> = []
        var changes: [RegionIndex: [WholeRange]] = [:]
        for (region, row) in now where row.isShown {
            let after = Sieve(row, knowledge: knowledge)
            for before in earlier[region] ?? [] where before.isShown && !before.says(row) {
                let change = zip(after.ranges, Sieve(before, knowledge: knowledge).ranges).map { $0 - $1 }
                if tells(change) { told.insert(region) }
                changes[region] = change
            }
            // What is out last and the same tells of no change.
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

    /// Whether some unknown surely changed, and surely by a few only; sums of coefficients are not units.
    private func tells(_ change: [WholeRange]) -> Bool {
        change.dropLast(knowledge.coefficients.count).contains { range in
            range.lower > -minimum && range.upper < minimum && (range.lower > 0 || range.upper < 0)
        }
    }
}

extension PublishedRow {
    /// Whether another row says the same of units and groups.
    func says(_ other: Self) -> Bool {
        units == other.units && shares == other.shares
    }
}
