import Foundation
import GRDB
import Statistics
import Workflow

/// The tallies of deliveries by period, in a SQLite ledger, in one transaction.
struct HoldingTable {
    let db: Database

    /// Returns the key of a stream; nil if no delivery ever had it.
    func find(_ stream: StoredStream, dataset: String) throws -> Int64? {
        let statement = try db.cachedStatement(sql: "SELECT id FROM period WHERE dataset = ? AND key = ?")
        return try Int64.fetchOne(statement, arguments: [dataset, stream.key])
    }

    /// Returns the key of a stream, a new one if needed.
    func key(of stream: StoredStream, dataset: String) throws -> Int64 {
        if let key = try find(stream, dataset: dataset) { return key }
        try db.execute(
            sql: "INSERT INTO period (dataset, key) VALUES (?, ?)",
            arguments: [dataset, stream.key]
        )
        return db.lastInsertedRowID
    }

    /// Returns the streams of a delivery.
    func streams(of delivery: DeliveryID) throws -> [(key: Int64, stream: StoredStream)] {
        try streams(
            "JOIN holding ON holding.period = period.id WHERE holding.delivery = ? ORDER BY period.id",
            [delivery.number]
        )
    }

    /// Returns the stored periods of a data set, rising.
    func storedPeriods(dataset: String) throws -> [StoredPeriod] {
        let all = try streams("WHERE dataset = ?", [dataset])
        return try Dictionary(grouping: all, by: \.stream.period).sorted { $0.key < $1.key }
            .compactMap { period, streams in
                let standing = try standing(period, streams: streams)
                let keys = Dictionary(uniqueKeysWithValues: streams.map { ($0.stream, $0.key) })
                return standing.stored(from: try sources(standing.streams.compactMap { keys[$0.stream] }))
            }
    }

    /// Returns the deliveries in force of a period, with the keys of its streams.
    func standing(of period: Period, dataset: String) throws -> (keys: [Int64], period: StandingPeriod) {
        let all = try streams(
            "WHERE dataset = ?1 AND (key = ?2 OR key BETWEEN ?2 || '/' AND ?2 || '/:')",
            [dataset, period.key]
        )
        let standing = try standing(period, streams: all)
        let keys = Dictionary(uniqueKeysWithValues: all.map { ($0.stream, $0.key) })
        return (standing.streams.compactMap { keys[$0.stream] }, standing)
    }

    private func standing(_ period: Period, streams: [(key: Int64, stream: StoredStream)]) throws
        -> StandingPeriod
    {
        StandingPeriod(period, of: try streams.map { ($0.stream, try standing($0.key)) })
    }

    /// Returns what the deliveries in force of a stream say together.
    func standing(_ period: Int64) throws -> Standing {
        let first =
            try part("holding.mode = 'year' ORDER BY holding.accepted DESC", [period])
            ?? part("TRUE ORDER BY holding.accepted", [period])
        guard let first else { return Standing([]) }
        return Standing(
            first: first,
            last: try part("TRUE ORDER BY holding.accepted DESC", [period]),
            columns: try columns(period, since: first.accepted)
        )
    }

    /// Returns what a delivery that is not reverted says of a stream; nil where it says nothing.
    func part(of delivery: DeliveryID, in period: Int64) throws -> Standing.StandingDelivery? {
        try part("holding.delivery = ?2", [period, delivery.number])
    }

    /// Returns the deliveries in force of a stream, newest first.
    func newestFirst(in period: Int64, _ standing: Standing) throws -> [DeliveryID] {
        try Int64.fetchAll(
            db,
            sql:
                "SELECT holding.delivery \(Self.inForce) AND holding.accepted >= ?2 ORDER BY holding.accepted DESC",
            arguments: [period, standing.begun]
        ).map(DeliveryID.init(_:))
    }

    /// Returns the deliveries in another form than the first in force, which cannot correct it.
    func misfits(in period: Int64, _ standing: Standing) throws -> [DeliveryID] {
        try Int64.fetchAll(
            db,
            sql: "SELECT holding.delivery \(Self.inForce) AND holding.accepted >= ?2 AND holding.form <> ?3",
            arguments: [period, standing.begun, standing.form]
        ).map(DeliveryID.init(_:))
    }

