public import Classification
public import Codebook
public import Disclosure
public import Scoring
public import Statistics

/// One year of an index, made of what is stored of it.
///
/// It is relative: whatever is touched may move any area.
public struct IndexFiguresOfYear: TableNode {
    /// What it is made of.
    public let year: IndexYear
    /// The data set.
    public let codebook: Codebook
    /// The regions.
    public let edition: Edition
    /// How final its counts are.
    public let status: PeriodStatus

    /// The counts that are stored, by period and topic.
    public static func sources(_ stored: StoredDataSet) -> Set<IndexYear.IndexCount> {
        var sources: Set<IndexYear.IndexCount> = []
        for period in stored.periods where stored.holdsTopicsApart(period) {
            for rank in period.columns { sources.insert(.init(period: period.period, rank: rank)) }
        }
        return sources
    }

    /// The years of which enough is stored, by rising time; a year that is stored as it was published is none of them.
    public static func made(of stored: StoredDataSet) -> [Self] {
        let sources = sources(stored)
        let delivered = stored.periods.filter { !stored.holdsTopicsApart($0) }.map(\.period)
        let periods = Set(sources.flatMap { IndexYear.periods(using: $0.period, in: stored.codebook) })
        return periods.subtracting(delivered).sorted().compactMap { period in
            guard
                let year = IndexYear(codebook: stored.codebook, edition: stored.edition, period: period),
                year.isMade(of: sources)
            else { return nil }
            let used = Set(year.sources.map(\.period))
            let statuses = stored.periods.filter { used.contains($0.period) }.map(\.status)
            let status: PeriodStatus =
                statuses.contains(.provisional)
                ? .provisional
                : statuses.contains(.revisedProvisional) ? .revisedProvisional : .definitive
            return Self(year: year, codebook: stored.codebook, edition: stored.edition, status: status)
        }
    }

    /// The periods whose counts it is made of, rising.
    public var periods: [Period] { Set(year.sources.map(\.period)).sorted() }

    /// The one table of the year.
    public var tables: [TableHead] {
        [TableHead(period: year.period, status: status, columns: year.columns)]
    }

    /// An index always is.
    public var isRelative: Bool { true }

    /// All of it, when anything that it is made of was touched.
    public func stale(_ touched: TouchedPeriods) -> Extent? { touched.extent(of: periods).map { _ in .all } }

    /// None: rows are compared instead.
    public func rowCount(of codes: Set<RegionCode>) -> Int { 0 }

    /// The work of making the year whole.
    public func work(on extent: Extent) -> any TableWork { Work(node: self) }

    /// The exact figures of what was read of its periods.
    public func figures(of readings: [PeriodReading]) -> IndexFigures {
        year.figures(
            of: Dictionary(
                readings.map { ($0.period, $0.held(in: edition)) },
                uniquingKeysWith: { one, _ in one }
            )
        )
    }

    /// What may be published of exact figures.
    public func protected(_ figures: IndexFigures) -> ProtectedTable {
        let table = figures.figuresTable(status: status)
        let means = table.rows.map(\.region).filter { figures.place(of: $0) == nil }.map {
            WeightedMean(region: $0, parts: figures.weights(of: $0))
        }
        let highest = Int64(year.scheme.classes - 1)
        return protect(
            table,
            means: means,
            within: 0...highest,
            inStepsOf: { figures.place(of: $0).map(figures.step(of:)) ?? Fraction(1, 1) },
            ranges: { $0.solved() },
            with: codebook
        )
    }

    private struct Work: TableWork {
        let node: IndexFiguresOfYear
        private var held: [Period: [RegionIndex: Tally]] = [:]

        init(node: IndexFiguresOfYear) { self.node = node }

        var needs: [Period: PeriodNeed] {
            Dictionary(uniqueKeysWithValues: node.periods.map { ($0, PeriodNeed(tallies: .all)) })
        }

        mutating func take(_ reading: PeriodReading, shared: inout SharedFigures, tools: ReleaseTools) {
            // A period of which nothing is stored is in no reading of tallies.
            if !reading.tallies.isEmpty { held[reading.period] = reading.held(in: node.edition) }
        }

        func make(after changes: [SaidChange], tools: ReleaseTools) -> TableOutcome {
            TableOutcome(tables: [node.protected(node.year.figures(of: held))])
        }
    }
}
