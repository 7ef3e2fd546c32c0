import Classification
import Codebook
import Disclosure
import Ledger
import Scoring
import Statistics

/// The way of one held period of characteristics from tallies to figures that may be published.
struct CharacteristicFigures: Sendable {
    let period: StoredPeriod
    let codebook: Codebook
    let edition: Edition
    let ledger: any LedgerStore
    /// The number of the release that is to be made: what those before it say limits what it may.
    let number: Int

    /// Prepares the figures of a period; nil where it is not held as characteristics.
    init?(
        of period: StoredPeriod,
        codebook: Codebook,
        edition: Edition,
        ledger: any LedgerStore,
        number: Int
    ) {
        guard codebook.form(period.form)?.layout == .characteristics else { return nil }
        self.period = period
        self.codebook = codebook
        self.edition = edition
        self.ledger = ledger
        self.number = number
    }

    /// Prepares the figures of a period as the last release left them; nil where it is not held as characteristics.
    init?(asReleased period: StoredPeriod, codebook: Codebook, edition: Edition, ledger: any LedgerStore)
        throws
    {
        let last = try ledger.releases(dataset: codebook.dataset, limit: 1).first?.number ?? 0
        self.init(of: period, codebook: codebook, edition: edition, ledger: ledger, number: last + 1)
    }

    /// What came of protecting some regions.
    struct Made: Sendable {
        /// Their rows.
        var table: ProtectedTable
        /// The regions asked for that have no row any more.
        var gone: [RegionIndex]
        /// What the release is to say of regions that the one before did not.
        var changes: [VersionChange]
        /// How long it took.
        var protecting: Duration
    }

    /// Protects every region that hangs together with these, or everything.
    ///
    /// What is withheld of one region may depend on any other of its gemeente.
    ///
    /// - Parameter codes: The regions that were touched; nil for all.
    /// - Returns: The rows, and what they say that no release said before.
    /// - Throws: A failure of the ledger, or a flaw where the codebook no longer has the form of the period.
    func make(_ codes: Set<RegionCode>?) throws -> Made {
        let clock = ContinuousClock()
        let start = clock.now
        let touched = codes.map { Touched(codes: $0, edition: edition, codebook: codebook) }
        let all = touched?.codesToFetch(in: edition)
        let (table, gone) = try all.map { try figures.part(Set($0)) } ?? (try figures.whole(), [])
        let history = try history(of: all)
        let outcome = try protected(table, codes: all, roots: touched?.roots ?? roots, history.said)
        let said = outcome.standing.mapValues(\.bytes)
        var changes = said.filter { history.standing[$0.key] != $0.value }.map {
            VersionChange(period: period.period, region: edition[$0.key].code, bytes: $0.value)
        }
        changes += history.standing.keys.filter { said[$0] == nil }.map {
            VersionChange(period: period.period, region: edition[$0].code, bytes: nil)
        }
        return Made(
            table: outcome.table,
            gone: gone,
            changes: changes.sorted { $0.region < $1.region },
            protecting: clock.now - start
        )
    }

    /// What is withheld and merged of the regions that hang together with one.
    func outcome(of region: RegionCode) throws -> CharacteristicProtection.ProtectedCharacteristics {
        let touched = Touched(codes: [region], edition: edition, codebook: codebook)
        let all = touched.codesToFetch(in: edition)
        return try protected(
            try figures.part(Set(all)).changed,
            codes: all,
            roots: touched.roots,
            try history(of: all).said
        )
    }

    /// What the releases before say of some regions, or of all; and what the last of them says, as bytes.
    private func history(of codes: [RegionCode]?) throws
        -> (said: CharacteristicHistory, standing: [RegionIndex: [UInt8]])
    {
        var said = CharacteristicHistory()
        var standing: [RegionIndex: [UInt8]] = [:]
        for version in try ledger.versions(
            dataset: codebook.dataset,
            period: period.period,
            regions: codes,
            before: number
        ) {
            guard case .known(let region) = edition.lookUp(version.region),
                let versions = CharacteristicVersions(reading: version.bytes)
            else { continue }
            said.add(versions, of: region, isLast: version.until == nil)
            if version.until == nil { standing[region] = version.bytes }
        }
        return (said, standing)
    }

    /// The published regions that lie in no other.
    private var roots: [RegionIndex] {
        let isPublished = edition.levels.map { codebook.levels.contains($0.key) }
        return edition.regions.indices.map(RegionIndex.init).filter { region in
            isPublished[edition[region].level]
                && !edition.ancestors(of: region).contains { isPublished[edition[$0].level] }
        }
    }

    private var figures: HeldFigures {
        HeldFigures(period: period, codebook: codebook, edition: edition, ledger: ledger)
    }

    private func protected(
        _ table: FiguresTable,
        codes: [RegionCode]?,
        roots: [RegionIndex],
        _ history: CharacteristicHistory
    ) throws -> CharacteristicProtection.ProtectedCharacteristics {
        let ranges = codebook.variables.indices.map(codebook.categoryRanks)
        let size = ranges.last?.upperBound ?? 0
        var held: [RegionIndex: [Int64]] = [:]
        try ledger.forEachTally(dataset: codebook.dataset, period: period.period, regions: codes) { tally in
            guard case .known(let region) = edition.lookUp(tally.region) else { return }
            var counts = [Int64](repeating: 0, count: size)
            tally.tally.add(to: &counts)
            held[region] = counts
        }
        let counts = held
        let protection = CharacteristicProtection(codebook, edition: edition)
        // One characteristic after the other on every core; they are put together in their order.
        let parts = Spreading.overCores.results(of: ranges.count) { variable in
            protection.part(variable, of: table, roots: roots, history: history) { region in
                counts[region].map { Array($0[ranges[variable]]) }
            }
        }
        return protection.outcome(of: table, parts)
    }
}
