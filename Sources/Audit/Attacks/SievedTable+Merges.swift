public import Statistics

extension SievedTable {
    /// What the scores of a region with figures tell of the groups that it publishes together.
    ///
    /// - Parameter region: The region.
    /// - Returns: By group of a merged block, what its units can be; none where nothing is merged, no score tells of
    ///   it, or the sieve does not hold.
    public func mergedParts(_ region: RegionIndex) -> [(variable: Int, group: Int, range: WholeRange)] {
        guard holds, let row = table.rows[region.position] else { return [] }
        return MergeAttack(knowledge: table.knowledge).ranges(row).filter { !$0.range.isEmpty }
    }
}
