import GRDB
public import Statistics

// What releases say, and those that were held back.
extension SQLiteLedger {
    /// Notes what a release is about to say of regions.
    public func planVersions(_ changes: [VersionChange], dataset: String, release number: Int) throws {
        try write("record a plan in") { db in
            try VersionTable(db: db).plan(changes, dataset: dataset, release: number)
        }
    }

    /// Returns what the releases before one say of a period.
    public func versions(dataset: String, period: Period, regions: [RegionCode]?, before number: Int) throws
        -> [PublishedVersion]
    {
        try read("read versions from") { db in
            try VersionTable(db: db).before(number, dataset: dataset, period: period, regions: regions)
        }
    }

    /// Returns what a release was about to say of a period.
    public func plannedVersions(dataset: String, period: Period, release number: Int) throws
        -> [VersionChange]
    {
        try read("read versions from") { db in
            try VersionTable(db: db).planned(number, dataset: dataset, period: period)
        }
    }

    /// Records that the release that is due could not be made safely.
    public func holdBack(_ pending: PendingRelease, at time: Timestamp) throws {
        try write("record a held release in") { db in
            try db.execute(
                sql: """
                    INSERT INTO held_back (dataset, time) VALUES (?, ?)
                    ON CONFLICT (dataset) DO UPDATE SET time = excluded.time
                    """,
                arguments: [pending.dataset, time.milliseconds]
            )
            let deliveries = DeliveryTable(db: db)
            for id in pending.deliveries { try deliveries.change(id) { $0.enter(release: nil) } }
        }
    }

    /// Returns since when a release is held back; nil when none is.
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
