import Classification
import Codebook
import Disclosure
import Ledger
import Logging
import Publish
import Scoring
import Statistics
import Workflow

/// Makes the next release of a data set from what is held: only touched rows are scored anew.
struct ReleaseMaker: Sendable {
    let ledger: any LedgerStore
    let publisher: Publisher
    let models: ModelFiles
    var gate = ReleaseGate.standard
    let logger: Logger
    let now: @Sendable () -> Timestamp

    /// Makes a release if one is due, switches `current` to it, and records it.
    ///
    /// A process may have ended after the switch and before the record, and something may have changed since.
    /// What was current under that number keeps it, and what is due takes the next.
    /// - Returns: The release; nil when none was due.
    @discardableResult
    func make(codebook: Codebook, edition: Edition) throws -> ReleaseRecord? {
        do {
            return try makeOnce(codebook: codebook, edition: edition)
        } catch let taken as ReleaseNumberTaken {
            try recordUnrecorded(taken.number, dataset: codebook.dataset)
            return try makeOnce(codebook: codebook, edition: edition)
        }
    }

    /// Keeps the release before where nothing could prove the new one safe, and says so without any figure.
    private func holdBack(_ pending: PendingRelease) throws {
        try ledger.holdBack(pending, at: now())
        logger.critical(
            "no release is made: what it would withhold could not be proved safe; the release before stays",
            metadata: [
                "dataset": "\(pending.dataset)", "release": "\((pending.base ?? 0) + 1)",
                "deliveries": "\(pending.deliveries.map(\.description).joined(separator: " "))",
            ]
        )
    }

    /// Notes what the release is about to say, unless that number was published and then not recorded.
    private func note(_ proved: ProvedPeriods, dataset: String, number: Int) throws {
        if publisher.currentNumber(dataset: dataset) == number {
            let periods = Set(proved.touched + (try ledger.storedPeriods(dataset: dataset)).map(\.period))
            let planned = try periods.sorted().flatMap {
                try ledger.plannedVersions(dataset: dataset, period: $0, release: number)
            }
            let order = { (change: VersionChange) in (change.period, change.region) }
            guard planned == proved.changes.sorted(by: { order($0) < order($1) }) else {
                throw ReleaseNumberTaken(number: number)
            }
        }
        for release in proved.unnoted {
            try ledger.planVersions(release.changes, dataset: dataset, release: release.number)
        }
        try ledger.planVersions(proved.changes, dataset: dataset, release: number)
    }

    private func recordUnrecorded(_ number: Int, dataset: String) throws {
        guard let manifest = publisher.manifest(dataset: dataset, number: number) else { return }
        let record = ReleaseRecord(
            dataset: dataset,
            number: number,
            base: manifest.base,
            time: now(),
            extractsHash: manifest.extractsHash,
            deliveries: [],
            changedRows: [:]
        )
        let nothing = PendingRelease(
            dataset: dataset,
            base: manifest.base,
            touched: [:],
            deliveries: [],
            mark: 0
        )
        try ledger.recordRelease(record, completing: nothing)
        logger.notice(
            "a release that a crash left unrecorded is recorded",
            metadata: ["dataset": "\(dataset)", "release": "\(number)"]
        )
    }

