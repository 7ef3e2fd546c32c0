import Foundation
import GRDB
public import Statistics

// Releases by their number, published versions, and releases that were held back.
extension SQLiteLedger {
    /// Returns the release of a number.
    public func release(dataset: String, number: Int) throws -> ReleaseRecord? {
        try read("read releases from") { db in try ReleaseTable(db: db).find(dataset, number) }
    }

    /// Returns the names of the periods of which releases without an account changed rows.
    public func unaccountedPeriods(dataset: String) throws -> Set<String> {
        try read("read releases from") { db in try ReleaseTable(db: db).unaccountedPeriods(dataset) }
    }

    /// Records releases that were published after this ledger was copied.
    public func recordForgotten(_ releases: [ReleaseRecord]) throws {
        try write("record releases in") { db in
            for release in releases { try ReleaseTable(db: db).addForgotten(release) }
        }
    }

    /// Records the rows that a release is going to publish.
    public func planVersions(_ changes: [VersionChange], dataset: String, release number: Int) throws {
        try write("record a plan in") { db in
            try VersionTable(db: db).plan(changes, dataset: dataset, release: number)
        }
    }

    /// Returns the published versions of a period in the releases before a number.
    public func versions(dataset: String, period: Period, regions: [RegionCode]?, before number: Int) throws
        -> [PublishedVersion]
    {
        try read("read versions from") { db in
            try VersionTable(db: db).before(number, dataset: dataset, period: period, regions: regions)
        }
    }

    /// Returns the recorded changes that a release was going to publish for a period.
    public func plannedVersions(dataset: String, period: Period, release number: Int) throws
        -> [VersionChange]
    {
        try read("read versions from") { db in
            try VersionTable(db: db).planned(number, dataset: dataset, period: period)
        }
    }

    /// Forgets versions that a release up to a number replaced.
    public func forgetVersions(dataset: String, period: Period, until number: Int) throws {
        try write("forget versions in") { db in
            try VersionTable(db: db).forget(until: number, dataset: dataset, period: period)
        }
    }

    /// Returns the bytes of some version of each period.
    public func someVersions(dataset: String) throws -> [Period: [UInt8]] {
        try read("read versions from") { db in try VersionTable(db: db).some(dataset: dataset) }
    }

    /// Returns by what the secret key is known again.
    public func keyMark() throws -> [UInt8]? {
        try read("read the mark of the key from") { db in
            try Data.fetchOne(db, sql: "SELECT mark FROM key_mark").map(Array.init)
        }
    }

    /// Records by what the secret key is known again.
    public func setKeyMark(_ mark: [UInt8]) throws {
        try write("record the mark of the key in") { db in
            try db.execute(
                sql: """
                    INSERT INTO key_mark (id, mark) VALUES (1, ?)
                    ON CONFLICT (id) DO UPDATE SET mark = excluded.mark
                    """,
                arguments: [Data(mark)]
            )
        }
    }

    /// Records that the pending release could not be made safely.
    public func holdBack(_ pending: PendingRelease, at time: Timestamp) throws {
        try write("record a held release in") { db in
            let deliveries = DeliveryTable(db: db)
            let isHeld = try Bool.fetchOne(
                db,
                sql: "SELECT 1 FROM held_back WHERE dataset = ?",
                arguments: [pending.dataset]
            )
            if isHeld == nil { try deliveries.outdateReceipts(pending.deliveries) }
            try db.execute(
                sql: """
                    INSERT INTO held_back (dataset, time) VALUES (?, ?)
                    ON CONFLICT (dataset) DO UPDATE SET time = excluded.time
                    """,
                arguments: [pending.dataset, time.milliseconds]
            )
            for id in pending.deliveries { try deliveries.change(id) { $0.enter(release: nil) } }
        }
    }

    /// Returns the moment since which a release is held back; nil if none is.
    public func heldBack(dataset: String) throws -> Timestamp? {
        try read("read releases from") { db in
            try Int64.fetchOne(
                db,
                sql: "SELECT time FROM held_back WHERE dataset = ?",
                arguments: [dataset]
            ).map(Timestamp.init(milliseconds:))
        }
    }
}
