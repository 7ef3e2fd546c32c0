import Ledger
import Statistics
import Workflow

let trialSet = "trial"

/// The tallies of a delivery for one year: a count for each region.
func year(
    _ year: Int,
    _ counts: [String: Int64],
    form: String = "joint",
    columns: [Int] = [],
    status: PeriodStatus = .definitive,
    model: String? = nil
) -> PeriodHoldings {
    PeriodHoldings(
        period: Period(year: year),
        status: status,
        form: form,
        columns: columns,
        tallies: counts.sorted { $0.key < $1.key }
            .map { StoredTally(region: RegionCode($0.key), tally: Tally(counts: [$0.value])) },
        model: model.map { Array($0.utf8) }
    )
}

/// The touched regions of those codes.
func regions(_ codes: String...) -> PendingRelease.Touched { .regions(Set(codes.map(RegionCode.init(_:)))) }

/// A moment.
func moment(_ milliseconds: Int64) -> Timestamp { Timestamp(milliseconds: milliseconds) }

extension Claim {
    /// A claim of a file that was dropped for the trial data set.
    static func trial(
        _ name: String,
        _ mode: DeliveryMode = .year,
        drop: String = "drop",
        dataset: String = trialSet,
        edition: String = "2021"
    ) -> Self {
        Claim(
            drop: drop,
            dataset: dataset,
            mode: mode,
            edition: edition,
            file: name,
            spoolName: "\(drop)/\(name)"
        )
    }
}

extension LedgerStore {
    /// Claims another file.
    func claimNext(
        _ mode: DeliveryMode = .year,
        drop: String = "drop",
        dataset: String = trialSet,
        edition: String = "2021"
    ) throws -> Delivery {
        let number = try deliveries(dataset: nil, limit: .max).count
        let claim = Claim.trial("\(number).csv", mode, drop: drop, dataset: dataset, edition: edition)
        return try self.claim(claim, at: moment(Int64(number)))
    }

    /// Claims and accepts a delivery.
    @discardableResult
    func take(
        _ mode: DeliveryMode,
        _ holdings: PeriodHoldings...,
        dataset: String = trialSet,
        edition: String = "2021"
    ) throws -> Delivery {
        let delivery = try claimNext(mode, dataset: dataset, edition: edition)
        return try accept(delivery.id, report: DeliveryReport(), holdings: holdings)
    }

    /// The counts that are held of a year, by region.
    func stored(_ year: Int, dataset: String = trialSet, regions: [String]? = nil) throws -> [String: Int64] {
        var counts: [String: Int64] = [:]
        let codes = regions.map { $0.map(RegionCode.init(_:)) }
        try forEachTally(dataset: dataset, period: Period(year: year), regions: codes) { stored in
            counts[stored.region.description] = stored.tally[0]?.number ?? 0
        }
        return counts
    }

    /// The held period of a year.
    func period(_ year: Int, dataset: String = trialSet) throws -> StoredPeriod? {
        try storedPeriods(dataset: dataset).first { $0.period == Period(year: year) }
    }

    /// The changes of a year that are not released.
    func touched(_ year: Int, dataset: String = trialSet) throws -> PendingRelease.Touched? {
        try pendingRelease(dataset: dataset)?.touched[Period(year: year)]
    }

    /// Makes the release that is due.
    @discardableResult
    func release(dataset: String = trialSet) throws -> ReleaseRecord? {
        guard let pending = try pendingRelease(dataset: dataset) else { return nil }
        let record = ReleaseRecord(completing: pending)
        try recordRelease(record, completing: pending)
        return record
    }
}

extension ReleaseRecord {
    /// The next release, of all that is pending.
    init(completing pending: PendingRelease) {
        let number = (pending.base ?? 0) + 1
        self.init(
            dataset: pending.dataset,
            number: number,
            base: pending.base,
            time: moment(1_000_000 + Int64(number)),
            extractsHash: "hash\(number)",
            deliveries: pending.deliveries,
            changedRows: Dictionary(uniqueKeysWithValues: pending.touched.keys.map { ($0.name, number) })
        )
    }
}
