import Classification
import Codebook
import Disclosure
import Scoring
import Statistics

/// The work of protecting a period of counts after all that is out, and of having it judged.
struct OffsetWork: TableWork {
    private let node: OffsetFigures
    private let data: StoredDataSet
    /// The regions to protect, whole parts together; nil for all.
    private let codes: [RegionCode]?
    private let extent: Extent
    private var reading: PeriodReading?

    init(of node: OffsetFigures, in data: StoredDataSet, extent: Extent) {
        self.node = node
        self.data = data
        self.extent = extent
        codes = extent.codes.map { data.below($0) }
    }

    var needs: [Period: PeriodNeed] {
        let needed = codes.map { Extent.regions(Set($0)) } ?? .all
        return [node.period: PeriodNeed(tallies: needed, versions: needed)]
    }

    mutating func take(_ reading: PeriodReading, shared: inout SharedFigures, tools: ReleaseTools) {
        self.reading = reading.only(codes)
    }

    func make(after changes: [SaidChange], tools: ReleaseTools) throws -> TableOutcome {
        guard let reading else { return TableOutcome(tables: []) }
        guard let key = tools.key else { throw OffsetKeyMissing() }
        let start = tools.elapsed()
        let said = node.said
        let (own, gone) = node.figures.figures(extent, of: reading, tools)
        let (country, keys) = country(reading, said)
        let kept = said.kept(reading.versions)
        let protection = OffsetProtection(
            model: node.model,
            key: key,
            period: node.period.name,
            spreading: tools.spreading
        )
        let history = OffsetHistory(kept, release: reading.release)
        let result = protection.protect(country, after: history)
        func table(_ exact: FiguresTable, of geography: Int, by codebook: Codebook) -> ProtectedTable {
            OffsetTable(
                codebook,
                result.outcome,
                model: node.model,
                keys: keys,
                geography: geography,
                standing: { kept[said.code(of: LinkedRegions.Key(geography: geography, region: $0))] }
            ).table(exact)
        }
        let exact =
            [(table: own, codebook: data.codebook)]
            + (node.postcodes.map { [(table: $0.figures(of: reading), codebook: $0.codebook)] } ?? [])
        let tables = exact.enumerated().map { geography, each in
            table(each.table, of: geography, by: each.codebook)
        }
        let written = zip(tables, exact).enumerated().map { geography, each in
            ReleaseGate.WrittenTable(each.0, codebook: each.1.codebook) {
                said.code(of: LinkedRegions.Key(geography: geography, region: $0))
            }
        }
        let isOfNumbers = node.model.countBase != nil
        let middle = tools.elapsed()
        let verdict = try tools.gate.judgeOffsets(
            ReleaseGate.OffsetQuestion(
                codebook: data.codebook,
                form: node.form,
                period: node.period,
                evidence: result.evidence,
                unproved: result.outcome.unproved,
                // Numbers of units are checked by their worlds, and by what is kept of them.
                tables: isOfNumbers ? [] : written,
                standing: OffsetStanding(history, of: country)
            )
        )
        let next = OffsetVersion.all(
            result.history,
            tables,
            result.outcome,
            keys: keys,
            model: node.model,
            name: said.code(of:)
        )
        var outcome = TableOutcome(tables: tables, gone: gone)
        outcome.refused = result.outcome.refused.map {
            TableOutcome.Refused(
                region: RegionCode($0.code),
                period: node.period,
                variable: $0.variable,
                isShown: $0.isShown
            )
        }
        outcome.changes = said.changes(next, since: kept)
        outcome.cost = ProtectionCost(result.outcome, of: node.model)
        outcome.countFigures(of: exact)
        outcome.isSafe = verdict.isSafe
        outcome.proof = verdict.proof
        outcome.durations = (middle - start, tools.elapsed() - middle)
        return outcome
    }

    /// The counts of the regions to protect, as protection looks at them.
    private func country(_ reading: PeriodReading, _ said: OffsetRows) -> (
        country: OffsetCountry, keys: [LinkedRegions.Key?]
    ) {
        OffsetCountry.of(node.linked(reading, on: extent), name: said.code(of:))
    }
}

/// Offsets are to be drawn, and nobody lent the key.
struct OffsetKeyMissing: Error, CustomStringConvertible {
    var description: String { "figures are to be rounded with secret offsets, and there is no key for them" }
}
