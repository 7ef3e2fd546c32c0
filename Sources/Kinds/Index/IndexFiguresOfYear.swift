import Audit
public import Classification
public import Codebook
public import Disclosure
public import Scoring
public import Statistics

/// One year of an index, made of what is stored of it.
///
/// It is relative: whatever is touched may move any area.
public struct IndexFiguresOfYear: TableNode {
    /// The year of the index.
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
                readings.map { ($0.period, $0.talliesByRegion(in: edition)) },
                uniquingKeysWith: { one, _ in one }
            )
        )
    }

    /// Publishable figures of exact ones.
    public func protected(_ figures: IndexFigures) -> ProtectedTable { outcome(figures).tables[0] }

    /// Publishable figures of exact ones, and whether the check by publishing finds them safe.
    public func outcome(_ figures: IndexFigures) -> TableOutcome {
        let exchanges = exchanges(figures)
        let table = protected(figures, exchanges)
        var outcome = TableOutcome(tables: [table])
        outcome.countFigures(of: [(figures.figuresTable(status: status), codebook)])
        outcome.isSafe = exchanges.unproven.isEmpty && isOpen(table, figures, exchanges)
        return outcome
    }

    /// The areas that withhold for others.
    private func exchanges(_ figures: IndexFigures) -> ClassExchanges {
        guard let scheme = codebook.scheme.classes else { return ClassExchanges() }
        let areas = figures.areas.indices.filter(figures.isKnown).map { place in
            ClassExchanges.Area(
                region: figures.areas[place],
                units: figures.population(of: place) ?? 0,
                isSmall: isSmall(place, figures),
                classes: figures.scores[place].map { $0.map(Int64.init) },
                index: figures.indices[place].map(\.number)
            )
        }
        return ClassExchanges(
            of: areas,
            weights: scheme.indicators.map { Double($0.weight) },
            interval: Double(codebook.protection.scoreInterval) / 1000,
            means: RoundedMeans(
                figures.figuresTable(status: status),
                means: means(figures),
                codebook: codebook
            )
        )
    }

    /// True for an area with a class of which the units behind a ratio are too few.
    private func isSmall(_ place: Int, _ figures: IndexFigures) -> Bool {
        figures.smallestDenominator(of: place).map { $0 < codebook.protection.threshold } ?? false
    }

    /// True if exchanges leave everything open that small areas withhold, as whoever publishes the other worlds finds.
    private func isOpen(_ table: ProtectedTable, _ figures: IndexFigures, _ exchanges: ClassExchanges) -> Bool
    {
        guard let scheme = codebook.scheme.classes else { return true }
        var published: [RegionIndex: Value] = [:]
        var isShown = [Bool](repeating: false, count: figures.areas.count)
        for row in table.rows {
            for (rank, value) in zip(table.columns, row.values) where value.number != nil {
                let measure = codebook.topics[rank].measure
                if measure == .index { published[row.region] = value }
                if measure != .population, let place = figures.place(of: row.region) { isShown[place] = true }
            }
        }
        let audit = IndexAudit(
            codebook: codebook,
            scheme: scheme,
            areas: figures.areas.indices.map {
                IndexTable.Area(rates: figures.rates[$0], population: figures.population(of: $0))
            },
            isShown: isShown,
            means: table.rows.filter { figures.place(of: $0.region) == nil }.map {
                IndexAudit.Mean(
                    areas: figures.places(of: [$0.region]),
                    published: published[$0.region]?.number
                )
            }
        )
        return figures.areas.indices.filter { isSmall($0, figures) }.allSatisfy { place in
            let own = exchanges.exchanges.filter { $0.small == figures.areas[place] }
            return audit.isOpen(
                place,
                exchanging: own.compactMap { exchange in
                    figures.place(of: exchange.other).map { (area: $0, indicator: exchange.indicator) }
                }
            )
        }
    }

    /// The regions above areas, whose index is a mean.
    private func means(_ figures: IndexFigures) -> [WeightedMean] {
        figures.figuresTable(status: status).rows.map(\.region).filter { figures.place(of: $0) == nil }.map {
            WeightedMean(region: $0, parts: figures.weights(of: $0))
        }
    }

    private func protected(_ figures: IndexFigures, _ exchanges: ClassExchanges) -> ProtectedTable {
        let table = figures.figuresTable(status: status)
        let highest = Int64(codebook.scheme.classes.map { $0.classes - 1 } ?? 0)
        return protect(
            table,
            means: means(figures),
            within: 0...highest,
            inStepsOf: { figures.place(of: $0).map(figures.step(of:)) ?? Fraction(1, 1) },
            ranges: { $0.solved() },
            exchanges: exchanges,
            with: codebook
        )
    }

    private struct Work: TableWork {
        let node: IndexFiguresOfYear
        private var stored: [Period: [RegionIndex: Tally]] = [:]

        init(node: IndexFiguresOfYear) { self.node = node }

        var needs: [Period: PeriodNeed] {
            Dictionary(uniqueKeysWithValues: node.periods.map { ($0, PeriodNeed(tallies: .all)) })
        }

        mutating func take(_ reading: PeriodReading, shared: inout SharedFigures, tools: ReleaseTools) {
            // A period of which nothing is stored is in no reading of tallies.
            if !reading.tallies.isEmpty { stored[reading.period] = reading.talliesByRegion(in: node.edition) }
        }

        func make(after changes: [SaidChange], tools: ReleaseTools) -> TableOutcome {
            node.outcome(node.year.figures(of: stored))
        }
    }
}

extension Fraction {
    fileprivate var number: Double { Double(numerator) / Double(denominator) }
}
