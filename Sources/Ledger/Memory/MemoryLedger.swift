public import Statistics
import Synchronization
public import Workflow

/// A ledger in memory, for tests and dry runs; it ends with its process.
///
/// It computes the stored tallies from the deliveries on every call, so it is slow where SQLite is fast, and
/// hard to get wrong.
public final class MemoryLedger: LedgerStore {
    private let content = Mutex(MemoryContent())

    /// Creates an empty ledger.
    public init() {}

    /// A ledger in memory is where it is for as long as anybody has it.
    public func requireThere() {}

    func read<Result>(_ body: (MemoryContent) throws -> Result) rethrows -> Result {
        try content.withLock { try body($0) }
    }

    /// Changes the content, or leaves it as it was if `body` throws.
    func write<Result>(_ body: (inout MemoryContent) throws -> Result) rethrows -> Result {
        try content.withLock { content in
            var next = content
            let result = try body(&next)
            content = next
            return result
        }
    }
}

// MARK: - Deliveries

extension MemoryLedger {
    /// Records a claimed file, or finds its record.
    public func claim(_ claim: Claim, at time: Timestamp) throws -> Delivery {
        write { content in content.claim(claim, at: time) }
    }

    /// Returns a delivery.
    public func delivery(_ id: DeliveryID) throws -> Delivery? {
        read { content in try? content.delivery(id) }
    }

    /// Returns the newest delivery of a drop.
    public func lastDelivery(drop: String) throws -> Delivery? {
        read { content in content.deliveries.last { $0.claim.drop == drop } }
    }

    /// Returns the first delivery in force of a drop that brought a period.
    public func firstDelivery(of period: Period, drop: String, dataset: String, mode: DeliveryMode) throws
        -> Delivery?
    {
        read { content in content.firstDelivery(of: period, drop: drop, dataset: dataset, mode: mode) }
    }

    /// Returns deliveries, newest first.
    public func deliveries(dataset: String?, limit: Int) throws -> [Delivery] {
        read { content in
            let chosen = content.deliveries.reversed().filter {
                dataset == nil || $0.claim.dataset == dataset
            }
            return Array(chosen.prefix(max(0, limit)))
        }
    }

    /// Searches deliveries, newest first.
    public func deliveries(_ search: DeliverySearch, limit: Int) throws -> DeliveriesFound {
        read { content in
            let newest = Int64(content.deliveries.count)
            let end = min(newest + 1, search.before?.number ?? .max)
            let first = max(1, end - DeliverySearch.reach)
            let found = content.deliveries.reversed().filter {
                $0.id.number < end && $0.id.number >= first && search.matches($0)
            }
            return DeliveriesFound(Array(found.prefix(max(0, limit) + 1)), limit: limit, from: first)
        }
    }

    /// Returns the deliveries that are not finished, oldest first.
    public func unfinishedDeliveries() throws -> [Delivery] {
        read { content in content.deliveries.filter { $0.state != .finished } }
    }

    /// Returns the delivery of which one of the same bytes is a duplicate.
    public func currentSource(of sha256: String, claim: Claim, before id: DeliveryID) throws -> Delivery? {
        read { content in
            content.deliveries.last { delivery in
                delivery.id < id && delivery.sha256 == sha256 && delivery.claim.drop == claim.drop
                    && delivery.claim.dataset == claim.dataset && delivery.claim.mode == claim.mode
                    && delivery.claim.edition == claim.edition && delivery.outcome == .accepted
                    && delivery.duplicateOf == nil && delivery.reverted == nil && content.isCurrent(delivery)
            }
        }
    }

    /// Records the digest of a claimed delivery.
    public func setDigest(_ sha256: String, bytes: Int64, of id: DeliveryID) throws {
        try write { content in
            try content.change(id) { delivery in
                guard delivery.state == .claimed else { return }
                delivery.sha256 = sha256
                delivery.bytes = bytes
            }
        }
    }

    /// Records the rejection of a claimed delivery.
    public func reject(_ id: DeliveryID, report: DeliveryReport) throws {
        try write { content in try content.change(id) { $0.reject(report: report) } }
    }

    /// Records that a claimed delivery is a duplicate.
    public func markDuplicate(_ id: DeliveryID, of first: DeliveryID, report: DeliveryReport) throws {
        try write { content in
            let original = try content.delivery(first)
            try content.change(id) { $0.markDuplicate(of: original, report: report) }
        }
    }

    /// Accepts a claimed delivery.
    public func accept(_ id: DeliveryID, report: DeliveryReport, holdings: [PeriodHoldings]) throws
        -> Delivery
    {
        try holdings.requireEachOnce()
        return try write { content in try content.accept(id, report: report, holdings: holdings) }
    }

    /// Records that the receipt of a delivery is written.
    public func finish(_ id: DeliveryID, at time: Timestamp) throws {
        try write { content in try content.change(id) { $0.finish(at: time) } }
    }

    /// Forgets nothing: a ledger in memory lives for one examination or test.
    public func forgetDeliveries(finishedBefore time: Timestamp) throws -> Int { 0 }

    /// Forgets nothing.
    public func forgetReleases(dataset: String, before number: Int, madeBefore time: Timestamp) throws {}

    /// Reverts an accepted delivery.
    public func revert(_ id: DeliveryID, at time: Timestamp) throws {
        try write { content in try content.revert(id, at: time) }
    }
}

// MARK: - Stored tallies

extension MemoryLedger {
    /// Returns the stored periods of a data set, rising.
    public func storedPeriods(dataset: String) throws -> [StoredPeriod] {
        read { content in content.storedPeriods(dataset: dataset) }
    }

    /// Returns the kept model that a period is imputed with.
    public func keptModel(dataset: String, period: Period) throws -> [UInt8]? {
        read { content in content.model(dataset: dataset, period) }
    }

