public import Classification
public import Codebook
public import Statistics

/// The figures of one period in one release, as anybody can read them.
public struct PublishedTable: Sendable {
    /// The period.
    public let period: Period
    /// The regions of the classification.
    public let edition: Edition
    /// The intruder's knowledge before any figure.
    public let knowledge: IntruderKnowledge
    /// By position in the edition; nil for a region without a row.
    public internal(set) var rows: [PublishedRow?]
    /// Rows whose published units are below this may have percentages without decimals.
    public let coarseBelow: Int64
    /// True if postcodes of the same units may be published beside: parts of them may be withheld that no row tells.
    let isBesidePostcodes: Bool
    /// True if figures above withheld ones are in coarser units, with offsets, for all that the table and the codebook
    /// tell.
    public internal(set) var isByOffsets = false

    /// Reads published values.
    ///
    /// - Parameters:
    ///   - period: The period.
    ///   - columns: The ranks of the published topics.
    ///   - values: By region, one value for each column, in units of the topic's last decimal.
    ///   - codebook: The data set.
    ///   - edition: The classification of the regions.
    ///   - hasPostcodes: Whether postcodes of the same units are published beside; nil where that is not known.
    public init(
        period: Period,
        columns: [Int],
        values: [(region: RegionIndex, values: [Value])],
        codebook: Codebook,
        edition: Edition,
        hasPostcodes: Bool? = nil
    ) {
        isBesidePostcodes = hasPostcodes ?? (codebook.postcodes != nil)
        self.period = period
        self.edition = edition
        knowledge = IntruderKnowledge(codebook, period: period)
        let topics = columns.map { codebook.topics[$0] }
        var rows = [PublishedRow?](repeating: nil, count: edition.regions.count)
        for (region, values) in values {
            rows[region.position] = PublishedRow(topics: topics, values: values, knowledge: knowledge)
        }
        (self.rows, coarseBelow) = Self.coarsened(rows)
        assumeOffsets(codebook)
    }

    /// Rows whose whole percentages are taken to be rounded so, and the units below which they are.
    ///
    /// Whole percentages may be a rule for small regions: the first row with decimals ends it.
    private static func coarsened(_ rows: [PublishedRow?]) -> ([PublishedRow?], below: Int64) {
        var rows = rows
        let below =
            rows.compactMap { row -> Int64? in
                guard let row, !row.shares.allSatisfy(\.isWhole) else { return nil }
                return row.units?.lower
            }.min() ?? .max
        for position in rows.indices {
            guard let units = rows[position]?.units, units.lower < below else { continue }
            rows[position]?.coarsen()
        }
        return (rows, below)
    }

    /// Reads the published values of one variable by itself, as if there were no other.
    public init(
        period: Period,
        variable: Int,
        values: [(region: RegionIndex, values: [Value])],
        codebook: Codebook,
        edition: Edition
    ) {
        let knowledge = IntruderKnowledge(codebook, variable: variable)
        var rows = [PublishedRow?](repeating: nil, count: edition.regions.count)
        for (region, values) in values {
            rows[region.position] = PublishedRow(
                topics: codebook.topics,
                values: values,
                variable: variable,
                knowledge: knowledge
            )
        }
        self.init(period: period, edition: edition, knowledge: knowledge, rows: Self.coarsened(rows).0)
    }

    /// Creates a table from rows, by position in the edition.
    init(period: Period, edition: Edition, knowledge: IntruderKnowledge, rows: [PublishedRow?]) {
        self.period = period
        self.edition = edition
        self.knowledge = knowledge
        self.rows = rows
        coarseBelow = .max
        isBesidePostcodes = false
    }

    /// True if a region has a row of figures.
    public func isShown(_ region: RegionIndex) -> Bool { rows[region.position]?.isShown ?? false }

    /// True if the figures of a region are suppressed: it has a row, may have units, and shows nothing.
    public func isWithheld(_ region: RegionIndex) -> Bool {
        rows[region.position].map { !$0.isShown && $0.units?.upper != 0 } ?? false
    }
}
