import GRDB

// Releases that wait for approval.
extension SQLiteLedger {
    /// Returns the number of the next release.
    public func nextReleaseNumber(dataset: String) throws -> Int {
        try read("read releases from") { db in try ReleaseTable(db: db).nextNumber(dataset: dataset) }
    }

    /// Records that a release was built and waits.
    public func recordWaiting(_ waiting: WaitingRelease, of pending: PendingRelease) throws {
        try write("record a waiting release in") { db in
            try WaitingTable(db: db).add(waiting)
            try postpone(pending, in: db)
        }
    }

    /// Returns the last release that waited, unless a later one is published.
    public func waitingRelease(dataset: String) throws -> WaitingRelease? {
        try read("read releases from") { db in try WaitingTable(db: db).last(dataset) }
    }

    /// Records what becomes of a release that waits.
    public func settleWaiting(
        dataset: String,
        number: Int,
        as state: WaitingRelease.State,
        by decision: ReleaseDecision?
    ) throws -> Bool {
        try write("decide about a release in") { db in
            try WaitingTable(db: db).settle(dataset, number, as: state, by: decision)
        }
    }

    /// Returns the releases of which receipts do not say yet what became of them.
    public func untoldReleases(dataset: String) throws -> [WaitingRelease] {
        try read("read releases from") { db in try WaitingTable(db: db).untold(dataset) }
    }

    /// Records that receipts say what became of a release.
    public func setTold(dataset: String, number: Int) throws {
        try write("note receipts in") { db in try WaitingTable(db: db).setTold(dataset, number) }
    }

    /// Records that deliveries are stored while a release before theirs is still to be published.
    public func postpone(_ pending: PendingRelease) throws {
        try write("postpone a release in") { db in try postpone(pending, in: db) }
    }

    private func postpone(_ pending: PendingRelease, in db: Database) throws {
        let deliveries = DeliveryTable(db: db)
        for id in pending.deliveries { try deliveries.change(id) { $0.enter(release: nil) } }
    }
}