    private func makeOnce(codebook: Codebook, edition: Edition) throws -> ReleaseRecord? {
        guard let pending = try ledger.pendingRelease(dataset: codebook.dataset) else { return nil }
        let held = try ledger.storedPeriods(dataset: codebook.dataset)
        let base = pending.base.flatMap { publisher.manifest(dataset: codebook.dataset, number: $0) }
        let isSameRules = base?.rulesVersion == codebook.version && base?.edition == edition.key

        let number = (pending.base ?? 0) + 1
        var proved: ProvedPeriods?
        var isProvedAnew = false
        if codebook.protection.method == .proved || codebook.countsApart {
            // What is said of characteristics by themselves is noted from the first release on.
            let earlier =
                codebook.countsApart
                ? EarlierReleases(releases: [])
                : try EarlierReleases.read(publisher, ledger, codebook: codebook, edition: edition.key)
            isProvedAnew = !earlier.isEmpty
            proved = ProvedPeriods(
                codebook: codebook,
                edition: edition,
                ledger: ledger,
                number: number,
                gate: gate,
                earlier: earlier
            )
        }
        let plans = try PeriodPlans(
            codebook: codebook,
            edition: edition,
            ledger: ledger,
            held: held,
            // What nobody proved so far is all looked at.
            base: isSameRules && !isProvedAnew ? base : nil,
            touched: pending.touched,
            proved: proved
        ).all()
        if let proved {
            guard proved.isSafe else {
                try holdBack(pending)
                return nil
            }
            try note(proved, dataset: codebook.dataset, number: number)
        }
        var sets: [Period: String] = [:]
        for period in held where codebook.form(period.form)?.holdsCounts == true {
            if case .coefficients(let scheme) = codebook.scheme {
                sets[period.period] = scheme.set(for: period.period)?.key
            }
        }
        let time = now()
        let standing = Set(held.flatMap(\.deliveries)).sorted()
        let published = try publisher.publish(
            ReleasePlan(
                codebook: codebook,
                edition: edition,
                number: number,
                base: pending.base,
                timeMilliseconds: time.milliseconds,
                deliveries: standing.compactMap { source($0, isProved: proved != nil) },
                coefficientSets: sets,
                periods: plans
            )
        )
        try models.write(dataset: codebook.dataset, number: number, base: pending.base)
        let record = ReleaseRecord(
            dataset: codebook.dataset,
            number: number,
            base: pending.base,
            time: time,
            extractsHash: published.extractsHash,
            deliveries: pending.deliveries,
            changedRows: changedRows(plans, published),
            account: codebook.protection.method == .proved
                ? proved.map { ReleaseAccount(cost: $0.cost, proof: $0.proof).text } : nil
        )
        try ledger.recordRelease(record, completing: pending)
        var metadata: Logger.Metadata = [
            "dataset": "\(codebook.dataset)", "release": "\(number)",
            "render-seconds": "\(milli(published.renderSeconds))",
            "fsync-seconds": "\(milli(published.durabilitySeconds))",
        ]
        if let seconds = proved?.seconds {
            metadata["protect-seconds"] = "\(milli(seconds.protecting))"
            metadata["judge-seconds"] = "\(milli(seconds.judging))"
        }
        logger.info("released", metadata: metadata)
        return record
    }

    /// A delivery as the manifest names it, with what became of its rows; nil for one that the ledger lacks.
    ///
    /// Of a single small region, the exact number of rows would tell how many units it has; where figures are
    /// proved safe, rows are told of deliveries of many regions only.
    private func source(_ id: DeliveryID, isProved: Bool) -> Manifest.Source? {
        guard let delivery = try? ledger.delivery(id), let sha256 = delivery.sha256 else { return nil }
        let regions = delivery.report?.regions.values.max() ?? 0
        if isProved, regions < Self.manyRegions {
            return Manifest.Source(delivery: id.description, sha256: sha256)
        }
        return Manifest.Source(
            delivery: id.description,
            sha256: sha256,
            rows: delivery.report?.rows,
            taken: delivery.report?.taken,
            leftOut: delivery.report?.leftOut
        )
    }

    /// Of how many regions of one level the number of rows tells nothing of any.
    private static let manyRegions = 100

    /// How many rows of the regions' own tables were made anew, by period.
    private func changedRows(_ plans: [PeriodPlan], _ published: PublishedRelease) -> [String: Int] {
        var rows: [String: Int] = [:]
        for plan in plans where plan.subject == nil {
            switch plan.content {
            case .unchanged: continue
            case .compared: rows[plan.period.name] = published.changedRows[plan.period.name] ?? 0
            case .whole: rows[plan.period.name] = published.rows[plan.period.name] ?? 0
            case .rows(let changed, let removed, _):
                rows[plan.period.name] = changed.rows.count + removed.count
            }
        }
        return rows
    }

    private func milli(_ seconds: Double) -> Double { (seconds * 1000).rounded() / 1000 }
}
