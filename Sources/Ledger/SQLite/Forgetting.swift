import GRDB
import Workflow

/// Forgets deliveries and releases about which nobody asks any more, in a SQLite ledger, in one transaction.
///
/// Its decisions are in temporary tables: `gone`, the deliveries that are forgotten, and `kept`, those that are not.
struct Forgetting {
    let db: Database

    /// Creates the temporary tables, once for each writing connection.
    static func prepare(_ db: Database) throws {
        for table in ["gone", "kept"] {
            try db.execute(sql: "CREATE TEMP TABLE \(table) (id INTEGER PRIMARY KEY)")
        }
    }

    /// Returns the last acceptance of a data set that can be taken back no more; 0 where every one can be.
    func settled(dataset: String) throws -> Int64 {
        let sql = "SELECT accepted FROM settled WHERE dataset = ?"
        return try Int64.fetchOne(db, sql: sql, arguments: [dataset]) ?? 0
    }

    /// That a delivery was finished before `?1`, and nothing more is due with it.
    private static let isOld = """
        (delivery.state = 'finished' AND delivery.finished < ?1 AND delivery.receipt_due = 0 AND NOT EXISTS
            (SELECT 1 FROM change WHERE change.delivery = delivery.id AND change.release IS NULL))
        """

    /// Forgets deliveries, and returns their number.
    func forget(finishedBefore time: Timestamp) throws -> Int {
        try run("DELETE FROM gone")
        try run("DELETE FROM kept")
        for dataset in try String.fetchAll(db, sql: "SELECT DISTINCT dataset FROM delivery") {
            let settled = try settle(dataset, time)
            for period in try Int64.fetchAll(
                db,
                sql: "SELECT id FROM period WHERE dataset = ?",
                arguments: [dataset]
            ) {
                try keep(period, settled)
            }
            try run(
                "INSERT INTO gone SELECT id FROM delivery WHERE dataset = ? AND accepted <= ?",
                [dataset, settled]
            )
        }
        try run("INSERT INTO kept SELECT DISTINCT delivery FROM held WHERE TRUE ON CONFLICT DO NOTHING")
        try run("INSERT INTO kept SELECT max(id) FROM delivery GROUP BY drop_name ON CONFLICT DO NOTHING")
        // Those that brought nothing.
        try run(
            "INSERT INTO gone SELECT id FROM delivery WHERE accepted IS NULL AND \(Self.isOld)",
            [time.milliseconds]
        )
        try run("DELETE FROM gone WHERE id IN (SELECT id FROM kept)")
        // What a delivery is a duplicate of stays for as long as that is there.
        try run(
            """
            DELETE FROM gone WHERE id IN (
                SELECT duplicate_of FROM delivery WHERE duplicate_of IS NOT NULL AND id NOT IN (SELECT id FROM gone)
            )
            """
        )
        for table in ["release_delivery", "change", "tally", "model", "holding"] {
            try run("DELETE FROM \(table) WHERE delivery IN (SELECT id FROM gone)")
        }
        try run("DELETE FROM delivery WHERE id IN (SELECT id FROM gone)")
        let count = db.changesCount
        try run("DELETE FROM change WHERE kind = 'requested' AND release IS NOT NULL")
        try run("DELETE FROM request WHERE answer IS NOT NULL AND time < ?", [time.milliseconds])
        return count
    }

    /// Moves the last acceptance that can be taken back no more ahead, and returns it.
    private func settle(_ dataset: String, _ time: Timestamp) throws -> Int64 {
        let last = try Int64.fetchOne(
            db,
            sql: """
                SELECT coalesce(
                    (SELECT min(accepted) - 1 FROM delivery
                        WHERE dataset = ?2 AND accepted IS NOT NULL AND NOT \(Self.isOld)),
                    (SELECT max(accepted) FROM delivery WHERE dataset = ?2), 0)
                """,
            arguments: [time.milliseconds, dataset]
        )
        let settled = max(try settled(dataset: dataset), last ?? 0)
        try run(
            """
            INSERT INTO settled (dataset, accepted) VALUES (?, ?)
            ON CONFLICT (dataset) DO UPDATE SET accepted = excluded.accepted
            """,
            [dataset, settled]
        )
        return settled
    }

