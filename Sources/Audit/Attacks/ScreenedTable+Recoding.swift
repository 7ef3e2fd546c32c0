public import Statistics

extension ScreenedTable {
    /// Returns the feasibility intervals of groups within recoded groups, from the scores of a region.
    ///
    /// - Parameter region: The region.
    /// - Returns: By group of a recoded group, the range of its units; none if nothing is recoded, no score
    ///   bounds it, or the integer candidates do not apply.
    public func mergedParts(_ region: RegionIndex) -> [(variable: Int, group: Int, range: WholeRange)] {
        guard holds, let row = table.rows[region.position] else { return [] }
        return RecodingAttack(knowledge: table.knowledge).ranges(row).filter { !$0.range.isEmpty }
    }
}
