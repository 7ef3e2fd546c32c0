public import Classification
public import Codebook
public import Statistics

/// What one release says of one period, as anybody can read it.
public struct PublishedTable: Sendable {
    /// The period.
    public let period: Period
    /// The regions of the classification.
    public let edition: Edition
    /// What is known before any figure is read.
    public let knowledge: OutsiderKnowledge
    /// By position in the edition; nil where the release has no row.
    public internal(set) var rows: [PublishedRow?]
    /// Rows whose published units are below this may have percentages without decimals.
    public let coarseBelow: Int64

    /// Reads what values say.
    ///
    /// - Parameters:
    ///   - period: The period.
    ///   - columns: The ranks of the published topics.
    ///   - values: By region, one value for each column, in units of the topic's last decimal.
    ///   - codebook: The data set.
    ///   - edition: The classification that the regions are of.
    public init(
        period: Period,
        columns: [Int],
        values: [(region: RegionIndex, values: [Value])],
        codebook: Codebook,
        edition: Edition
    ) {
        self.period = period
        self.edition = edition
        knowledge = OutsiderKnowledge(codebook, period: period)
        let topics = columns.map { codebook.topics[$0] }
        var rows = [PublishedRow?](repeating: nil, count: edition.regions.count)
        for (region, values) in values {
            rows[region.position] = PublishedRow(topics: topics, values: values, knowledge: knowledge)
        }
        self.rows = rows
        // Whole percentages may be a habit of small regions: the first row that breaks it ends it.
        let firstFine = rows.compactMap { row -> Int64? in
            guard let row, !row.shares.allSatisfy(\.isWhole) else { return nil }
            return row.units?.lower
        }.min()
        coarseBelow = firstFine ?? .max
        for position in self.rows.indices {
            guard let units = self.rows[position]?.units, units.lower < coarseBelow else { continue }
            self.rows[position]?.coarsen()
        }
    }

    /// Takes rows, by position in the edition.
    init(period: Period, edition: Edition, knowledge: OutsiderKnowledge, rows: [PublishedRow?]) {
        self.period = period
        self.edition = edition
        self.knowledge = knowledge
        self.rows = rows
        coarseBelow = .max
    }

    /// Whether a region has a row of figures.
    public func isShown(_ region: RegionIndex) -> Bool { rows[region.position]?.isShown ?? false }

    /// Whether the figures of a region are withheld: it has a row, people may live there, and nothing is shown.
    public func isWithheld(_ region: RegionIndex) -> Bool {
        rows[region.position].map { !$0.isShown && $0.units?.upper != 0 } ?? false
    }
}
