import GRDB
public import Statistics
public import Workflow

/// A ledger in a SQLite file, in write-ahead mode: one writer at a time, any number of readers beside it.
///
/// Every commit is on the disk before its method returns. `docs/formats/ledger.md` describes the tables and
/// is the contract for users.
public final class SQLiteLedger: LedgerStore {
    private let path: String
    /// The file that was opened for writing; nil where it is read only.
    private let identity: LedgerFile.Identity?
    private let reader: any DatabaseReader
    /// Nil if the ledger is open for reading only.
    private let writer: (any DatabaseWriter)?

    /// The longest wait for another process that writes, in seconds.
    private static let patience = 10.0

    /// Opens the ledger at `path` for reading and writing; creates or migrates it if needed.
    ///
    /// - Throws: ``LedgerError`` if the file cannot be used, is not a ledger, or was written by a newer
    ///   version.
    public init(path: String) throws {
        self.path = path
        try LedgerFile.create(path)
        let pool = try Self.translating("open", path) {
            try Self.requireUsable(try Self.content(path), path, mayBeOlder: true)
            try LedgerFile.protect(path)
            let pool = try DatabasePool(path: path, configuration: Self.configuration)
            try pool.writeWithoutTransaction(Self.requireDurability)
            try LedgerSchema.migrator.migrate(pool)
            try pool.writeWithoutTransaction { db in
                try Refolding.prepare(db)
                try Forgetting.prepare(db)
            }
            return pool
        }
        reader = pool
        writer = pool
        identity = LedgerFile.identity(path)
    }

    /// Opens the ledger at `path` for reading only, beside whoever writes it.
    ///
    /// If there is no ledger yet it reads as an empty one.
    /// - Throws: ``LedgerError`` if the file cannot be used, is not a ledger, or was written by another
    ///   version.
    public init(readingPath path: String) throws {
        self.path = path
        writer = nil
        identity = nil
        let exists = try LedgerFile.exists(path)
        reader = try Self.translating("open", path) {
            if exists {
                let queue = try Self.readOnlyQueue(path)
                let content = try queue.read(LedgerSchema.content)
                try Self.requireUsable(content, path, mayBeOlder: false)
                if case .current = content { return queue }
            }
            let empty = try DatabaseQueue()
            try LedgerSchema.migrator.migrate(empty)
            return empty
        }
    }

    private static var configuration: Configuration {
        var configuration = Configuration()
        configuration.label = "peil.ledger"
        configuration.foreignKeysEnabled = true
        configuration.busyMode = .timeout(patience)
        configuration.maximumReaderCount = 3
        configuration.prepareDatabase { db in
            try db.execute(sql: "PRAGMA temp_store = MEMORY; PRAGMA cache_size = -4000")
        }
        return configuration
    }

    /// Makes every commit wait for the disk, and checks that it does.
    ///
    /// GRDB sets NORMAL after its configuration ran, with which the last commits may be lost to a power cut.
    private static func requireDurability(_ db: Database) throws {
        try db.execute(sql: "PRAGMA synchronous = FULL; PRAGMA journal_size_limit = 8388608")
        guard try Int.fetchOne(db, sql: "PRAGMA synchronous") == 2,
            try String.fetchOne(db, sql: "PRAGMA journal_mode") == "wal",
            try Bool.fetchOne(db, sql: "PRAGMA foreign_keys") == true
        else { throw DatabaseError(resultCode: .SQLITE_MISUSE) }
    }

    private static func readOnlyQueue(_ path: String) throws -> DatabaseQueue {
        var configuration = configuration
        configuration.readonly = true
        return try DatabaseQueue(path: path, configuration: configuration)
    }

    /// Recognizes the content of a file, by a connection that cannot change it: it might be another kind of file.
    private static func content(_ path: String) throws -> LedgerSchema.Content {
        do {
            return try readOnlyQueue(path).read(LedgerSchema.content)
        } catch let error as DatabaseError where error.extendedResultCode == .SQLITE_READONLY_ROLLBACK {
            // A process ended while it made the file, before there was a log of what is written: whatever kind of file it
            // is, half a transaction has to be undone before anybody can read it.
            try DatabaseQueue(path: path, configuration: configuration).read { db in
                _ = try Int.fetchOne(db, sql: "SELECT count(*) FROM sqlite_master")
            }
            return try readOnlyQueue(path).read(LedgerSchema.content)
        }
    }

    private static func requireUsable(_ content: LedgerSchema.Content, _ path: String, mayBeOlder: Bool)
        throws
    {
        switch content {
        case .empty, .current: break
        case .older: if !mayBeOlder { throw LedgerError("open", path, .older) }
        case .newer: throw LedgerError("open", path, .newer)
        case .foreign: throw LedgerError("open", path, .foreign)
        }
    }

