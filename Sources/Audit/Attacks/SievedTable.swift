public import Statistics

/// A published table with what the sieve tells of each of its regions.
public struct SievedTable: Sendable {
    /// The table.
    public let table: PublishedTable
    /// Whether the figures are whole counts, so that the sieve holds; false when one region has none that fit.
    public let holds: Bool
    /// By position in the edition; nil where the release has no row.
    let sieves: [Sieve?]

    /// Sieves every row.
    ///
    /// Where the figures of any region fit no whole counts, the table was not made of whole counts, and the
    /// sieve is switched off for all of it.
    public init(_ table: PublishedTable) {
        self.table = table
        let sieves = table.rows.map { $0.map { Sieve($0, knowledge: table.knowledge) } }
        holds = zip(table.rows, sieves).allSatisfy { row, sieve in
            guard let row, let sieve, !row.shares.isEmpty, row.units != nil else { return true }
            return !sieve.candidates.isEmpty
        }
        self.sieves = sieves
    }

    /// The numbers of units that fit what a region publishes, rising; empty when the sieve tells nothing.
    public func candidates(_ region: RegionIndex) -> [Int64] {
        holds ? sieves[region.position]?.candidates ?? [] : []
    }

    /// What a region's own row tells of an unknown.
    public func range(_ unknown: OutsiderKnowledge.Unknown, of region: RegionIndex) -> WholeRange {
        ranges(of: region)[table.knowledge.position(unknown)]
    }

    /// What a region's own row tells of each of its unknowns.
    func ranges(of region: RegionIndex) -> [WholeRange] {
        let knowledge = table.knowledge
        if holds, let sieve = sieves[region.position] { return sieve.ranges }
        var ranges = Sieve.open(knowledge)
        if let units = table.rows[region.position]?.units { ranges[0] = units }
        return ranges
    }
}