    /// Returns the deliveries that tallies of some streams are stored from, in the order of their acceptance.
    ///
    /// Each delivery costs one step in an index, however many regions come from it.
    private func sources(_ streams: [Int64]) throws -> [DeliveryID] {
        let statement = try db.cachedStatement(
            sql: """
                WITH RECURSIVE source (id) AS (
                    SELECT min(delivery) FROM held WHERE period = ?1
                    UNION ALL
                    SELECT (SELECT min(delivery) FROM held WHERE period = ?1 AND delivery > source.id)
                    FROM source WHERE source.id IS NOT NULL
                )
                SELECT delivery.accepted, delivery.id FROM source JOIN delivery ON delivery.id = source.id
                """
        )
        var all: [Int64: Int64] = [:]
        for stream in streams {
            let rows = try Row.fetchCursor(statement, arguments: [stream])
            while let row = try rows.next() { all[try row.decode(atIndex: 0)] = try row.decode(atIndex: 1) }
        }
        return all.sorted { $0.key < $1.key }.map { DeliveryID($0.value) }
    }

    /// Values of a column from deliveries of stream `?1`, each once, by one step in an index for each.
    private static func brought(_ column: String) -> String {
        """
        WITH RECURSIVE brought (\(column)) AS (
            SELECT min(\(column)) FROM holding WHERE period = ?1
            UNION ALL
            SELECT (SELECT min(\(column)) FROM holding WHERE period = ?1 AND \(column) > brought.\(column))
            FROM brought WHERE brought.\(column) IS NOT NULL
        )
        """
    }

    /// Returns the columns of the deliveries in force of a stream; each set of them costs one step in an index.
    private func columns(_ period: Int64, since begun: Int64) throws -> Set<Int> {
        let statement = try db.cachedStatement(
            sql: """
                \(Self.brought("columns"))
                SELECT columns FROM brought WHERE columns IS NOT NULL AND EXISTS (
                    SELECT 1 \(Self.inForce) AND holding.columns = brought.columns AND holding.accepted >= ?2
                )
                """
        )
        return Set(
            try String.fetchAll(statement, arguments: [period, begun]).flatMap(Self.ranks)
        )
    }

    /// Where deliveries that are not reverted speak of a stream.
    private static let inForce = """
        FROM holding JOIN delivery ON delivery.id = holding.delivery
        WHERE holding.period = ?1 AND delivery.reverted IS NULL
        """

    private func part(_ condition: String, _ arguments: StatementArguments) throws
        -> Standing.StandingDelivery?
    {
        let statement = try db.cachedStatement(
            sql: """
                SELECT delivery.id, holding.mode, delivery.edition, holding.status, holding.form, holding.columns,
                    holding.accepted
                \(Self.inForce) AND \(condition) LIMIT 1
                """
        )
        guard let row = try Row.fetchOne(statement, arguments: arguments) else { return nil }
        return Standing.StandingDelivery(
            delivery: try row.delivery(at: 0),
            mode: try row.word(at: 1),
            edition: try row.decode(atIndex: 2),
            status: try row.word(at: 3),
            form: try row.decode(atIndex: 4),
            columns: try Self.ranks(row.decode(atIndex: 5)),
            accepted: try row.decode(atIndex: 6)
        )
    }

    /// Returns true if a delivery is the source of everything that is stored of what it brought.
    func isCurrent(_ delivery: Delivery) throws -> Bool {
        let brought = try streams(of: delivery.id)
        for (key, stream) in brought {
            let inForce = try standing(of: stream.period, dataset: delivery.claim.dataset).keys
            let standing = try standing(key)
            guard inForce.contains(key), let own = try part(of: delivery.id, in: key),
                own.accepted >= standing.begun, standing.isCurrent(own)
            else { return false }
            let replaced = try Bool.fetchOne(
                db,
                sql: """
                    SELECT EXISTS (
                        SELECT 1 FROM tally LEFT JOIN held
                            ON held.period = tally.period AND held.region = tally.region
                        WHERE tally.delivery = ?1 AND tally.period = ?2 AND held.delivery IS NOT ?1
                    )
                    """,
                arguments: [delivery.id.number, key]
            )
            if replaced != false { return false }
        }
        return !brought.isEmpty
    }

    /// Adds the record of an accepted delivery for a period, without its tallies.
    func add(_ holding: PeriodHoldings, period: Int64, delivery: Delivery, accepted: Int64) throws {
        try db.execute(
            sql: """
                INSERT INTO holding (period, accepted, delivery, status, form, columns, mode)
                VALUES (?, ?, ?, ?, ?, ?, ?)
                """,
            arguments: [
                period, accepted, delivery.id.number, holding.status.rawValue, holding.form,
                holding.columns.map(String.init).joined(separator: " "), delivery.claim.mode.rawValue,
            ]
        )
    }

