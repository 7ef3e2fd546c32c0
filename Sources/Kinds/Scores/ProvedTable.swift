import Classification
import Codebook
import Disclosure
import Scoring
import Statistics

extension ProvedTable {
    /// The period.
    var period: Period { figures.stored.period }

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

    /// Stored counts of some regions, or of all, as protection looks at them.
    ///
    /// - Parameters:
    ///   - reading: What was read of the period.
    ///   - extent: The regions that are to be made.
    /// - Returns: The regions below them, and the postcodes.
    func linked(_ reading: PeriodReading, on extent: Extent) -> LinkedRegions {
        let edition = data.edition
        var parts = StoredParts(
            codebook: data.codebook,
            form: form,
            space: space,
            hasPostcodes: postcodes != nil
        )
        for stored in reading.tallies {
            if case .known(let region) = edition.lookUp(stored.region) {
                parts.add(stored.tally, of: region)
            } else {
                parts.add(stored.tally, of: nil)
            }
        }
        let roots =
            extent.codes.map { figures.touched($0).roots }
            ?? edition.regions.indices.map(RegionIndex.init).filter { edition[$0].parent == nil }
        return parts.linked(edition: edition, codebook: data.codebook, roots: roots)
    }
}

/// Published table of a period, by the releases that say it.
///
/// Of a region of which no release says anything, the published rule tells what may be.
struct StandingWork: TableWork {
    /// Makes the published table of exact figures and of what releases said.
    typealias Publishing = @Sendable (FiguresTable, [PeriodReading.SaidVersion]) -> ProtectedTable

    private let figures: PeriodFigures
    private let extent: Extent
    private let publishing: Publishing
    private var exact: FiguresTable?
    private var versions: [PeriodReading.SaidVersion] = []

    init(of table: some ProvedTable, extent: Extent, publishing: @escaping Publishing) {
        figures = table.figures
        self.extent = extent
        self.publishing = publishing
    }

    var needs: [Period: PeriodNeed] {
        let needed = figures.needed(extent)
        return [figures.stored.period: PeriodNeed(tallies: needed, versions: needed)]
    }

    mutating func take(_ reading: PeriodReading, shared: inout SharedFigures, tools: ReleaseTools) {
        exact = figures.figures(extent, of: reading, tools).table
        versions = reading.versions
    }

    func make(after changes: [SaidChange], tools: ReleaseTools) -> TableOutcome {
        TableOutcome(tables: exact.map { [publishing($0, versions)] } ?? [])
    }
}