    /// Returns the forms in which any release ever got tallies of a period.
    public func releasedForms(dataset: String, period: Period) throws -> [String] {
        read { content in content.releasedForms(dataset: dataset, period) }
    }

    /// Calls `body` with the stored tallies of a period.
    public func forEachTally(
        dataset: String,
        period: Period,
        regions: [RegionCode]?,
        _ body: (StoredTally) throws -> Void
    ) throws {
        let wanted = regions.map { Set($0) }
        var tallies: [StoredTally] = []
        read { content in content.forEachTally(dataset: dataset, period) { tallies.append($0) } }
        for tally in tallies where wanted?.contains(tally.region) ?? true { try body(tally) }
    }
}

// MARK: - Releases

extension MemoryLedger {
    /// Returns the changes since the last release.
    public func pendingRelease(dataset: String) throws -> PendingRelease? {
        read { content in content.pending(dataset: dataset) }
    }

    /// Returns the data sets whose release is due.
    public func datasetsWithPendingRelease() throws -> [String] {
        read { content in
            Set(content.changes.map(\.dataset)).sorted { $0.utf8.lexicographicallyPrecedes($1.utf8) }
        }
    }

    /// Requests a release without a delivery.
    public func requestRelease(dataset: String) throws {
        write { content in content.add(.init(kind: .requested, dataset: dataset, delivery: nil)) }
    }

    /// Records a published release.
    public func recordRelease(_ release: ReleaseRecord, completing pending: PendingRelease) throws {
        try write { content in try content.record(release, completing: pending) }
    }

    /// Records the rows that a release is going to publish.
    public func planVersions(_ changes: [VersionChange], dataset: String, release number: Int) throws {
        write { content in content.plan(changes, dataset: dataset, release: number) }
    }

    /// Forgets versions that a release up to a number replaced.
    public func forgetVersions(dataset: String, period: Period, until number: Int) throws {
        write { content in content.forgetVersions(dataset: dataset, period, until: number) }
    }

    /// Returns the bytes of some version of each period.
    public func someVersions(dataset: String) throws -> [Period: [UInt8]] {
        read { content in content.someVersions(dataset: dataset) }
    }

    /// Returns by what the secret key is known again.
    public func keyMark() throws -> [UInt8]? { read { content in content.keyMark } }

    /// Records by what the secret key is known again.
    public func setKeyMark(_ mark: [UInt8]) throws { write { content in content.keyMark = mark } }

    /// Returns the published versions of a period in the releases before a number.
    public func versions(dataset: String, period: Period, regions: [RegionCode]?, before number: Int) throws
        -> [PublishedVersion]
    {
        let wanted = regions.map { Set($0) }
        return read { content in content.versions(dataset: dataset, period, before: number) }
            .filter { wanted?.contains($0.region) ?? true }
    }

    /// Returns the recorded changes that a release was going to publish for a period.
    public func plannedVersions(dataset: String, period: Period, release number: Int) throws
        -> [VersionChange]
    {
        read { content in content.planned(dataset: dataset, period, release: number) }
    }

    /// Records that the pending release could not be made safely.
    public func holdBack(_ pending: PendingRelease, at time: Timestamp) throws {
        try write { content in try content.holdBack(pending, at: time) }
    }

    /// Returns the moment since which a release is held back.
    public func heldBack(dataset: String) throws -> Timestamp? {
        read { content in content.heldBack[dataset] }
    }

    /// Returns the releases of a data set, newest first.
    public func releases(dataset: String, limit: Int) throws -> [ReleaseRecord] {
        read { content in Array((content.releases[dataset] ?? []).reversed().prefix(max(0, limit))) }
    }

    /// Returns the release of a number.
    public func release(dataset: String, number: Int) throws -> ReleaseRecord? {
        read { content in content.releases[dataset]?.first { $0.number == number } }
    }

    /// Returns the names of the periods of which releases without an account changed rows.
    public func unaccountedPeriods(dataset: String) throws -> Set<String> {
        read { content in
            Set((content.releases[dataset] ?? []).filter { $0.account == nil }.flatMap(\.changedRows.keys))
        }
    }

    /// Records releases that were published after this ledger was copied.
    public func recordForgotten(_ releases: [ReleaseRecord]) throws {
        try write { content in for release in releases { try content.recordForgotten(release) } }
    }
}

// MARK: - Requests

extension MemoryLedger {
    /// Records a request to the process that writes releases.
    public func request(_ request: ControlRequest, at time: Timestamp) throws -> Int64 {
        write { content in
            if let open = content.requests.firstIndex(where: { $0.request == request && $0.answer == nil }) {
                return Int64(open + 1)
            }
            content.requests.append((request: request, answer: nil))
            return Int64(content.requests.count)
        }
    }

    /// Returns the requests that have no answer yet, oldest first.
    public func openRequests() throws -> [(Int64, ControlRequest)] {
        read { content in
            content.requests.enumerated().compactMap { index, entry in
                entry.answer == nil ? (Int64(index + 1), entry.request) : nil
            }
        }
    }

    /// Answers a request.
    public func answer(_ id: Int64, with answer: ControlAnswer) throws {
        try write { content in
            guard content.requests.indices.contains(Int(id) - 1) else {
                throw LedgerConflict.unknownRequest(id)
            }
            if content.requests[Int(id) - 1].answer == nil { content.requests[Int(id) - 1].answer = answer }
        }
    }

    /// Returns the answer of a request.
    public func answer(of id: Int64) throws -> ControlAnswer? {
        read { content in
            content.requests.indices.contains(Int(id) - 1) ? content.requests[Int(id) - 1].answer : nil
        }
    }
}
