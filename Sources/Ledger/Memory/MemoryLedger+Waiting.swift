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
        write { content in content.settleWaiting(dataset, number, as: state, by: decision) }
    }

    /// Returns the releases of which receipts do not say yet what became of them.
    public func untoldReleases(dataset: String) throws -> [WaitingRelease] {
        read { content in
            (content.waiting[dataset] ?? []).filter { content.untold[dataset]?.contains($0.number) == true }
        }
    }

    /// Records that receipts say what became of a release.
    public func setTold(dataset: String, number: Int) throws {
        write { content in _ = content.untold[dataset]?.remove(number) }
    }

    /// Records that deliveries are stored while a release before theirs is still to be published.
    public func postpone(_ pending: PendingRelease) throws {
        try write { content in try content.postpone(pending) }
    }
}
