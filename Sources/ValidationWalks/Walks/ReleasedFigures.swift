public import Classification
public import Codebook
public import Statistics

/// Figures of the standing release for a period whose figures were made of counts.
public struct ReleasedFigures: Sendable {
    private let topics: [Topic]
    /// By position in the edition, the values by rank of the topic; nil for a region without a row.
    private let rows: [[Value]?]
    /// The topics that have a number in any row.
    private let alive: [Bool]
    /// True by position for a region of which something is withheld or recoded, and for all that it is part of.
    private let isGuarded: [Bool]
    /// True by position for a row whose percentages are all whole.
    private let isWhole: [Bool]

    /// Takes the rows of a release.
    ///
    /// - Parameters:
    ///   - values: By region, one value for each topic of the codebook, in order.
    ///   - topics: The published topics.
    ///   - edition: The classification.
    public init(_ values: [RegionIndex: [Value]], topics: [Topic], edition: Edition) {
        self.topics = topics
        var rows = [[Value]?](repeating: nil, count: edition.regions.count)
        var alive = [Bool](repeating: false, count: topics.count)
        for (region, values) in values {
            rows[region.position] = values
            for (rank, value) in values.enumerated() where value.number != nil { alive[rank] = true }
        }
        // Groups together are shown in the rows where they are recoded only.
        let asked = topics.indices.filter { alive[$0] && !topics[$0].isOfSeveralGroups }
        let percentages = topics.indices.filter { topics[$0].kind == .percentage && topics[$0].decimals > 0 }
        var isGuarded = [Bool](repeating: false, count: rows.count)
        var isWhole = isGuarded
        for (position, row) in rows.enumerated() {
            guard let row else { continue }
            let shares = percentages.compactMap { rank in row[rank].number.map { (number: $0, rank: rank) } }
            isWhole[position] =
                !shares.isEmpty
                && shares.allSatisfy { $0.number % ReleasedFigures.unit(topics[$0.rank]) == 0 }
            guard asked.contains(where: { row[$0].number == nil }) else { continue }
            var region: RegionIndex? = RegionIndex(position)
            while let own = region, !isGuarded[own.position] {
                isGuarded[own.position] = true
                region = edition[own].parent
            }
        }
        self.rows = rows
        self.alive = alive
        self.isGuarded = isGuarded
        self.isWhole = isWhole
    }

    /// Tells if a number undoes protection: true where the release withholds it, false where it shows another; nil where
    /// the number undoes nothing.
    package func isUndone(by number: Int64, _ rank: Int, _ region: RegionIndex) -> Bool? {
        guard let row = rows[region.position] else { return nil }
        guard let released = row[rank].number else {
            return isGuarded[region.position] || alive[rank] ? true : nil
        }
        guard released != number else { return nil }
        if isGuarded[region.position] { return false }
        let isCoarse = isWhole[region.position] && topics[rank].kind == .percentage
        return isCoarse && abs(released - number) < Self.unit(topics[rank]) ? false : nil
    }

    /// One, in units of the topic's last decimal.
    private static func unit(_ topic: Topic) -> Int64 {
        (0..<topic.decimals).reduce(Int64(1)) { unit, _ in unit * 10 }
    }
}

extension Topic {
    /// True for a figure of several groups together.
    fileprivate var isOfSeveralGroups: Bool { (measure.groupFigure?.groups?.count ?? 1) != 1 }
}