    /// Copies the ledger as it is at one moment into a new file, beside whoever writes it.
    public func backUp(to target: String) throws {
        try LedgerFile.create(target)
        try Self.translating("back up", path) {
            let copy = try DatabaseQueue(path: target, configuration: Self.configuration)
            try reader.backup(to: copy)
            // One file, whole without a log beside it.
            try copy.writeWithoutTransaction { db in try db.execute(sql: "PRAGMA journal_mode = DELETE") }
            try copy.close()
        }
    }

    /// Looks through the whole ledger for damage of the file and for rows that contradict each other.
    ///
    /// - Returns: What is wrong, without any value; empty where nothing is.
    public func flaws() throws -> [String] {
        try read("verify") { db in
            var flaws = try String.fetchAll(db, sql: "PRAGMA integrity_check(20)").filter { $0 != "ok" }
            let orphans = try Row.fetchAll(db, sql: "PRAGMA foreign_key_check").count
            if orphans > 0 { flaws.append("\(orphans) rows refer to rows that are not there") }
            let lost = try Int.fetchOne(
                db,
                sql: """
                    SELECT count(*) FROM held LEFT JOIN tally ON tally.delivery = held.delivery
                        AND tally.period = held.period AND tally.region = held.region
                    WHERE tally.delivery IS NULL
                    """
            )
            if let lost, lost > 0 { flaws.append("the tallies of \(lost) regions are not there") }
            let damaged = try HoldingTable(db: db).damagedTallies()
            if damaged > 0 {
                flaws.append("what \(damaged) deliveries brought is not what was stored of them")
            }
            return flaws
        }
    }

    /// Requires that the file that was opened still has its name.
    public func requireThere() throws {
        guard let identity, LedgerFile.identity(path) != identity else { return }
        throw LedgerError("use", path, .gone)
    }

    /// Reads in one snapshot.
    func read<Result>(_ operation: String, _ body: (Database) throws -> Result) throws -> Result {
        try Self.translating(operation, path) { try reader.read(body) }
    }

    /// Writes in one transaction, which is durable when this returns and rolled back when it throws.
    func write<Result>(_ operation: String, _ body: (Database) throws -> Result) throws -> Result {
        guard let writer else { throw LedgerError(operation, path, .readOnly) }
        try requireThere()
        return try Self.translating(operation, path) { try writer.write(body) }
    }
}

// MARK: - Deliveries

extension SQLiteLedger {
    /// Records a claimed file, or finds its record.
    public func claim(_ claim: Claim, at time: Timestamp) throws -> Delivery {
        try write("record a claim in") { db in try DeliveryTable(db: db).claim(claim, at: time) }
    }

    /// Returns a delivery.
    public func delivery(_ id: DeliveryID) throws -> Delivery? {
        try read("read a delivery from") { db in try DeliveryTable(db: db).find(id) }
    }

    /// Returns deliveries, newest first.
    public func deliveries(dataset: String?, limit: Int) throws -> [Delivery] {
        try read("read deliveries from") { db in
            try DeliveryTable(db: db).newestFirst(dataset: dataset, limit: limit)
        }
    }

    /// Searches deliveries, newest first.
    public func deliveries(_ search: DeliverySearch, limit: Int) throws -> DeliveriesFound {
        try read("search deliveries in") { db in try DeliveryTable(db: db).found(search, limit: limit) }
    }

    /// Returns the newest delivery of a drop.
    public func lastDelivery(drop: String) throws -> Delivery? {
        try read("read deliveries from") { db in try DeliveryTable(db: db).last(drop: drop) }
    }

    /// Returns the first delivery in force of a drop that brought a period.
    public func firstDelivery(of period: Period, drop: String, dataset: String, mode: DeliveryMode) throws
        -> Delivery?
    {
        try read("read deliveries from") { db in
            try DeliveryTable(db: db).first(of: period, drop: drop, dataset: dataset, mode: mode)
        }
    }

    /// Returns the deliveries that are not finished, oldest first.
    public func unfinishedDeliveries() throws -> [Delivery] {
        try read("read deliveries from") { db in try DeliveryTable(db: db).unfinished() }
    }

    /// Returns the delivery of which one of the same bytes is a duplicate.
    public func currentSource(of sha256: String, claim: Claim, before id: DeliveryID) throws -> Delivery? {
        try read("look for a digest in") { db in
            try DeliveryTable(db: db).accepted(of: sha256, claim: claim, before: id).first {
                try HoldingTable(db: db).isCurrent($0)
            }
        }
    }

    /// Records the digest of a claimed delivery.
    public func setDigest(_ sha256: String, bytes: Int64, of id: DeliveryID) throws {
        try write("record a digest in") { db in
            _ = try DeliveryTable(db: db).change(id) { delivery in
                guard delivery.state == .claimed else { return }
                delivery.sha256 = sha256
                delivery.bytes = bytes
            }
        }
    }

    /// Records the rejection of a claimed delivery.
    public func reject(_ id: DeliveryID, report: DeliveryReport) throws {
        try write("record a rejection in") { db in
            _ = try DeliveryTable(db: db).change(id) { $0.reject(report: report) }
        }
    }

