import Classification
import Codebook
import Disclosure
import Scoring
import Statistics

/// The work of protecting a period of counts until a judge finds every withheld figure safe.
struct ProvedWork: TableWork {
    private let node: ProvedFigures
    private let data: StoredDataSet
    /// The regions to protect, whole parts together; nil for all.
    private let codes: [RegionCode]?
    private let extent: Extent
    private var reading: PeriodReading?

    /// How often rows are withheld for what an auditor found, before their parts stay as they were.
    private static let rounds = 3

    init(of node: ProvedFigures, in data: StoredDataSet, extent: Extent) {
        self.node = node
        self.data = data
        self.extent = extent
        codes = extent.codes.map { data.below($0) }
    }

    var needs: [Period: PeriodNeed] {
        let needed = codes.map { Extent.regions(Set($0)) } ?? .all
        return [node.period: PeriodNeed(tallies: needed, versions: needed, unnoted: true)]
    }

    mutating func take(_ reading: PeriodReading, shared: inout SharedFigures, tools: ReleaseTools) {
        self.reading = reading.only(codes)
    }

    func make(after changes: [SaidChange], tools: ReleaseTools) throws -> TableOutcome {
        guard let reading else { return TableOutcome(tables: []) }
        let figures = node.figures
        let (own, gone) = figures.figures(extent, of: reading, tools)
        let tables = [own] + (node.postcodes.map { [$0.figures(of: reading)] } ?? [])
        let said = node.said
        var history = said.history(reading.versions)
        let linked = node.linked(reading, on: extent)
        let unnoted = take(reading.unnoted, into: &history, beside: tables, of: linked)
        let judged = try protect(tables, linked, history, tools)
        var outcome = TableOutcome(tables: judged.outcome.tables, gone: gone)
        outcome.changes = said.changes(judged.outcome.standing, since: history)
        outcome.unnoted = unnoted
        outcome.cost = judged.outcome.cost
        let codebooks = [data.codebook] + (node.postcodes.map { [$0.codebook] } ?? [])
        outcome.countFigures(of: zip(tables, codebooks).map { ($0, $1) })
        outcome.isSafe = judged.verdict.isSafe
        outcome.proof = judged.verdict.proof
        outcome.durations = (judged.protecting, judged.judging)
        return outcome
    }

    /// Adds what earlier releases say to what is known; returns it to be noted.
    private func take(
        _ releases: [PeriodReading.UnnotedRelease],
        into history: inout ProtectionHistory,
        beside tables: [FiguresTable],
        of regions: LinkedRegions
    ) -> [Int: [SaidChange]] {
        var unnoted: [Int: [SaidChange]] = [:]
        let said = node.said
        for release in releases {
            var rows: [LinkedRegions.Key: [Value]] = [:]
            for (code, values) in release.rows {
                guard let key = said.key(of: code), tables.indices.contains(key.geography) else { continue }
                rows[key] = tables[key.geography].columns.map { values[$0] }
            }
            let earlier = Protection(data.codebook).earlier(rows, beside: tables, of: regions)
            for (key, version) in earlier.sorted(by: { $0.key < $1.key })
            where history.standing[key] != version {
                history.add(version, of: key, isLast: true)
                unnoted[release.number, default: []].append(
                    SaidChange(
                        period: node.period,
                        region: said.code(of: key),
                        bytes: version.bytes(of: said.layout)
                    )
                )
            }
        }
        return unnoted
    }

    /// Protected tables, and what a gate says of them.
    private struct Judged {
        var outcome: Protection.Outcome
        var verdict: ReleaseGate.Verdict
        var protecting: Duration
        var judging: Duration
    }

    private func protect(
        _ tables: [FiguresTable],
        _ regions: LinkedRegions,
        _ history: ProtectionHistory,
        _ tools: ReleaseTools
    ) throws -> Judged {
        let protection = Protection(data.codebook)
        var (protecting, judging) = (Duration.zero, Duration.zero)
        var (extra, kept): (Set<LinkedRegions.Key>, Set<LinkedRegions.Key>) = ([], [])
        var round = 1
        while true {
            let start = tools.elapsed()
            let outcome = protection.protect(
                tables,
                of: regions,
                history: history,
                extra: extra,
                kept: kept,
                spreading: tools.spreading
            )
            let middle = tools.elapsed()
            let verdict = try tools.gate.judge(
                ReleaseGate.Question(
                    codebook: data.codebook,
                    form: node.form,
                    period: node.period,
                    edition: data.edition,
                    outcome: outcome,
                    history: history
                )
            )
            protecting += middle - start
            judging += tools.elapsed() - middle
            let isGivenUp = round >= Self.rounds || verdict.risks.isSubset(of: extra)
            if verdict.isSafe || isGivenUp && verdict.risks.isSubset(of: kept) {
                return Judged(
                    outcome: outcome,
                    verdict: verdict,
                    protecting: protecting,
                    judging: judging
                )
            }
            // Where withholding more does not help, the part stays as it is until other corrections add up.
            if isGivenUp { kept.formUnion(verdict.risks) } else { extra.formUnion(verdict.risks) }
            round += 1
        }
    }
}
