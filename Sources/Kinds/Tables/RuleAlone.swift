import Codebook
import Disclosure
import Scoring
public import Statistics

extension DataSetKind {
    /// The table of a period protected by the published rule alone, to which the cost of protection is compared; nil
    /// where none is made of the period.
    ///
    /// - Throws: ``UnknownStoredForm`` where the period is stored in a form that the codebook no longer has.
    public func ruleAlone(_ period: Period, of stored: StoredDataSet) throws(UnknownStoredForm)
        -> (any TableNode)?
    {
        if codebook.scheme.classes != nil {
            return IndexFiguresOfYear.made(of: stored).first { $0.year.period == period }.map(
                IndexByRule.init
            )
        }
        guard let outline = stored.periods.first(where: { $0.period == period }) else { return nil }
        return try stored.plainNodes(of: outline).first
    }
}

/// One year of an index, protected by the published rule alone.
private struct IndexByRule: TableNode {
    let year: IndexFiguresOfYear

    var tables: [TableHead] { year.tables }
    var isRelative: Bool { true }

    func stale(_ touched: TouchedPeriods) -> Extent? { year.stale(touched) }
    func rowCount(of codes: Set<RegionCode>) -> Int { 0 }
    func work(on extent: Extent) -> any TableWork { Work(year: year) }

    private struct Work: TableWork {
        let year: IndexFiguresOfYear
        private var readings: [PeriodReading] = []

        init(year: IndexFiguresOfYear) { self.year = year }

        var needs: [Period: PeriodNeed] {
            Dictionary(uniqueKeysWithValues: year.periods.map { ($0, PeriodNeed(tallies: .all)) })
        }

        mutating func take(_ reading: PeriodReading, shared: inout SharedFigures, tools: ReleaseTools) {
            if !reading.tallies.isEmpty { readings.append(reading) }
        }

        func make(after changes: [SaidChange], tools: ReleaseTools) -> TableOutcome {
            let table = year.figures(of: readings).figuresTable(status: year.status)
            return TableOutcome(tables: [protect(table, with: year.codebook)])
        }
    }
}
