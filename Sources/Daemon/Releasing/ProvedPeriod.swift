import Classification
import Codebook
import Disclosure
import Ledger
import Scoring
import Statistics

/// Protects one held period of counts so that every withheld figure is proved safe, given what is out already.
struct ProvedPeriod: Sendable {
    let work: HeldFigures
    let form: Form
    let space: CellSpace
    /// The number of the release that is to be made.
    let number: Int
    /// The figures of postcodes, with their edition; nil where there are none.
    let postcodes: (work: HeldFigures, edition: Edition)?
    let gate: ReleaseGate
    /// Releases by the published rule alone that are still published, and were not noted.
    let earlier: EarlierReleases

    /// How often rows are withheld for what an auditor found, before their parts stay as they were.
    private static let rounds = 3

    /// Prepares for a period; nil for one of which nothing can be proved, such as one that was delivered as
    /// published: it is public already.
    init?(
        _ work: HeldFigures,
        number: Int,
        postcodes: (work: HeldFigures, edition: Edition)?,
        gate: ReleaseGate,
        earlier: EarlierReleases = EarlierReleases(releases: [])
    ) throws {
        guard work.codebook.protection.method == .proved, let form = work.codebook.form(work.period.form),
            let space = CellSpace(codebook: work.codebook, form: form, period: work.period.period)
        else { return nil }
        self.work = work
        self.form = form
        self.space = space
        self.number = number
        self.gate = gate
        self.earlier = earlier
        self.postcodes = try postcodes?.work.postcodeColumns == nil ? nil : postcodes
    }

    /// What came of it.
    struct Made: Sendable {
        /// The tables: of the regions, and of the postcodes where there are any.
        var tables: [ProtectedTable]
        /// The regions asked for that are not known.
        var gone: [RegionIndex]
        /// What the release is to say of regions that the one before did not.
        var changes: [VersionChange]
        /// What earlier releases say that nobody noted, by their number.
        var unnoted: [Int: [VersionChange]] = [:]
        var cost: ProtectionCost
        /// Whether the release may be made.
        var isSafe: Bool
        /// What stands behind the proof; nil where nothing was to be proved.
        var proof: ReleaseProof?
        /// How long it took to protect the tables, and to judge them.
        var protecting = Duration.zero
        var judging = Duration.zero
    }

    /// Protects the regions below some roots, or everything.
    ///
    /// - Parameter codes: All regions below the coarsest published ones that were touched; nil for everything,
    ///   as it has to be where there are postcodes.
    /// - Returns: The tables, and what they say that no release said before.
    /// - Throws: A failure of the ledger, or a flaw where the codebook no longer has the form of the period.
    func make(_ codes: Set<RegionCode>? = nil) throws -> Made {
        let (edition, codebook) = (work.edition, work.codebook)
        let touched = codes.map { Touched(codes: $0, edition: edition, codebook: codebook) }
        var held: [RegionIndex: Tally] = [:]
        var parts = HeldParts(
            codebook: codebook,
            form: form,
            space: space,
            hasPostcodes: postcodes != nil
        )
        try work.forEachTally(of: touched?.codesToFetch(in: edition)) { region, tally in
            if let region { held[region] = tally }
            parts.add(tally, of: region)
        }
        let roots =
            touched?.roots
            ?? edition.regions.indices.map(RegionIndex.init).filter { edition[$0].parent == nil }
        let aggregation = try work.aggregation
        var tables: [FiguresTable]
        var gone: [RegionIndex] = []
        if let touched {
            let part = aggregation.table(held: held, roots: touched.roots, only: touched.regions)
            (tables, gone) = ([part.table], part.gone)
        } else {
            tables = [aggregation.table(held: held)]
        }
        if let postcodes { tables.append(try postcodes.work.postcodes()) }
        var history = try history(of: touched?.codesToFetch(in: edition))
        let linked = parts.linked(edition: edition, codebook: codebook, roots: roots)
        let unnoted = try take(earlier, into: &history, beside: tables, of: linked)
        let judged = try protect(tables, linked, history)
        return Made(
            tables: judged.outcome.tables,
            gone: gone,
            changes: try changes(judged.outcome, history),
            unnoted: unnoted,
            cost: judged.outcome.cost,
            isSafe: judged.verdict.isSafe,
            proof: judged.verdict.proof,
            protecting: judged.protecting,
            judging: judged.judging
        )
    }

