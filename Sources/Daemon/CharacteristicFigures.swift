import Classification
import Codebook
import Disclosure
import Dispatch
import Ledger
import Scoring
import Statistics
import Synchronization

/// The way of one held period of characteristics from tallies to figures that may be published.
struct CharacteristicFigures: Sendable {
    let period: HeldPeriod
    let codebook: Codebook
    let edition: Edition
    let ledger: any LedgerStore

    /// Prepares the figures of a period; nil where it is not held as characteristics.
    init?(of period: HeldPeriod, codebook: Codebook, edition: Edition, ledger: any LedgerStore) {
        guard codebook.form(period.form)?.layout == .characteristics else { return nil }
        self.period = period
        self.codebook = codebook
        self.edition = edition
        self.ledger = ledger
    }

    /// The figures of every region.
    func whole() throws -> ProtectedTable {
        try protected(try figures.whole(), codes: nil, roots: roots).table
    }

    /// The rows of every region that hangs together with these, and the regions that have no row any more.
    ///
    /// What is withheld of one region may depend on any other of its gemeente.
    func part(_ codes: Set<RegionCode>) throws -> (changed: ProtectedTable, gone: [RegionIndex]) {
        let touched = Touched(codes: codes, edition: edition, codebook: codebook)
        let all = touched.codesToFetch(in: edition)
        let (table, gone) = try figures.part(Set(all))
        return (try protected(table, codes: all, roots: touched.roots).table, gone)
    }

    /// What is withheld and merged of the regions that hang together with one.
    func outcome(of region: RegionCode) throws -> CharacteristicProtection.Outcome {
        let touched = Touched(codes: [region], edition: edition, codebook: codebook)
        let all = touched.codesToFetch(in: edition)
        return try protected(try figures.part(Set(all)).changed, codes: all, roots: touched.roots)
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

    private func protected(_ table: FiguresTable, codes: [RegionCode]?, roots: [RegionIndex]) throws
        -> CharacteristicProtection.Outcome
    {
        let ranges = codebook.variables.indices.map(codebook.categoryRanks)
        let size = ranges.last?.upperBound ?? 0
        var held: [RegionIndex: [Int64]] = [:]
        try ledger.forEachTally(dataset: codebook.dataset, period: period.period, regions: codes) { tally in
            guard case .known(let region) = edition.lookUp(tally.region) else { return }
            var counts = [Int64](repeating: 0, count: size)
            tally.tally.add(to: &counts)
            held[region] = counts
        }
        let counts = held.mapValues { counts in ranges.map { Array(counts[$0]) } }
        let protection = CharacteristicProtection(codebook, edition: edition)
        // One characteristic after the other on every core; they are put together in their order.
        let parts = Mutex([CharacteristicProtection.Part?](repeating: nil, count: ranges.count))
        DispatchQueue.concurrentPerform(iterations: ranges.count) { variable in
            let part = protection.part(variable, of: table, roots: roots) { counts[$0] }
            parts.withLock { $0[variable] = part }
        }
        return protection.outcome(of: table, parts.withLock { $0 })
    }
}
