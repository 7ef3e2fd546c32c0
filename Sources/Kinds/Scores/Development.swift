import Codebook
import Disclosure
import Scoring
import Statistics

/// How scores changed since other years that are stored.
struct Development: TableNode {
    private let stored: PeriodOutline
    private let topics: DevelopmentTopics
    private let current: Source
    private let others: [DevelopmentTopics.Comparison: Source]
    private let data: StoredDataSet

    /// The scores of a period: exact, and what releases said of them where they are proved.
    fileprivate struct Source {
        let figures: PeriodFigures
        let said: (any SaidScores)?

        var period: Period { figures.stored.period }
    }

    /// Prepares for a period; nil where no other is stored that it compares with.
    init?(of stored: PeriodOutline, _ topics: DevelopmentTopics, _ data: StoredDataSet)
        throws(UnknownStoredForm)
    {
        func source(_ stored: PeriodOutline) throws(UnknownStoredForm) -> Source {
            Source(
                figures: try PeriodFigures(
                    stored,
                    codebook: topics.source,
                    edition: data.edition,
                    wanted: topics.wanted
                ),
                said: try ScoresKind.proved(stored, of: data)?.said
            )
        }
        var others: [DevelopmentTopics.Comparison: Source] = [:]
        for comparison in DevelopmentTopics.Comparison.allCases {
            guard let other = data.codebook.period(before: stored.period, by: comparison),
                data.codebook.areComparable(stored.period, other),
                let period = data.periods.first(where: { $0.period == other })
            else { continue }
            others[comparison] = try source(period)
        }
        guard !others.isEmpty else { return nil }
        self.stored = stored
        self.topics = topics
        self.data = data
        self.others = others
        current = try source(stored)
    }

    var tables: [TableHead] {
        [
            TableHead(
                period: stored.period,
                status: stored.status,
                columns: Array(topics.result.topics.indices),
                subject: .development(topics),
                comparedWith: Set(others.values.map(\.period)).sorted()
            )
        ]
    }

    func stale(_ touched: TouchedPeriods) -> Extent? {
        // A year that is no longer stored may have been compared with before.
        let all = DevelopmentTopics.Comparison.allCases.compactMap {
            data.codebook.period(before: stored.period, by: $0)
        }
        guard let extent = touched.extent(of: [stored.period] + all) else { return nil }
        guard let codes = extent.codes, data.codebook.protection.method.isProved else { return extent }
        // What is shown of a region may depend on all that it is linked with.
        return data.postcodes != nil ? .all : .regions(data.linked(codes))
    }

    func rowCount(of codes: Set<RegionCode>) -> Int { current.figures.touched(codes).regions.count }

    func work(on extent: Extent) -> any TableWork {
        Work(topics: topics, current: current, others: others, extent: extent)
    }

    private struct Work: TableWork {
        let topics: DevelopmentTopics
        let current: Source
        let others: [DevelopmentTopics.Comparison: Source]
        let extent: Extent
        private var exact: [Period: FiguresTable] = [:]
        private var versions: [Period: [PeriodReading.SaidVersion]] = [:]
        private var gone: [RegionIndex] = []

        init(
            topics: DevelopmentTopics,
            current: Source,
            others: [DevelopmentTopics.Comparison: Source],
            extent: Extent
        ) {
            self.topics = topics
            self.current = current
            self.others = others
            self.extent = extent
        }

        private var sources: [Period: Source] {
            Dictionary(
                (Array(others.values) + [current]).map { ($0.period, $0) },
                uniquingKeysWith: { one, _ in one }
            )
        }

        var needs: [Period: PeriodNeed] {
            sources.mapValues { source in
                let needed = source.figures.needed(extent)
                return PeriodNeed(tallies: needed, versions: source.said == nil ? nil : needed)
            }
        }

        mutating func take(_ reading: PeriodReading, shared: inout SharedFigures, tools: ReleaseTools) {
            guard let source = sources[reading.period] else { return }
            let figures = shared.scores(extent) { source.figures.figures(extent, of: reading, tools).table }
            exact[reading.period] = figures
            if source.period == current.period, let codes = extent.codes {
                let known = Set(figures.rows.map(\.region))
                gone = source.figures.touched(codes).regions.subtracting(known).sorted()
            }
            guard source.said != nil else { return }
            let codes = source.figures.needed(extent).codes
            versions[reading.period] = reading.versions.filter { codes?.contains($0.region) ?? true }
        }

        func make(after changes: [SaidChange], tools: ReleaseTools) -> TableOutcome {
            guard let now = exact[current.period] else { return TableOutcome(tables: []) }
            let standing = sources.compactMapValues { source in
                source.said?.figures(versions[source.period] ?? [], after: changes)
            }
            let table = protectDevelopment(
                of: now,
                since: others.compactMapValues { exact[$0.period] },
                topics: topics,
                standing: standing
            )
            return TableOutcome(tables: [table], gone: gone)
        }
    }
}