    /// Records that a claimed delivery is a duplicate.
    public func markDuplicate(_ id: DeliveryID, of first: DeliveryID, report: DeliveryReport) throws {
        try write("record a duplicate in") { db in
            let table = DeliveryTable(db: db)
            let original = try table.get(first)
            _ = try table.change(id) { $0.markDuplicate(of: original, report: report) }
        }
    }

    /// Accepts a claimed delivery.
    public func accept(_ id: DeliveryID, report: DeliveryReport, holdings: [PeriodHoldings]) throws
        -> Delivery
    {
        try holdings.requireEachOnce()
        return try write("record an acceptance in") { db in
            try Acceptance(db: db).accept(id, report: report, holdings: holdings)
        }
    }

    /// Records that the receipt of a delivery is written.
    public func finish(_ id: DeliveryID, at time: Timestamp) throws {
        try write("finish a delivery in") { db in
            _ = try DeliveryTable(db: db).change(id) { $0.finish(at: time) }
        }
    }

    /// Reverts an accepted delivery.
    public func revert(_ id: DeliveryID, at time: Timestamp) throws {
        try write("take a delivery back in") { db in try Acceptance(db: db).revert(id, at: time) }
    }
}

// MARK: - Stored tallies

extension SQLiteLedger {
    /// Returns the stored periods of a data set, rising.
    public func storedPeriods(dataset: String) throws -> [StoredPeriod] {
        try read("read periods from") { db in try HoldingTable(db: db).storedPeriods(dataset: dataset) }
    }

    /// Returns the kept model that a period is imputed with.
    public func keptModel(dataset: String, period: Period) throws -> [UInt8]? {
        try read("read a model from") { db in try HoldingTable(db: db).model(dataset: dataset, period) }
    }

    /// Returns the forms in which any release ever got tallies of a period.
    public func releasedForms(dataset: String, period: Period) throws -> [String] {
        try read("read forms from") { db in try HoldingTable(db: db).releasedForms(dataset: dataset, period) }
    }

    /// Calls `body` with the stored tallies of a period.
    public func forEachTally(
        dataset: String,
        period: Period,
        regions: [RegionCode]?,
        _ body: (StoredTally) throws -> Void
    ) throws {
        try read("read tallies from") { db in
            let table = HoldingTable(db: db)
            let passingOn = { stored in
                do { try body(stored) } catch { throw ErrorOfBody(error: error) }
            }
            let (keys, standing) = try table.standing(of: period, dataset: dataset)
            if let only = keys.first, standing.streams.allSatisfy({ $0.stream.topic == nil }) {
                return try StoredTable(db: db, period: only).forEach(among: regions, passingOn)
            }
            var merged = MergedTallies()
            for key in keys {
                try StoredTable(db: db, period: key).forEach(among: regions) { merged.add($0) }
            }
            try merged.forEach(passingOn)
        }
    }
}

// MARK: - Releases

extension SQLiteLedger {
    /// Returns the changes since the last release.
    public func pendingRelease(dataset: String) throws -> PendingRelease? {
        try read("read changes from") { db in try ChangeTable(db: db).pending(dataset: dataset) }
    }

    /// Returns the data sets whose release is due.
    public func datasetsWithPendingRelease() throws -> [String] {
        try read("read changes from") { db in try ChangeTable(db: db).pendingDatasets() }
    }

    /// Requests a release without a delivery.
    public func requestRelease(dataset: String) throws {
        try write("ask for a release in") { db in
            _ = try ChangeTable(db: db).add(.requested, dataset: dataset, delivery: nil)
        }
    }

    /// Records a published release.
    public func recordRelease(_ release: ReleaseRecord, completing pending: PendingRelease) throws {
        try write("record a release in") { db in
            guard try ReleaseTable(db: db).add(release, completing: pending) else { return }
            try ChangeTable(db: db).complete(pending, release: release.number)
        }
    }

    /// Returns the releases of a data set, newest first.
    public func releases(dataset: String, limit: Int) throws -> [ReleaseRecord] {
        try read("read releases from") { db in
            try ReleaseTable(db: db).newestFirst(dataset: dataset, limit: limit)
        }
    }
}

// MARK: - Requests

extension SQLiteLedger {
    /// Records a request to the process that writes releases.
    public func request(_ request: ControlRequest, at time: Timestamp) throws -> Int64 {
        try write("leave a request in") { db in try RequestTable(db: db).add(request, at: time) }
    }

    /// Returns the requests that have no answer yet, oldest first.
    public func openRequests() throws -> [(Int64, ControlRequest)] {
        try read("read requests from") { db in try RequestTable(db: db).open() }
    }

    /// Answers a request.
    public func answer(_ id: Int64, with answer: ControlAnswer) throws {
        try write("answer a request in") { db in try RequestTable(db: db).answer(id, with: answer) }
    }

    /// Returns the answer of a request.
    public func answer(of id: Int64) throws -> ControlAnswer? {
        try read("read an answer from") { db in try RequestTable(db: db).answer(of: id) }
    }
}
