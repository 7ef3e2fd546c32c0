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
            .compactMap { try standing($0.key, streams: $0.value).stored }
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

    /// Returns the deliveries in force of a stream.
    func standing(_ period: Int64) throws -> Standing {
        let statement = try db.cachedStatement(
            sql: """
                SELECT delivery.id, delivery.mode, delivery.edition, holding.status, holding.form, holding.columns,
                    holding.accepted
                FROM holding JOIN delivery ON delivery.id = holding.delivery
                WHERE holding.period = ? AND delivery.reverted IS NULL
                ORDER BY holding.accepted DESC
                """
        )
        let rows = try Row.fetchCursor(statement, arguments: [period])
        return try Standing(newestFirst: {
            guard let row = try rows.next() else { return nil }
            return Standing.StandingDelivery(
                delivery: try row.delivery(at: 0),
                mode: try row.word(at: 1),
                edition: try row.decode(atIndex: 2),
                status: try row.word(at: 3),
                form: try row.decode(atIndex: 4),
                columns: try Self.ranks(row.decode(atIndex: 5)),
                accepted: try row.decode(atIndex: 6)
            )
        })
    }

    /// Returns true if a delivery is the source of everything that is stored of what it brought.
    func isCurrent(_ delivery: Delivery) throws -> Bool {
        let brought = try streams(of: delivery.id)
        for (key, stream) in brought {
            let inForce = try standing(of: stream.period, dataset: delivery.claim.dataset).keys
            guard inForce.contains(key), try standing(key).isCurrent(delivery.id, mode: delivery.claim.mode)
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
    func add(_ holding: PeriodHoldings, period: Int64, delivery: DeliveryID, accepted: Int64) throws {
        try db.execute(
            sql: """
                INSERT INTO holding (period, accepted, delivery, status, form, columns)
                VALUES (?, ?, ?, ?, ?, ?)
                """,
            arguments: [
                period, accepted, delivery.number, holding.status.rawValue, holding.form,
                holding.columns.map(String.init).joined(separator: " "),
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
        for part in try standing(key).parts {
            let bytes = try Data.fetchOne(
                db,
                sql: "SELECT bytes FROM model WHERE delivery = ? AND period = ?",
                arguments: [part.delivery.number, key]
            )
            if let bytes { return Array(bytes) }
        }
        return nil
    }

    /// Adds the tallies of an accepted delivery for a period.
    func add(_ tallies: [StoredTally], period: Int64, delivery: DeliveryID, _ keys: inout RegionKeys) throws {
        try keys.add(tallies.lazy.map(\.region))
        try ManyRows(db: db, table: "tally", columns: "delivery, period, region, bytes", width: 4)
            .insert(tallies) { stored in
                [delivery.number, period, try keys.key(of: stored.region), Data(stored.tally.bytes)]
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
