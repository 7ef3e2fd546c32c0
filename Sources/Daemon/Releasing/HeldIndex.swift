import Classification
import Codebook
import Disclosure
import Ledger
import Scoring
import Statistics

/// The way of one year of an index from what is held of it to figures.
struct HeldIndex: Sendable {
    let year: IndexYear
    let codebook: Codebook
    let edition: Edition
    let ledger: any LedgerStore
    /// How final its counts are.
    let status: PeriodStatus

    /// The counts that are held, by period and topic.
    static func sources(_ held: [StoredPeriod], codebook: Codebook) -> Set<IndexYear.IndexCount> {
        var sources: Set<IndexYear.IndexCount> = []
        for period in held where codebook.form(period.form)?.holdsTopicsApart == true {
            for rank in period.columns { sources.insert(.init(period: period.period, rank: rank)) }
        }
        return sources
    }

    /// The years of which enough is held, by rising time; a year that is held as it was published is none of them.
    static func made(
        of held: [StoredPeriod],
        codebook: Codebook,
        edition: Edition,
        ledger: any LedgerStore
    ) -> [HeldIndex] {
        let sources = sources(held, codebook: codebook)
        let delivered = held.filter { codebook.form($0.form)?.holdsTopicsApart != true }.map(\.period)
        let periods = Set(sources.flatMap { IndexYear.periods(using: $0.period, in: codebook) })
        return periods.subtracting(delivered).sorted().compactMap { period in
            guard let year = IndexYear(codebook: codebook, edition: edition, period: period),
                year.isMade(of: sources)
            else { return nil }
            let used = Set(year.sources.map(\.period))
            let statuses = held.filter { used.contains($0.period) }.map(\.status)
            let status: PeriodStatus =
                statuses.contains(.provisional)
                ? .provisional
                : statuses.contains(.revisedProvisional) ? .revisedProvisional : .definitive
            return HeldIndex(
                year: year,
                codebook: codebook,
                edition: edition,
                ledger: ledger,
                status: status
            )
        }
    }

    /// The exact figures.
    func figures() throws -> IndexFigures {
        var held: [Period: [RegionIndex: Tally]] = [:]
        for period in Set(year.sources.map(\.period)) {
            try ledger.forEachTally(dataset: codebook.dataset, period: period, regions: nil) { tally in
                guard case .known(let region) = edition.lookUp(tally.region) else { return }
                held[period, default: [:]][region] = tally.tally
            }
        }
        return year.figures(of: held)
    }

    /// What may be published.
    func protected() throws -> ProtectedTable { protected(try figures()) }

    /// What may be published of exact figures.
    func protected(_ figures: IndexFigures) -> ProtectedTable {
        let table = figures.figuresTable(status: status)
        let means = table.rows.map(\.region).filter { figures.place(of: $0) == nil }.map {
            WeightedMean(region: $0, parts: figures.weights(of: $0))
        }
        let highest = Int64(codebook.scheme.classes.map { $0.classes - 1 } ?? 0)
        return protect(
            table,
            means: means,
            within: 0...highest,
            inStepsOf: { figures.place(of: $0).map(figures.step(of:)) ?? Fraction(1, 1) },
            ranges: { $0.solved() },
            with: codebook
        )
    }
}
