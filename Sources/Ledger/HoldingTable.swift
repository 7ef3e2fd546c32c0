import Foundation
import GRDB
import Statistics
import Workflow

/// What deliveries bring of periods, in a SQLite ledger, in one transaction.
struct HoldingTable {
    let db: Database

    /// Returns the key of a period; nil when no delivery ever brought it.
    func find(_ period: Period, dataset: String) throws -> Int64? {
        let statement = try db.cachedStatement(sql: "SELECT id FROM period WHERE dataset = ? AND key = ?")
        return try Int64.fetchOne(statement, arguments: [dataset, period.key])
    }

    /// Returns the key of a period, a new one if need be.
    func key(of period: Period, dataset: String) throws -> Int64 {
        if let key = try find(period, dataset: dataset) { return key }
        try db.execute(
            sql: "INSERT INTO period (dataset, key) VALUES (?, ?)",
            arguments: [dataset, period.key]
        )
        return db.lastInsertedRowID
    }

    /// Returns the periods that a delivery brought.
    func periods(of delivery: DeliveryID) throws -> [(key: Int64, period: Period)] {
        try periods(
            "JOIN holding ON holding.period = period.id WHERE holding.delivery = ? ORDER BY period.id",
            [delivery.number]
        )
    }

    /// Returns the periods that a data set holds, rising.
    func heldPeriods(dataset: String) throws -> [HeldPeriod] {
        try periods("WHERE dataset = ?", [dataset])
            .compactMap { try standing($0.key).held($0.period) }
            .sorted { $0.period < $1.period }
    }

    /// Returns the deliveries that make up a period.
    func standing(_ period: Int64) throws -> Standing {
        let statement = try db.cachedStatement(
            sql: """
                SELECT delivery.id, delivery.mode, delivery.edition, holding.status, holding.form, holding.columns
                FROM holding JOIN delivery ON delivery.id = holding.delivery
                WHERE holding.period = ? AND delivery.reverted IS NULL
                ORDER BY holding.accepted DESC
                """
        )
        let rows = try Row.fetchCursor(statement, arguments: [period])
        return try Standing(newestFirst: {
            guard let row = try rows.next() else { return nil }
            return Standing.Part(
                delivery: try row.delivery(at: 0),
                mode: try row.word(at: 1),
                edition: try row.decode(atIndex: 2),
                status: try row.word(at: 3),
                form: try row.decode(atIndex: 4),
                columns: try Self.ranks(row.decode(atIndex: 5))
            )
        })
    }

    /// Adds what an accepted delivery brings of a period, without its tallies.
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

    /// Returns the first model among the deliveries that a period stands on.
    func model(dataset: String, _ period: Period) throws -> [UInt8]? {
        guard let key = try find(period, dataset: dataset) else { return nil }
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

    /// Adds the tallies that an accepted delivery brings of a period.
    func add(_ tallies: [HeldTally], period: Int64, delivery: DeliveryID, _ keys: inout RegionKeys) throws {
        let statement = try db.cachedStatement(
            sql: "INSERT INTO tally (delivery, period, region, bytes) VALUES (?, ?, ?, ?)"
        )
        for held in tallies {
            let key = try keys.key(of: held.region)
            try statement.execute(arguments: [delivery.number, period, key, Data(held.tally.bytes)])
        }
    }

    private func periods(_ rest: String, _ arguments: StatementArguments) throws -> [(
        key: Int64, period: Period
    )] {
        let statement = try db.cachedStatement(sql: "SELECT period.id, period.key FROM period \(rest)")
        let rows = try Row.fetchCursor(statement, arguments: arguments)
        var periods: [(key: Int64, period: Period)] = []
        while let row = try rows.next() {
            guard let period = Period(try row.decode(String.self, atIndex: 1)) else { throw LedgerDamage() }
            periods.append((key: try row.decode(atIndex: 0), period: period))
        }
        return periods
    }

    private static func ranks(_ text: String) throws -> [Int] {
        try text.split(separator: " ").map { word in
            guard let rank = Int(word) else { throw LedgerDamage() }
            return rank
        }
    }
}
