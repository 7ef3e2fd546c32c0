package import Classification
package import Codebook
package import Kinds
package import Ledger
package import Statistics

/// Reads what a ledger stores of a data set, as the values that its tables are made of.
package struct StoredReading {
    package let ledger: any LedgerStore
    package let codebook: Codebook
    package let edition: Edition
    /// The number of the release that is to be made: only what was said before it is read.
    package let number: Int
    /// Releases of which nobody noted what they say.
    package var unnoted = EarlierReleases(releases: [])

    package init(
        ledger: any LedgerStore,
        codebook: Codebook,
        edition: Edition,
        number: Int,
        unnoted: EarlierReleases = EarlierReleases(releases: [])
    ) {
        self.ledger = ledger
        self.codebook = codebook
        self.edition = edition
        self.number = number
        self.unnoted = unnoted
    }

    /// The outline of all that is stored.
    ///
    /// `versions` is some version of each period that releases told of, where it is read already.
    package func outline(_ stored: [StoredPeriod], versions: [Period: [UInt8]]? = nil) throws -> StoredDataSet
    {
        let told = try ToldProtection(of: codebook, ledger, versions: versions)
        return StoredDataSet(
            codebook: codebook,
            edition: edition,
            periods: try stored.map { stored in
                PeriodOutline(
                    period: stored.period,
                    status: stored.status,
                    form: stored.form,
                    columns: stored.columns,
                    isImputed: try ledger.keptModel(dataset: codebook.dataset, period: stored.period) != nil,
                    protection: told.protection(of: stored.period)
                )
            }
        )
    }

    /// The need that tables have of a period.
    package func read(_ period: Period, _ need: PeriodNeed) throws -> PeriodReading {
        var reading = PeriodReading(period: period, release: number)
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
