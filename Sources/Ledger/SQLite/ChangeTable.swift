import GRDB
import Statistics

/// The changes in a SQLite ledger since the last releases, in one transaction.
struct ChangeTable {
    let db: Database

    /// The kind of change.
    enum ChangeKind: String {
        case accepted, reverted, requested
    }

    /// Notes a change, and returns its number.
    func add(_ kind: ChangeKind, dataset: String, delivery: DeliveryID?) throws -> Int64 {
        try db.execute(
            sql: "INSERT INTO change (dataset, kind, delivery) VALUES (?, ?, ?)",
            arguments: [dataset, kind.rawValue, delivery?.number]
        )
        return db.lastInsertedRowID
    }

    /// Notes that a change touched a period as a whole.
    func touchPeriod(_ period: Int64, in change: Int64) throws {
        try db.execute(
            sql: "INSERT INTO touched_period (change, period) VALUES (?, ?)",
            arguments: [change, period]
        )
    }

    /// Returns the data sets with changes that are in no release.
    func pendingDatasets() throws -> [String] {
        try String.fetchAll(
            db,
            sql: "SELECT DISTINCT dataset FROM change WHERE release IS NULL ORDER BY dataset"
        )
    }

    /// Returns the changes of a data set since its last release; nil without any.
    func pending(dataset: String) throws -> PendingRelease? {
        var deliveries: Set<DeliveryID> = []
        var isRequested = false
        var mark: Int64?
        let changes = try Row.fetchCursor(
            db,
            sql: "SELECT id, delivery FROM change WHERE dataset = ? AND release IS NULL ORDER BY id",
            arguments: [dataset]
        )
        while let change = try changes.next() {
            mark = try change.decode(atIndex: 0)
            if let delivery = try change.decode(Int64?.self, atIndex: 1) {
                deliveries.insert(DeliveryID(delivery))
            } else {
                isRequested = true
            }
        }
        guard let mark else { return nil }
        var touched = try touchedRegions(dataset).mapValues(PendingRelease.Touched.regions)
        for period in try touchedPeriods(dataset) { touched[period] = .all }
        if isRequested {
            for stored in try HoldingTable(db: db).storedPeriods(dataset: dataset) {
                touched[stored.period] = .all
            }
        }
        return PendingRelease(
            dataset: dataset,
            base: try ReleaseTable(db: db).lastNumber(dataset: dataset),
            touched: touched,
            deliveries: deliveries.sorted(),
            mark: mark
        )
    }

    /// Notes that a release shows the changes in `pending`.
    func complete(_ pending: PendingRelease, release number: Int) throws {
        let range = "dataset = ? AND release IS NULL AND id <= ?"
        let arguments: StatementArguments = [pending.dataset, pending.mark]
        for table in ["touched_region", "touched_period"] {
            try db.execute(
                sql: "DELETE FROM \(table) WHERE change IN (SELECT id FROM change WHERE \(range))",
                arguments: arguments
            )
        }
        var released: Set<DeliveryID> = []
        var reverted: Set<DeliveryID> = []
        let changes = try Row.fetchCursor(
            db,
            sql: "SELECT kind, delivery FROM change WHERE \(range) AND delivery IS NOT NULL",
            arguments: arguments
        )
        while let change = try changes.next() {
            let id = try change.delivery(at: 1)
            switch try change.word(at: 0) as ChangeKind {
            case .accepted: released.insert(id)
            case .reverted: reverted.insert(id)
            case .requested: throw LedgerDamage()
            }
        }
        let deliveries = DeliveryTable(db: db)
        for id in released.sorted() {
            try deliveries.change(id) { $0.enter(release: reverted.contains(id) ? nil : number) }
        }
        try db.execute(sql: "UPDATE change SET release = ? WHERE \(range)", arguments: [number] + arguments)
    }

    private func touchedRegions(_ dataset: String) throws -> [Period: Set<RegionCode>] {
        let rows = try Row.fetchCursor(
            db,
            sql: """
                SELECT period.key, region.code FROM change
                JOIN touched_region ON touched_region.change = change.id
                JOIN period ON period.id = touched_region.period
                JOIN region ON region.id = touched_region.region
                WHERE change.dataset = ? AND change.release IS NULL
                """,
            arguments: [dataset]
        )
        var regions: [Period: Set<RegionCode>] = [:]
        while let row = try rows.next() {
            guard let stream = StoredStream(key: try row.decode(String.self, atIndex: 0)) else {
                throw LedgerDamage()
            }
            regions[stream.period, default: []].insert(RegionCode(try row.decode(atIndex: 1)))
        }
        return regions
    }

    private func touchedPeriods(_ dataset: String) throws -> [Period] {
        try String.fetchAll(
            db,
            sql: """
                SELECT DISTINCT period.key FROM change
                JOIN touched_period ON touched_period.change = change.id
                JOIN period ON period.id = touched_period.period
                WHERE change.dataset = ? AND change.release IS NULL
                """,
            arguments: [dataset]
        ).map { key in
            guard let stream = StoredStream(key: key) else { throw LedgerDamage() }
            return stream.period
        }
    }
}
