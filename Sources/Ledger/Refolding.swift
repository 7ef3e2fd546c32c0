import GRDB

/// Computes which delivery's tally is in force for each region of a period, entirely within the database.
///
/// A temporary table has, for each region that may change, the delivery in force before and after, so that a
/// period of tallies is never in the memory of the program.
struct Refolding {
    let db: Database
    /// The key of the period.
    let period: Int64

    /// Creates the temporary table, once for each writing connection.
    static func prepare(_ db: Database) throws {
        try db.execute(
            sql: "CREATE TEMP TABLE fold (region INTEGER PRIMARY KEY, before INTEGER, after INTEGER)"
        )
    }

    /// Folds all regions of the deliveries in force, which come newest first.
    func fold(_ inForce: [DeliveryID]) throws {
        try run("DELETE FROM fold")
        try run(
            "INSERT INTO fold (region, before) SELECT region, delivery FROM held WHERE period = ?",
            [period]
        )
        for delivery in inForce {
            try run(
                """
                INSERT INTO fold (region, after)
                SELECT region, delivery FROM tally WHERE delivery = ? AND period = ?
                ON CONFLICT (region) DO UPDATE SET after = excluded.after WHERE after IS NULL
                """,
                [delivery.number, period]
            )
        }
    }

    /// Folds the regions of a correction that is no longer in force; those that are come newest first.
    func fold(_ inForce: [DeliveryID], regionsOf delivery: DeliveryID) throws {
        try start(regionsOf: delivery)
        for other in inForce {
            try run(
                """
                UPDATE fold SET after = ?1 WHERE after IS NULL AND EXISTS (
                    SELECT 1 FROM tally WHERE delivery = ?1 AND period = ?2 AND tally.region = fold.region
                )
                """,
                [other.number, period]
            )
        }
    }

    /// Folds the regions of the latest correction, each of which it now provides.
    func fold(last delivery: DeliveryID) throws {
        try start(regionsOf: delivery)
        try run("UPDATE fold SET after = ?", [delivery.number])
    }

    private func start(regionsOf delivery: DeliveryID) throws {
        try run("DELETE FROM fold")
        try run(
            """
            INSERT INTO fold (region, before)
            SELECT tally.region, held.delivery FROM tally
            LEFT JOIN held ON held.period = tally.period AND held.region = tally.region
            WHERE tally.delivery = ? AND tally.period = ?
            """,
            [delivery.number, period]
        )
    }

    /// Regions whose tally appears, disappears or changes; without comparison, all whose delivery changes.
    private static let isChanged = """
        before IS NOT after AND (before IS NULL OR after IS NULL OR NOT ?1 OR
            (SELECT bytes FROM tally WHERE delivery = before AND period = ?2 AND tally.region = fold.region)
            <> (SELECT bytes FROM tally WHERE delivery = after AND period = ?2 AND tally.region = fold.region))
        """

    /// Counts the changed regions; tallies of different forms are not comparable, and then all regions
    /// changed.
    func countChanged(comparingTallies: Bool) throws -> Int {
        let statement = try db.cachedStatement(sql: "SELECT count(*) FROM fold WHERE \(Self.isChanged)")
        return try Int.fetchOne(statement, arguments: [comparingTallies, period]) ?? 0
    }

    /// The keys of the regions that changed.
    func changedRegions(comparingTallies: Bool) throws -> [Int64] {
        let statement = try db.cachedStatement(sql: "SELECT region FROM fold WHERE \(Self.isChanged)")
        return try Int64.fetchAll(statement, arguments: [comparingTallies, period])
    }

    /// Notes the changed regions as touched, and counts them.
    func touchChanged(in change: Int64) throws -> Int {
        try run(
            """
            INSERT INTO touched_region (change, period, region)
            SELECT ?3, ?2, region FROM fold WHERE \(Self.isChanged)
            """,
            [true, period, change]
        )
        return db.changesCount
    }

    /// Replaces the deliveries in force by the new ones.
    func hold() throws {
        try run(
            "DELETE FROM held WHERE period = ? AND region IN (SELECT region FROM fold WHERE after IS NULL)",
            [period]
        )
        try run(
            """
            INSERT INTO held (period, region, delivery)
            SELECT ?, region, after FROM fold WHERE after IS NOT NULL AND after IS NOT before
            ON CONFLICT (period, region) DO UPDATE SET delivery = excluded.delivery
            """,
            [period]
        )
    }

    private func run(_ sql: String, _ arguments: StatementArguments = []) throws {
        try db.cachedStatement(sql: sql).execute(arguments: arguments)
    }
}