    /// Adds what earlier releases say to what is known; returns it to be noted.
    private func take(
        _ earlier: EarlierReleases,
        into history: inout ProtectionHistory,
        beside tables: [FiguresTable],
        of regions: LinkedRegions
    ) throws -> [Int: [VersionChange]] {
        var unnoted: [Int: [VersionChange]] = [:]
        let (period, layout) = (work.period.period, try layout)
        for release in earlier.releases {
            var rows: [LinkedRegions.Key: [Value]] = [:]
            for (code, values) in release.rows[period] ?? [:] {
                guard let key = key(of: code), tables.indices.contains(key.geography) else { continue }
                rows[key] = tables[key.geography].columns.map { values[$0] }
            }
            let said = Protection(work.codebook).earlier(rows, beside: tables, of: regions)
            for (key, version) in said.sorted(by: { $0.key < $1.key })
            where history.standing[key] != version {
                history.add(version, of: key, isLast: true)
                guard let code = code(of: key) else { continue }
                unnoted[release.number, default: []].append(
                    VersionChange(period: period, region: code, bytes: version.bytes(of: layout))
                )
            }
        }
        return unnoted
    }

    /// What the releases before say of some regions; of all where none are named.
    func history(of codes: [RegionCode]?) throws -> ProtectionHistory {
        var history = ProtectionHistory()
        let layout = try layout
        for version in try work.ledger.versions(
            dataset: work.codebook.dataset,
            period: work.period.period,
            regions: codes,
            before: number
        ) {
            guard let key = key(of: version.region),
                let standing = StandingVersion(version.bytes, of: layout)
            else { continue }
            history.add(standing, of: key, isLast: version.until == nil)
        }
        return history
    }

    /// The table of some regions as it stands after this release: what was made of it, and what was before.
    func published(_ codes: Set<RegionCode>?, made: Made?) throws -> ProtectedTable {
        let wanted = codes.map { Touched(codes: $0, edition: work.edition, codebook: work.codebook) }
        let history = try history(of: wanted?.codesToFetch(in: work.edition))
        var rows: [RegionIndex: StandingVersion] = [:]
        for (key, version) in history.standing where key.geography == 0 { rows[key.region] = version }
        let layout = try layout
        for change in made?.changes ?? [] {
            guard let key = key(of: change.region), key.geography == 0 else { continue }
            rows[key.region] = change.bytes.flatMap { StandingVersion($0, of: layout) }
        }
        return Protection(work.codebook).republished(
            rows,
            period: work.period.period,
            status: work.period.status,
            columns: try work.columns
        )
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
        _ history: ProtectionHistory
    ) throws -> Judged {
        let protection = Protection(work.codebook)
        let clock = ContinuousClock()
        var (protecting, judging) = (Duration.zero, Duration.zero)
        var (extra, kept): (Set<LinkedRegions.Key>, Set<LinkedRegions.Key>) = ([], [])
        var round = 1
        while true {
            let start = clock.now
            let outcome = protection.protect(
                tables,
                of: regions,
                history: history,
                extra: extra,
                kept: kept,
                spreading: .overCores
            )
            let middle = clock.now
            let verdict = try gate.judge(
                ReleaseGate.Question(
                    codebook: work.codebook,
                    form: form,
                    period: work.period.period,
                    edition: work.edition,
                    outcome: outcome,
                    history: history
                )
            )
            protecting += middle - start
            judging += clock.now - middle
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

    private func changes(_ outcome: Protection.Outcome, _ history: ProtectionHistory) throws
        -> [VersionChange]
    {
        let layout = try layout
        let period = work.period.period
        let new = outcome.standing.filter { history.standing[$0.key] != $0.value }
        let lost = history.standing.keys.filter { outcome.standing[$0] == nil }
        return
            (new.map { ($0.key, $0.value.bytes(of: layout) as [UInt8]?) } + lost.map { ($0, nil) })
            .sorted { $0.0 < $1.0 }
            .compactMap { key, bytes in
                code(of: key).map { VersionChange(period: period, region: $0, bytes: bytes) }
            }
    }

    /// Tables of regions and of postcodes have the same topics.
    private var layout: VersionLayout {
        get throws { VersionLayout(work.codebook, columns: try work.columns) }
    }

    private func key(of code: RegionCode) -> LinkedRegions.Key? {
        for (geography, edition) in [work.edition, postcodes?.edition].enumerated() {
            if case .known(let region)? = edition?.lookUp(code) {
                return LinkedRegions.Key(geography: geography, region: region)
            }
        }
        return nil
    }

    private func code(of key: LinkedRegions.Key) -> RegionCode? {
        let edition = key.geography == 0 ? work.edition : postcodes?.edition
        return edition.map { $0[key.region].code }
    }
}
