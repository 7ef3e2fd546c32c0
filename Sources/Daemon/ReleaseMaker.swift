import Classification
import Codebook
import Disclosure
import Ledger
import Logging
import Publish
import Scoring
import Statistics

/// Makes the next release of a data set from what is held: only touched rows are scored anew.
struct ReleaseMaker: Sendable {
    let ledger: any LedgerStore
    let publisher: Publisher
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
        let held = try ledger.heldPeriods(dataset: codebook.dataset)
        let base = pending.base.flatMap { publisher.manifest(dataset: codebook.dataset, number: $0) }
        let isSameRules = base?.rulesVersion == codebook.version && base?.edition == edition.key

        var changedRows: [String: Int] = [:]
        var wholePeriods: [String] = []
        var plans: [PeriodPlan] = []
        var sets: [Period: String] = [:]
        for period in held {
            let work = PeriodWork(period: period, codebook: codebook, edition: edition, ledger: ledger)
            if case .coefficients(let scheme) = codebook.scheme,
                codebook.form(period.form)?.holdsCounts == true
            {
                sets[period.period] = scheme.set(for: period.period)?.key
            }
            let content: PeriodPlan.Content
            switch isSameRules ? pending.touched[period.period] : .all {
            case nil: content = .unchanged(whole: work.whole)
            case .all:
                content = .whole(work.whole)
                wholePeriods.append(period.period.name)
            case .regions(let codes):
                let part = try work.part(codes)
                content = .rows(changed: part.changed, removed: part.gone, whole: work.whole)
                changedRows[period.period.name] = part.changed.rows.count + part.gone.count
            }
            let columns = try work.columns
            plans.append(
                PeriodPlan(period: period.period, status: period.status, columns: columns, content: content)
            )
        }
        let number = (pending.base ?? 0) + 1
        let time = now()
        let standing = Set(held.flatMap(\.deliveries)).sorted()
        let published = try publisher.publish(
            ReleasePlan(
                codebook: codebook,
                edition: edition,
                number: number,
                base: pending.base,
                timeMilliseconds: time.milliseconds,
                deliveries: standing.compactMap { id in
                    (try? ledger.delivery(id))?.sha256.map { (id: id.description, sha256: $0) }
                },
                coefficientSets: sets,
                periods: plans
            )
        )
        let files = publisher.manifest(dataset: codebook.dataset, number: number)?.files ?? []
        for period in wholePeriods { changedRows[period] = files.first { $0.period == period }?.rows ?? 0 }
        let record = ReleaseRecord(
            dataset: codebook.dataset,
            number: number,
            base: pending.base,
            time: time,
            extractsHash: published.extractsHash,
            deliveries: pending.deliveries,
            changedRows: changedRows
        )
        try ledger.recordRelease(record, completing: pending)
        logger.info(
            "released",
            metadata: [
                "dataset": "\(codebook.dataset)", "release": "\(number)",
                "render-seconds": "\(milli(published.renderSeconds))",
                "fsync-seconds": "\(milli(published.durabilitySeconds))",
            ]
        )
        return record
    }

    private func milli(_ seconds: Double) -> Double { (seconds * 1000).rounded() / 1000 }
}

/// The way of one held period from tallies to a protected table.
private struct PeriodWork: Sendable {
    let period: HeldPeriod
    let codebook: Codebook
    let edition: Edition
    let ledger: any LedgerStore

    /// The table of every region.
    @Sendable func whole() throws -> ProtectedTable {
        protect(try aggregation.table(held: tallies(of: nil)), with: codebook)
    }

    /// The rows that may have changed when these regions' tallies did, and the regions that have no row any more.
    func part(_ codes: Set<RegionCode>) throws -> (changed: ProtectedTable, gone: [RegionIndex]) {
        let indices = codes.compactMap { code in
            if case .known(let index) = edition.lookUp(code) { index } else { nil }
        }
        let touched = Touched(indices, edition: edition, codebook: codebook)
        let held = try tallies(of: touched.codesToFetch(in: edition))
        let (table, gone) = try aggregation.table(held: held, roots: touched.roots, only: touched.regions)
        return (protect(table, with: codebook), gone)
    }

    /// The columns of the period's tables.
    var columns: [Int] { get throws { try aggregation.columns } }

    private var aggregation: Aggregation {
        get throws {
            let aggregation = codebook.form(period.form).flatMap {
                Aggregation(
                    codebook: codebook,
                    edition: edition,
                    form: $0,
                    period: period.period,
                    status: period.status,
                    columns: period.columns
                )
            }
            guard let aggregation else {
                throw ConfigurationFlaw(
                    place: codebook.dataset,
                    message:
                        "the period \(period.period.name) is held in a form or year that the codebook no longer has",
                    hint: "put the form '\(period.form)' and the report year back into the codebook"
                )
            }
            return aggregation
        }
    }

    private func tallies(of regions: [RegionCode]?) throws -> [RegionIndex: Tally] {
        var tallies: [RegionIndex: Tally] = [:]
        tallies.reserveCapacity(regions?.count ?? edition.regions.count)
        try ledger.forEachTally(dataset: codebook.dataset, period: period.period, regions: regions) { held in
            if case .known(let index) = edition.lookUp(held.region) { tallies[index] = held.tally }
        }
        return tallies
    }
}
