import Classification
import Codebook
import Statistics

/// Tables of the same period, in the order in which they came out: what they tell together.
public struct JointTables: Sendable {
    /// One table and where it comes from.
    public struct Source: Sendable {
        /// The table.
        public let table: PublishedTable
        /// Identifier of the series of releases: those of one office follow each other; nil for a table by itself.
        public let chain: String?

        /// Names a source.
        public init(_ table: PublishedTable, chain: String? = nil) {
            self.table = table
            self.chain = chain
        }
    }

    private let sources: [Source]
    private let minimum: Int64

    /// Takes tables of one period and data set, the oldest first.
    public init(_ sources: [Source], minimum: Int64) {
        self.sources = sources
        self.minimum = minimum
    }

    /// The last table with what the others tell of the same counts; nil where they tell nothing more.
    ///
    /// Counts are taken to be the same in all regions below a region without parent where no figure contradicts it:
    /// within one chain, where every figure that both show is the same; between offices, where some whole counts fit
    /// every row.
    public var together: PublishedTable? {
        guard var joint = sources.last?.table else { return nil }
        let chain = sources.last?.chain
        var isMore = false
        for source in sources.dropLast().reversed() {
            let edition = joint.edition
            for root in edition.indices {
                let hasParent =
                    edition[root].parent.map {
                        joint.rows[$0.position] != nil || source.table.rows[$0.position] != nil
                    } ?? false
                guard !hasParent else { continue }
                let members = [root.position] + edition.descendants(of: root)
                let isOfChain = chain != nil && source.chain == chain
                var merged: [(position: Int, row: PublishedRow)] = []
                var agrees = true
                for position in members {
                    guard let other = source.table.rows[position] else { continue }
                    guard let row = joint.rows[position] else {
                        merged.append((position, other))
                        continue
                    }
                    guard let both = row.with(other, sameFigures: isOfChain, knowledge: joint.knowledge)
                    else {
                        agrees = false
                        break
                    }
                    if both != row { merged.append((position, both)) }
                }
                guard agrees, !merged.isEmpty else { continue }
                isMore = true
                for (position, row) in merged { joint.rows[position] = row }
            }
        }
        return isMore ? joint : nil
    }

    /// The regions of which two releases of one chain tell that a few units changed.
    public var changes: [ReleaseLeak] {
        guard let last = sources.last, last.chain != nil else { return [] }
        let attack = DifferenceAttack(
            edition: last.table.edition,
            knowledge: last.table.knowledge,
            minimum: minimum
        )
        var told: Set<RegionIndex> = []
        var earlier: [RegionIndex: [PublishedRow]] = [:]
        for source in sources where source.chain == last.chain {
            var now: [RegionIndex: PublishedRow] = [:]
            for (position, row) in source.table.rows.enumerated() {
                if let row { now[RegionIndex(position)] = row }
            }
            told.formUnion(attack.told(now: now, earlier: earlier, isNested: true))
            for (region, row) in now { earlier[region, default: []].append(row) }
        }
        let most = Double(minimum - 1)
        return told.sorted().map { ReleaseLeak(.change, of: $0, within: -most...most) }
    }
}

extension PublishedRow {
    /// Joins what two rows of the same counts tell; nil where they are not of the same counts.
    func with(_ other: Self, sameFigures: Bool, knowledge: IntruderKnowledge) -> Self? {
        var both = self
        if let units, let others = other.units {
            // A row that shows figures has at least the threshold; one that does not may have fewer.
            let common = units.intersection(others)
            guard !common.isEmpty else { return nil }
            both.units = common
        } else {
            both.units = units ?? other.units
        }
        for share in other.shares where !both.shares.contains(share) {
            // Of figures that say the same of the same counts the nearer holds.
            if let place = both.shares.firstIndex(where: { $0.isOfSame(share) && $0.tellsSame(share) }) {
                if share.reach < both.shares[place].reach { both.shares[place].slack = share.slack }
                continue
            }
            if sameFigures, both.shares.contains(where: { $0.isOfSame(share) }) { return nil }
            both.shares.append(share)
        }
        for score in other.scores where !both.scores.contains(score) {
            if let place = both.scores.firstIndex(where: { $0.tellsSame(score) }) {
                if score.reach < both.scores[place].reach { both.scores[place].slack = score.slack }
                continue
            }
            if sameFigures, both.scores.contains(where: { $0.variable == score.variable }) { return nil }
            both.scores.append(score)
        }
        guard both != self, !both.shares.isEmpty else { return both }
        let isAnyEmpty = IntegerCandidates(both, knowledge: knowledge).candidates.isEmpty
        return isAnyEmpty ? nil : both
    }
}
