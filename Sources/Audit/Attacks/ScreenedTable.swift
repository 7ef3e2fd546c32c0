public import Statistics

/// A published table with the integer candidates of each of its regions.
public struct ScreenedTable: Sendable {
    /// The table.
    public let table: PublishedTable
    /// True if the figures are of whole counts, so that the integer candidates apply; false if a region has
    /// none.
    public let holds: Bool
    /// By position in the edition; nil for a region without a row.
    let sieves: [IntegerCandidates?]

    /// Computes the integer candidates of every row.
    ///
    /// If the figures of any region without offsets agree with no whole counts, the table was not made from whole
    /// counts, and no candidates are used for any region.
    public init(_ table: PublishedTable) {
        self.table = table
        let sieves = table.rows.map { $0.map { IntegerCandidates($0, knowledge: table.knowledge) } }
        holds = zip(table.rows, sieves).allSatisfy { row, sieve in
            guard let row, let sieve, !row.shares.isEmpty, row.units != nil else { return true }
            // What has an offset may be of earlier counts, and a row that is too small tells nothing of the others.
            guard !row.hasOffsets, row.units?.isEmpty == false else { return true }
            return !sieve.candidates.isEmpty
        }
        self.sieves = sieves
    }

    /// The possible numbers of units of a region, rising; empty if nothing is known.
    public func candidates(_ region: RegionIndex) -> [Int64] {
        holds ? sieves[region.position]?.candidates ?? [] : []
    }

    /// The range of an unknown by a region's own row.
    public func range(_ unknown: IntruderKnowledge.Unknown, of region: RegionIndex) -> WholeRange {
        ranges(of: region)[table.knowledge.position(unknown)]
    }

    /// The ranges of all unknowns by a region's own row.
    func ranges(of region: RegionIndex) -> [WholeRange] {
        let knowledge = table.knowledge
        if holds, let sieve = sieves[region.position] { return sieve.ranges }
        var ranges = IntegerCandidates.open(knowledge)
        if let units = table.rows[region.position]?.units { ranges[0] = units }
        return ranges
    }
}
