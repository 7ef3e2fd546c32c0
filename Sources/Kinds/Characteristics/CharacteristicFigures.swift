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

    func published(on extent: Extent) -> any TableWork {
        CharacteristicWork(figures: figures, data: data, extent: extent, isStanding: true)
    }
}

/// The work of protecting the characteristics of a period.
private struct CharacteristicWork: TableWork {
    private let figures: PeriodFigures
    private let data: StoredDataSet
    private let extent: Extent
    /// The regions to protect, whole parts together; nil for all.
    private let codes: [RegionCode]?
    /// Whether numbers with offsets are those of the last release.
    private let isStanding: Bool
    private var reading: PeriodReading?

    init(figures: PeriodFigures, data: StoredDataSet, extent: Extent, isStanding: Bool = false) {
        self.isStanding = isStanding
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

    func make(after changes: [SaidChange], tools: ReleaseTools) throws -> TableOutcome {
        guard let reading, let form = data.form(of: figures.stored) else { return TableOutcome(tables: []) }
        let start = tools.elapsed()
        let extent = codes.map { Extent.regions(Set($0)) } ?? .all
        let (table, gone) = figures.figures(extent, of: reading, tools)
        var said = CharacteristicSaid(reading, in: data)
        let roots = self.extent.codes.map { figures.touched($0).roots } ?? roots
        let (earlier, own) = said.byMethod(roots, in: data)
        let counts = counts(reading)
        let exchanged = exchanged(table, earlier, said, counts, tools)
        let offset = try offset(table, own, said, counts, reading.release, tools)
        let middle = tools.elapsed()
        var outcome = TableOutcome(tables: [], gone: gone)
        var parts = exchanged
        var next: [String: NumberVersions] = [:]
        for (variable, result) in offset.enumerated() {
            guard let result else { continue }
            let key = data.codebook.variables[variable].key
            for (code, bytes) in result.versions { next[code, default: NumberVersions()].parts[key] = bytes }
            parts[variable] = said.joined(exchanged[variable], result.rows, table, own, in: data)
            outcome.refused += result.refused.map {
                TableOutcome.Refused(
                    region: RegionCode($0.code),
                    period: period,
                    variable: variable,
                    isShown: $0.isShown
                )
            }
            guard let evidence = result.evidence else { continue }
            let verdict = try tools.gate.judgeOffsets(
                ReleaseGate.OffsetQuestion(
                    codebook: data.codebook,
                    form: form,
                    period: period,
                    evidence: evidence,
                    unproved: result.unproved,
                    variable: variable,
                    standing: result.standing
                )
            )
            outcome.isSafe = outcome.isSafe && verdict.isSafe
            if let proof = verdict.proof { outcome.proof = outcome.proof.map { $0 + proof } ?? proof }
        }
        let protected = CharacteristicProtection(data.codebook, edition: data.edition).outcome(
            of: table,
            parts
        )
        outcome.tables = [protected.table]
        outcome.countFigures(of: [(table, data.codebook)])
        outcome.changes = said.changes(protected.standing.mapValues(\.bytes), next)
        (outcome.reasons, outcome.unproven) = (protected.reasons, protected.unproven)
        outcome.durations = (middle - start, tools.elapsed() - middle)
        return outcome
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

    /// The stored counts of regions, by the categories of all variables.
    private func counts(_ reading: PeriodReading) -> [RegionIndex: [Int64]] {
        let size = data.codebook.variables.indices.map(data.codebook.categoryRanks).last?.upperBound ?? 0
        return reading.talliesByRegion(in: data.edition).mapValues { tally in
            var counts = [Int64](repeating: 0, count: size)
            tally.add(to: &counts)
            return counts
        }
    }

    /// The rows of gemeenten that go on by the method of exchange; nil for a variable that is known of no unit.
    private func exchanged(
        _ table: FiguresTable,
        _ roots: [RegionIndex],
        _ said: CharacteristicSaid,
        _ counts: [RegionIndex: [Int64]],
        _ tools: ReleaseTools
    ) -> [CharacteristicProtection.ProtectedCharacteristic?] {
        let codebook = data.codebook
        let ranges = codebook.variables.indices.map(codebook.categoryRanks)
        let protection = CharacteristicProtection(codebook, edition: data.edition)
        // One characteristic after the other on every core; they are put together in their order.
        return tools.spreading.results(of: ranges.count) { variable in
            // A fact of places is protected by its rule alone, whatever the method.
            let own = codebook.variables[variable].isOfPlace ? roots + said.roots.subtracting(roots) : roots
            return protection.part(variable, of: table, roots: own, history: said.history) { region in
                counts[region].map { Array($0[ranges[variable]]) }
            }
        }
    }

    /// The rows of gemeenten whose numbers have offsets; nil for a variable of places.
    private func offset(
        _ table: FiguresTable,
        _ roots: [RegionIndex],
        _ said: CharacteristicSaid,
        _ counts: [RegionIndex: [Int64]],
        _ release: Int,
        _ tools: ReleaseTools
    ) throws -> [CharacteristicOffsets.Result?] {
        let codebook = data.codebook
        let ranges = codebook.variables.indices.map(codebook.categoryRanks)
        guard !roots.isEmpty else { return ranges.map { _ in nil } }
        let edition = data.edition
        let offsets = ranges.indices.map { variable in
            CharacteristicOffsets(
                variable,
                of: codebook,
                edition: edition,
                period: table.period,
                columns: table.columns
            )
        }
        if isStanding {
            return ranges.indices.map { variable in
                offsets[variable].map { offsets in
                    let kept = said.kept(of: codebook.variables[variable].key)
                    return CharacteristicOffsets.Result(
                        rows: offsets.standing(table, roots: roots, after: kept) { region in
                            counts[region].map { Array($0[ranges[variable]]) }
                        },
                        versions: kept
                    )
                }
            }
        }
        guard let key = tools.key else { throw OffsetKeyMissing() }
        return tools.spreading.results(of: ranges.count) { variable in
            offsets[variable]?.protect(
                table,
                roots: roots,
                after: said.kept(of: codebook.variables[variable].key),
                release: release,
                key: key
            ) { region in counts[region].map { Array($0[ranges[variable]]) } }
        }
    }
}
