import Disclosure
import Scoring
import Statistics

/// The figures of the regions of one period, protected by the published rule alone.
struct PlainFigures: TableNode {
    let figures: PeriodFigures

    var tables: [TableHead] {
        let stored = figures.stored
        return [TableHead(period: stored.period, status: stored.status, columns: figures.columns)]
    }

    func stale(_ touched: TouchedPeriods) -> Extent? { touched.extent(of: [figures.stored.period]) }

    func rowCount(of codes: Set<RegionCode>) -> Int { figures.touched(codes).regions.count }

    func work(on extent: Extent) -> any TableWork { Work(figures: figures, extent: extent) }

    private struct Work: TableWork {
        let figures: PeriodFigures
        let extent: Extent
        private var exact: FiguresTable?
        private var gone: [RegionIndex] = []

        init(figures: PeriodFigures, extent: Extent) {
            self.figures = figures
            self.extent = extent
        }

        var needs: [Period: PeriodNeed] {
            [figures.stored.period: PeriodNeed(tallies: figures.needed(extent))]
        }

        mutating func take(_ reading: PeriodReading, shared: inout SharedFigures, tools: ReleaseTools) {
            let (table, gone) = figures.figures(extent, of: reading, tools)
            (exact, self.gone) = (table, gone)
        }

        func make(after changes: [SaidChange], tools: ReleaseTools) -> TableOutcome {
            TableOutcome(tables: exact.map { [protect($0, with: figures.codebook)] } ?? [], gone: gone)
        }
    }
}

/// The figures of the postcodes of one period, protected by the published rule alone.
///
/// They are made whole when anything of the period was touched, since any region may have units of any postcode.
struct PlainPostcodes: TableNode {
    let stored: PeriodOutline
    let postcodes: PostcodeFigures

    var tables: [TableHead] { [postcodes.head(stored)] }

    func stale(_ touched: TouchedPeriods) -> Extent? {
        touched.extent(of: [stored.period]).map { _ in .all }
    }

    func rowCount(of codes: Set<RegionCode>) -> Int { 0 }

    func work(on extent: Extent) -> any TableWork { Work(stored: stored, postcodes: postcodes) }

    private struct Work: TableWork {
        let stored: PeriodOutline
        let postcodes: PostcodeFigures
        private var exact: FiguresTable?

        init(stored: PeriodOutline, postcodes: PostcodeFigures) {
            self.stored = stored
            self.postcodes = postcodes
        }

        var needs: [Period: PeriodNeed] { [stored.period: PeriodNeed(tallies: .all)] }

        mutating func take(_ reading: PeriodReading, shared: inout SharedFigures, tools: ReleaseTools) {
            exact = postcodes.figures(of: reading)
        }

        func make(after changes: [SaidChange], tools: ReleaseTools) -> TableOutcome {
            TableOutcome(tables: exact.map { [protect($0, with: postcodes.codebook)] } ?? [])
        }
    }
}

extension StoredDataSet {
    /// The tables of a period that only the published rule protects: of its regions, and of postcodes.
    func plainNodes(of stored: PeriodOutline) throws(UnknownStoredForm) -> [any TableNode] {
        let figures = PlainFigures(
            figures: try PeriodFigures(stored, codebook: codebook, edition: edition)
        )
        let postcodes = PostcodeFigures(stored, in: self).map {
            PlainPostcodes(stored: stored, postcodes: $0)
        }
        return [figures] + (postcodes.map { [$0] } ?? [])
    }
}