    /// Adds the model that was fitted on an accepted delivery.
    func add(_ model: [UInt8], period: Int64, delivery: DeliveryID) throws {
        try db.execute(
            sql: "INSERT INTO model (delivery, period, bytes) VALUES (?, ?, ?)",
            arguments: [delivery.number, period, Data(model)]
        )
    }

    /// Returns the first model among the deliveries in force of a period.
    func model(dataset: String, _ period: Period) throws -> [UInt8]? {
        guard let key = try find(StoredStream(period), dataset: dataset) else { return nil }
        // Few deliveries bring a model, so the look begins there.
        let bytes = try Data.fetchOne(
            db,
            sql: """
                SELECT model.bytes FROM model
                CROSS JOIN holding ON holding.delivery = model.delivery AND holding.period = model.period
                CROSS JOIN delivery ON delivery.id = model.delivery
                WHERE model.period = ? AND holding.accepted >= ? AND delivery.reverted IS NULL
                ORDER BY holding.accepted LIMIT 1
                """,
            arguments: [key, try standing(key).begun]
        )
        return bytes.map(Array.init)
    }

    /// Returns the forms in which any release ever got tallies of a period, reverted or not.
    func releasedForms(dataset: String, _ period: Period) throws -> [String] {
        let all = try streams(
            "WHERE dataset = ?1 AND (key = ?2 OR key BETWEEN ?2 || '/' AND ?2 || '/:')",
            [dataset, period.key]
        )
        return try Set(
            all.flatMap { key, _ in
                try String.fetchAll(
                    db,
                    sql: """
                        \(Self.brought("form"))
                        SELECT form FROM brought WHERE form IS NOT NULL AND EXISTS (
                            SELECT 1 FROM holding JOIN delivery ON delivery.id = holding.delivery
                            WHERE holding.period = ?1 AND holding.form = brought.form AND delivery.release IS NOT NULL
                        )
                        """,
                    arguments: [key]
                )
            }
        ).sorted()
    }

    /// Adds the tallies of an accepted delivery for a period, and their digest.
    func add(_ tallies: [StoredTally], period: Int64, delivery: DeliveryID, _ keys: inout RegionKeys) throws {
        try keys.add(tallies.lazy.map(\.region))
        var digest = TallyDigest()
        try ManyRows(db: db, table: "tally", columns: "delivery, period, region, bytes", width: 4)
            .insert(tallies) { stored in
                let region = try keys.key(of: stored.region)
                digest.add(region: region, stored.tally.bytes)
                return [delivery.number, period, region, Data(stored.tally.bytes)]
            }
        try db.execute(
            sql: "UPDATE holding SET digest = ? WHERE delivery = ? AND period = ?",
            arguments: [digest.value, delivery.number, period]
        )
    }

    /// Returns how many times the tallies that a delivery brought of a period are not those that were stored; those
    /// that were stored before there were digests are not looked at.
    func damagedTallies() throws -> Int {
        let holdings = try Row.fetchAll(
            db,
            sql: "SELECT delivery, period, digest FROM holding WHERE digest IS NOT NULL"
        )
        let tallies = try db.cachedStatement(
            sql: "SELECT region, bytes FROM tally WHERE delivery = ? AND period = ?"
        )
        return try holdings.count { holding in
            let (delivery, period): (Int64, Int64) = (
                try holding.decode(atIndex: 0), try holding.decode(atIndex: 1)
            )
            var digest = TallyDigest()
            let rows = try Row.fetchCursor(tallies, arguments: [delivery, period])
            while let row = try rows.next() {
                let region: Int64 = try row.decode(atIndex: 0)
                try row.withUnsafeData(atIndex: 1) { digest.add(region: region, $0 ?? Data()) }
            }
            return digest.value != (try holding.decode(Int64.self, atIndex: 2))
        }
    }

    private func streams(_ rest: String, _ arguments: StatementArguments) throws -> [(
        key: Int64, stream: StoredStream
    )] {
        let statement = try db.cachedStatement(sql: "SELECT period.id, period.key FROM period \(rest)")
        let rows = try Row.fetchCursor(statement, arguments: arguments)
        var streams: [(key: Int64, stream: StoredStream)] = []
        while let row = try rows.next() {
            guard let stream = StoredStream(key: try row.decode(String.self, atIndex: 1)) else {
                throw LedgerDamage()
            }
            streams.append((key: try row.decode(atIndex: 0), stream: stream))
        }
        return streams
    }

    private static func ranks(_ text: String) throws -> [Int] {
        try text.split(separator: " ").map { word in
            guard let rank = Int(word) else { throw LedgerDamage() }
            return rank
        }
    }
}