    /// Keeps what the settled deliveries of a stream say together: with it all that can still be taken back comes to the
    /// same as with all of them.
    private func keep(_ period: Int64, _ settled: Int64) throws {
        let all = """
            FROM holding JOIN delivery ON delivery.id = holding.delivery
            WHERE holding.period = ?1 AND holding.accepted <= ?2
            """
        let begun = try Int64.fetchOne(
            db,
            sql:
                "SELECT max(holding.accepted) \(all) AND holding.mode = 'year' AND delivery.reverted IS NULL",
            arguments: [period, settled]
        )
        let inForce = "\(all) AND delivery.reverted IS NULL AND holding.accepted >= ?3"
        let arguments: StatementArguments = [period, settled, begun ?? 0]
        // Form, status and edition.
        for order in ["ASC", "DESC"] {
            try keep(
                "SELECT holding.delivery \(inForce) ORDER BY holding.accepted \(order) LIMIT 1",
                arguments
            )
        }
        // The columns, each set of them; and the last tally of each region.
        try keep(
            "SELECT holding.delivery, max(holding.accepted) \(inForce) GROUP BY holding.columns",
            arguments
        )
        try keep(
            """
            SELECT holding.delivery, max(holding.accepted)
            \(inForce.replacing("WHERE", with: "JOIN tally ON tally.delivery = holding.delivery AND tally.period = holding.period WHERE"))
            GROUP BY tally.region
            """,
            arguments
        )
        // The model that a period is imputed with is the first.
        try keep("SELECT model.delivery FROM model WHERE model.period = ?1", [period])
        // The forms that releases ever had, and who delivers the period.
        try keep(
            "SELECT holding.delivery, max(holding.accepted) \(all) AND delivery.release IS NOT NULL GROUP BY holding.form",
            [period, settled]
        )
        try keep(
            """
            SELECT holding.delivery, min(holding.accepted) \(all) AND delivery.reverted IS NULL
            GROUP BY delivery.drop_name, holding.mode
            """,
            [period, settled]
        )
    }

    private func keep(_ selection: String, _ arguments: StatementArguments) throws {
        try run(
            "INSERT INTO kept SELECT delivery FROM (\(selection)) WHERE TRUE ON CONFLICT DO NOTHING",
            arguments
        )
    }

    /// Forgets releases of a data set, but for the last and for those by which it is known that a period was published
    /// without an account.
    func forgetReleases(dataset: String, before number: Int, madeBefore time: Timestamp) throws {
        try run("DELETE FROM gone")
        try run(
            """
            INSERT INTO gone SELECT number FROM release
            WHERE dataset = ?1 AND number < ?2 AND time < ?3
                AND number < (SELECT max(number) FROM release WHERE dataset = ?1)
                AND (account IS NOT NULL OR NOT EXISTS (
                    SELECT 1 FROM release_period AS own WHERE own.dataset = ?1 AND own.number = release.number
                        AND NOT EXISTS (
                            SELECT 1 FROM release_period AS later JOIN release AS other USING (dataset, number)
                            WHERE later.dataset = ?1 AND later.period = own.period AND later.number > own.number
                                AND other.account IS NULL
                        )
                ))
            """,
            [dataset, number, time.milliseconds]
        )
        for table in ["release_delivery", "release_period", "release"] {
            try run("DELETE FROM \(table) WHERE dataset = ? AND number IN (SELECT id FROM gone)", [dataset])
        }
    }

    private func run(_ sql: String, _ arguments: StatementArguments = []) throws {
        try db.execute(sql: sql, arguments: arguments)
    }
}

extension SQLiteLedger {
    /// Forgets deliveries about which nobody asks any more.
    public func forgetDeliveries(finishedBefore time: Timestamp) throws -> Int {
        try write("forget deliveries in") { db in try Forgetting(db: db).forget(finishedBefore: time) }
    }

    /// Forgets releases that nobody has any more.
    public func forgetReleases(dataset: String, before number: Int, madeBefore time: Timestamp) throws {
        try write("forget releases in") { db in
            try Forgetting(db: db).forgetReleases(dataset: dataset, before: number, madeBefore: time)
        }
    }
}
