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
            try WaitingTable(db: db).add(waiting, of: pending)
            try postpone(pending, in: db)
        }
    }

    /// Records that numbers were given after this ledger was copied.
    public func reserveNumbers(dataset: String, through number: Int, at time: Timestamp) throws {
        try write("reserve a number in") { db in
            try WaitingTable(db: db).reserve(dataset, through: number, at: time)
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

    /// Returns the release of a number that waits or once waited.
    public func waitingRelease(dataset: String, number: Int) throws -> WaitingRelease? {
        try read("read releases from") { db in try WaitingTable(db: db).find(dataset, number) }
    }

    /// Returns the finished deliveries whose receipts say what is no longer so.
    public func outdatedReceipts(dataset: String) throws -> [DeliveryID] {
        try read("read deliveries from") { db in try DeliveryTable(db: db).outdatedReceipts(dataset) }
    }

    /// Records that the receipt of a delivery says what is so.
    public func setReceiptWritten(_ id: DeliveryID) throws {
        try write("note a receipt in") { db in
            _ = try DeliveryTable(db: db).change(id) { $0.isReceiptOutdated = false }
        }
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
