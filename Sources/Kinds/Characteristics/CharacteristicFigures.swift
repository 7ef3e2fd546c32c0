import Classification
import Codebook
import Disclosure
import Scoring
import Statistics

/// The figures of one period of characteristics that are protected one by one, in whole gemeenten: what is withheld
/// of one region may depend on any other that it is linked with.
struct CharacteristicFigures: TableNode {
    let figures: PeriodFigures
    private let data: StoredDataSet

    init(_ stored: PeriodOutline, of data: StoredDataSet) throws(UnknownStoredForm) {
        figures = try PeriodFigures(stored, codebook: data.codebook, edition: data.edition)
        self.data = data
    }

    var tables: [TableHead] {
        let stored = figures.stored
        return [TableHead(period: stored.period, status: stored.status, columns: figures.columns)]
    }

    func stale(_ touched: TouchedPeriods) -> Extent? {
        touched.extent(of: [figures.stored.period]).map { extent in
            extent.codes.map { .regions(data.linked($0)) } ?? .all
        }
    }

    func rowCount(of codes: Set<RegionCode>) -> Int { figures.touched(codes).regions.count }

    func work(on extent: Extent) -> any TableWork {
        CharacteristicWork(figures: figures, data: data, extent: extent)
    }
}

/// The work of protecting the characteristics of a period.
private struct CharacteristicWork: TableWork {
    private let figures: PeriodFigures
    private let data: StoredDataSet
    private let extent: Extent
    /// The regions to protect, whole parts together; nil for all.
    private let codes: [RegionCode]?
    private var reading: PeriodReading?

    init(figures: PeriodFigures, data: StoredDataSet, extent: Extent) {
        self.figures = figures
        self.data = data
        self.extent = extent
        codes = extent.codes.map { data.below($0) }
    }

    private var period: Period { figures.stored.period }

    var needs: [Period: PeriodNeed] {
        let needed = codes.map { Extent.regions(Set($0)) } ?? .all
        return [period: PeriodNeed(tallies: needed, versions: needed)]
    }

    mutating func take(_ reading: PeriodReading, shared: inout SharedFigures, tools: ReleaseTools) {
        self.reading = reading.only(codes)
    }

    func make(after changes: [SaidChange], tools: ReleaseTools) -> TableOutcome {
        guard let reading else { return TableOutcome(tables: []) }
        let start = tools.elapsed()
        let extent = codes.map { Extent.regions(Set($0)) } ?? .all
        let (table, gone) = figures.figures(extent, of: reading, tools)
        let history = history(reading)
        let protected = protected(table, reading, history.said, tools)
        let said = protected.standing.mapValues(\.bytes)
        let edition = data.edition
        var changes = said.filter { history.standing[$0.key] != $0.value }.map {
            SaidChange(period: period, region: edition[$0.key].code, bytes: $0.value)
        }
        changes += history.standing.keys.filter { said[$0] == nil }.map {
            SaidChange(period: period, region: edition[$0].code, bytes: nil)
        }
        var outcome = TableOutcome(tables: [protected.table], gone: gone)
        outcome.changes = changes.sorted { $0.region < $1.region }
        (outcome.reasons, outcome.unproven) = (protected.reasons, protected.unproven)
        outcome.durations = (tools.elapsed() - start, .zero)
        return outcome
    }

    /// What the releases before say; and what the last of them says, as bytes.
    private func history(_ reading: PeriodReading) -> (
        said: CharacteristicHistory, standing: [RegionIndex: [UInt8]]
    ) {
        var said = CharacteristicHistory()
        var standing: [RegionIndex: [UInt8]] = [:]
        for version in reading.versions {
            guard case .known(let region) = data.edition.lookUp(version.region),
                let versions = CharacteristicVersions(reading: version.bytes)
            else { continue }
            said.add(versions, of: region, isLast: version.isLast)
            if version.isLast { standing[region] = version.bytes }
        }
        return (said, standing)
    }

    /// The published regions that lie in no other.
    private var roots: [RegionIndex] {
        let edition = data.edition
        let isPublished = edition.levels.map { data.codebook.levels.contains($0.key) }
        return edition.regions.indices.map(RegionIndex.init).filter { region in
            isPublished[edition[region].level]
                && !edition.ancestors(of: region).contains { isPublished[edition[$0].level] }
        }
    }

    private func protected(
        _ table: FiguresTable,
        _ reading: PeriodReading,
        _ history: CharacteristicHistory,
        _ tools: ReleaseTools
    ) -> CharacteristicProtection.ProtectedCharacteristics {
        let codebook = data.codebook
        let roots = extent.codes.map { figures.touched($0).roots } ?? roots
        let ranges = codebook.variables.indices.map(codebook.categoryRanks)
        let size = ranges.last?.upperBound ?? 0
        let counts = reading.held(in: data.edition).mapValues { tally in
            var counts = [Int64](repeating: 0, count: size)
            tally.add(to: &counts)
            return counts
        }
        let protection = CharacteristicProtection(codebook, edition: data.edition)
        // One characteristic after the other on every core; they are put together in their order.
        let parts = tools.spreading.results(of: ranges.count) { variable in
            protection.part(variable, of: table, roots: roots, history: history) { region in
                counts[region].map { Array($0[ranges[variable]]) }
            }
        }
        return protection.outcome(of: table, parts)
    }
}
