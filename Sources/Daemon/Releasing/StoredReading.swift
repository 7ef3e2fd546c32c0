import Classification
import Codebook
import Kinds
import Ledger
import Statistics

/// Reads what a ledger stores of a data set, as the values that its tables are made of.
struct StoredReading {
    let ledger: any LedgerStore
    let codebook: Codebook
    let edition: Edition
    /// The number of the release that is to be made: only what was said before it is read.
    let number: Int
    /// Releases of which nobody noted what they say.
    var unnoted = EarlierReleases(releases: [])

    /// The outline of all that is stored.
    func outline(_ held: [StoredPeriod]) throws -> StoredDataSet {
        StoredDataSet(
            codebook: codebook,
            edition: edition,
            periods: try held.map { held in
                PeriodOutline(
                    period: held.period,
                    status: held.status,
                    form: held.form,
                    columns: held.columns,
                    isImputed: try ledger.keptModel(dataset: codebook.dataset, period: held.period) != nil
                )
            }
        )
    }

    /// What is needed of a period.
    func read(_ period: Period, _ need: PeriodNeed) throws -> PeriodReading {
        var reading = PeriodReading(period: period)
        if let extent = need.tallies {
            try ledger.forEachTally(
                dataset: codebook.dataset,
                period: period,
                regions: extent.codes?.sorted()
            ) { reading.tallies.append(.init(region: $0.region, tally: $0.tally)) }
        }
        if let extent = need.versions {
            reading.versions = try ledger.versions(
                dataset: codebook.dataset,
                period: period,
                regions: extent.codes?.sorted(),
                before: number
            ).map { .init(region: $0.region, bytes: $0.bytes, isLast: $0.until == nil) }
        }
        if need.unnoted {
            reading.unnoted = unnoted.releases.map {
                .init(number: $0.number, rows: $0.rows[period] ?? [:])
            }
        }
        return reading
    }
}
