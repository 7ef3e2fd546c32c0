import GRDB

/// The releases of a SQLite ledger, in one transaction.
struct ReleaseTable {
    let db: Database

    /// Records a release, and returns true if it was not recorded yet.
    func add(_ release: ReleaseRecord, completing pending: PendingRelease) throws -> Bool {
        guard release.dataset == pending.dataset else { throw LedgerConflict.otherDataset(release.dataset) }
        let next = try nextNumber(dataset: release.dataset)
        let last = try lastNumber(dataset: release.dataset) ?? 0
        let waiting = WaitingTable(db: db)
        guard release.number > last,
            try release.number == next || waiting.find(release.dataset, release.number)?.isOpen == true
        else {
            if try find(release.dataset, release.number) == release { return false }
            throw LedgerConflict.releaseNumber(next: next)
        }
        try insert(release)
        return true
    }

    /// Records a release that nobody knew of, whatever numbers are missing before it.
    func addForgotten(_ release: ReleaseRecord) throws {
        guard release.number > (try lastNumber(dataset: release.dataset) ?? 0) else {
            throw LedgerConflict.releaseNumber(next: try nextNumber(dataset: release.dataset))
        }
        try insert(release)
    }

    private func insert(_ release: ReleaseRecord) throws {
        try db.execute(
            sql: """
                INSERT INTO release (dataset, number, base, time, extracts_hash, account, rules)
                VALUES (?, ?, ?, ?, ?, ?, ?)
                """,
            arguments: [
                release.dataset, release.number, release.base, release.time.milliseconds,
                release.extractsHash, release.account, release.rules,
            ]
        )
        try db.execute(sql: "DELETE FROM held_back WHERE dataset = ?", arguments: [release.dataset])
        try WaitingTable(db: db).setPublished(release.dataset, release.number)
        for (position, delivery) in release.deliveries.enumerated() {
            try db.execute(
                sql: "INSERT INTO release_delivery (dataset, number, position, delivery) VALUES (?, ?, ?, ?)",
                arguments: [release.dataset, release.number, position, delivery.number]
            )
        }
        for (period, rows) in release.changedRows.sorted(by: { $0.key < $1.key }) {
            try db.execute(
                sql: "INSERT INTO release_period (dataset, number, period, changed_rows) VALUES (?, ?, ?, ?)",
                arguments: [release.dataset, release.number, period, rows]
            )
        }
    }

    /// Returns the release of a number; nil where there is none.
    func find(_ dataset: String, _ number: Int) throws -> ReleaseRecord? {
        try fetch("dataset = ? AND number = ?", [dataset, number]).first
    }

    /// Returns the names of the periods of which releases without an account changed rows.
    func unaccountedPeriods(_ dataset: String) throws -> Set<String> {
        try Set(
            String.fetchAll(
                db,
                sql: """
                    SELECT DISTINCT release_period.period FROM release JOIN release_period USING (dataset, number)
                    WHERE release.dataset = ? AND release.account IS NULL
                    """,
                arguments: [dataset]
            )
        )
    }

    /// Returns the number of the last release; nil if there is none.
    func lastNumber(dataset: String) throws -> Int? {
        try Int.fetchOne(db, sql: "SELECT max(number) FROM release WHERE dataset = ?", arguments: [dataset])
    }

    /// Returns the number of the next release.
    func nextNumber(dataset: String) throws -> Int {
        max(try lastNumber(dataset: dataset) ?? 0, try WaitingTable(db: db).lastNumber(dataset) ?? 0) + 1
    }

    /// Returns the newest releases.
    func newestFirst(dataset: String, limit: Int) throws -> [ReleaseRecord] {
        try fetch("dataset = ? ORDER BY number DESC LIMIT ?", [dataset, max(0, limit)])
    }

    private func fetch(_ condition: String, _ arguments: StatementArguments) throws -> [ReleaseRecord] {
        let rows = try Row.fetchCursor(
            db,
            sql:
                "SELECT dataset, number, base, time, extracts_hash, account, rules FROM release WHERE \(condition)",
            arguments: arguments
        )
        var releases: [ReleaseRecord] = []
        while let row = try rows.next() {
            releases.append(
                ReleaseRecord(
                    dataset: try row.decode(atIndex: 0),
                    number: try row.decode(atIndex: 1),
                    base: try row.decode(atIndex: 2),
                    time: Timestamp(milliseconds: try row.decode(atIndex: 3)),
                    extractsHash: try row.decode(atIndex: 4),
                    deliveries: [],
                    changedRows: [:],
                    account: try row.decode(atIndex: 5),
                    rules: try row.decode(atIndex: 6)
                )
            )
        }
        return try releases.map(completed)
    }

    private func completed(_ release: ReleaseRecord) throws -> ReleaseRecord {
        var release = release
        release.deliveries = try Int64.fetchAll(
            db,
            sql: "SELECT delivery FROM release_delivery WHERE dataset = ? AND number = ? ORDER BY position",
            arguments: [release.dataset, release.number]
        ).map(DeliveryID.init(_:))
        let rows = try Row.fetchCursor(
            db,
            sql: "SELECT period, changed_rows FROM release_period WHERE dataset = ? AND number = ?",
            arguments: [release.dataset, release.number]
        )
        while let row = try rows.next() {
            release.changedRows[try row.decode(atIndex: 0)] = try row.decode(atIndex: 1)
        }
        return release
    }
}
