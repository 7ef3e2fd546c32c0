import Workflow

// Releases that wait for approval.
extension MemoryLedger {
    /// Returns the number of the next release.
    public func nextReleaseNumber(dataset: String) throws -> Int {
        read { content in content.nextReleaseNumber(dataset) }
    }

    /// Records that a release was built and waits.
    public func recordWaiting(_ waiting: WaitingRelease, of pending: PendingRelease) throws {
        try write { content in try content.recordWaiting(waiting, of: pending) }
    }

    /// Records that numbers were given after this ledger was copied.
    public func reserveNumbers(dataset: String, through number: Int, at time: Timestamp) throws {
        try write { content in try content.reserveNumbers(dataset, through: number, at: time) }
    }

    /// Returns the last release that waited, unless a later one is published.
    public func waitingRelease(dataset: String) throws -> WaitingRelease? {
        read { content in content.waitingRelease(dataset) }
    }

    /// Records what becomes of a release that waits.
    public func settleWaiting(
        dataset: String,
        number: Int,
        as state: WaitingRelease.State,
        by decision: ReleaseDecision?
    ) throws -> Bool {
        try write { content in try content.settleWaiting(dataset, number, as: state, by: decision) }
    }

    /// Returns the release of a number that waits or once waited.
    public func waitingRelease(dataset: String, number: Int) throws -> WaitingRelease? {
        read { content in content.waiting[dataset]?.first { $0.number == number } }
    }

    /// Returns the finished deliveries whose receipts say what is no longer so.
    public func outdatedReceipts(dataset: String) throws -> [DeliveryID] {
        read { content in
            content.deliveries.filter {
                $0.claim.dataset == dataset && $0.isReceiptOutdated && $0.state == .finished
            }.map(\.id)
        }
    }

    /// Records that the receipt of a delivery says what is so.
    public func setReceiptWritten(_ id: DeliveryID) throws {
        try write { content in try content.change(id) { $0.isReceiptOutdated = false } }
    }

    /// Records that deliveries are stored while a release before theirs is still to be published.
    public func postpone(_ pending: PendingRelease) throws {
        try write { content in try content.postpone(pending) }
    }
}
