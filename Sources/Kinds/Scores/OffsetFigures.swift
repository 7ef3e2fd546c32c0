import Classification
import Codebook
import Disclosure
import Scoring
import Statistics

/// The figures of one period of counts that are rounded with secret offsets above withheld ones, given what is out
/// already: of the regions, and of postcodes where there are any.
struct OffsetFigures: ProvedTable {
    let figures: PeriodFigures
    let form: Form
    let space: CellSpace
    let model: OffsetModel
    /// The figures of postcodes; nil where there are none.
    let postcodes: PostcodeFigures?
    private let data: StoredDataSet

    /// Prepares for a period; nil for one of which nothing can be proved, such as one that was delivered as
    /// published: it is public already.
    init?(_ stored: PeriodOutline, of data: StoredDataSet) throws(UnknownStoredForm) {
        guard data.codebook.protection.method == .offsets, let form = data.form(of: stored),
            let space = CellSpace(codebook: data.codebook, form: form, period: stored.period)
        else { return nil }
        figures = try PeriodFigures(stored, codebook: data.codebook, edition: data.edition)
        let model = OffsetModel(
            codebook: data.codebook,
            period: stored.period,
            columns: figures.columns,
            isJoint: space.isJoint
        )
        guard let model else { return nil }
        self.form = form
        self.space = space
        self.model = model
        self.data = data
        postcodes = PostcodeFigures(stored, in: data)
    }

    /// The period.
    var period: Period { figures.stored.period }

    /// What releases said of its rows.
    var said: OffsetRows {
        OffsetRows(
            period: period,
            layout: VersionLayout(data.codebook, columns: figures.columns),
            model: model,
            editions: [data.edition] + (postcodes.map { [$0.edition] } ?? [])
        )
    }

    var tables: [TableHead] {
        let stored = figures.stored
        let own = TableHead(period: stored.period, status: stored.status, columns: figures.columns)
        return [own] + (postcodes.map { [$0.head(stored)] } ?? [])
    }

    func stale(_ touched: TouchedPeriods) -> Extent? {
        switch touched.extent(of: [period]) {
        case nil: nil
        // Postcodes link regions all over the country.
        case .regions(let codes) where postcodes == nil: .regions(data.linked(codes))
        case .all, .regions: .all
        }
    }

    func rowCount(of codes: Set<RegionCode>) -> Int { figures.touched(codes).regions.count }

    func work(on extent: Extent) -> any TableWork { OffsetWork(of: self, in: data, extent: extent) }

    func published(on extent: Extent) -> any TableWork {
        OffsetStandingWork(figures: figures, said: said, extent: extent)
    }
}

/// What is published of a period by offsets, by the last release.
///
/// Of a region of which no release says anything, the published rule tells what may be.
private struct OffsetStandingWork: TableWork {
    let figures: PeriodFigures
    let said: OffsetRows
    let extent: Extent
    private var exact: FiguresTable?
    private var standing: [RegionIndex: OffsetVersion] = [:]

    init(figures: PeriodFigures, said: OffsetRows, extent: Extent) {
        self.figures = figures
        self.said = said
        self.extent = extent
    }

    var needs: [Period: PeriodNeed] {
        let needed = figures.needed(extent)
        return [said.period: PeriodNeed(tallies: needed, versions: needed)]
    }

    mutating func take(_ reading: PeriodReading, shared: inout SharedFigures, tools: ReleaseTools) {
        exact = figures.figures(extent, of: reading, tools).table
        standing = said.standing(reading.versions, after: [])
    }

    func make(after changes: [SaidChange], tools: ReleaseTools) -> TableOutcome {
        guard let exact else { return TableOutcome(tables: []) }
        return TableOutcome(tables: [figures.codebook.published(exact, standing: standing)])
    }
}
