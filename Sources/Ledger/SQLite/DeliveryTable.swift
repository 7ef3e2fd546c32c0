import Foundation
import GRDB
import Statistics
import Workflow

/// The deliveries of a SQLite ledger, in one transaction.
struct DeliveryTable {
    let db: Database

    private static let columns = """
        id, drop_name, dataset, mode, edition, file, spool_name, state, outcome, sha256, bytes, received, \
        finished, report, duplicate_of, reverted, release, owner, receipt_due
        """

    /// Records a claim, or finds its record.
    func claim(_ claim: Claim, at time: Timestamp) throws -> Delivery {
        if let known = try fetch("WHERE spool_name = ?", [claim.spoolName]).first { return known }
        try db.execute(
            sql: """
                INSERT INTO delivery
                    (drop_name, dataset, mode, edition, file, spool_name, state, received, owner)
                VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)
                """,
            arguments: [
                claim.drop, claim.dataset, claim.mode.rawValue, claim.edition, claim.file, claim.spoolName,
                DeliveryStateMachine.State.claimed.rawValue, time.milliseconds, claim.owner.map { Int64($0) },
            ]
        )
        return Delivery(id: DeliveryID(db.lastInsertedRowID), claim: claim, received: time)
    }

    /// Returns a delivery; nil for an unknown number.
    func find(_ id: DeliveryID) throws -> Delivery? { try fetch("WHERE id = ?", [id.number]).first }

    /// Returns a delivery, which must exist.
    func get(_ id: DeliveryID) throws -> Delivery {
        guard let delivery = try find(id) else { throw LedgerConflict.unknownDelivery(id) }
        return delivery
    }

    /// Returns the newest deliveries.
    func newestFirst(dataset: String?, limit: Int) throws -> [Delivery] {
        let limit = max(0, limit)
        guard let dataset else { return try fetch("ORDER BY id DESC LIMIT ?", [limit]) }
        return try fetch("WHERE dataset = ? ORDER BY id DESC LIMIT ?", [dataset, limit])
    }

    /// Searches deliveries, newest first.
    func found(_ search: DeliverySearch, limit: Int) throws -> DeliveriesFound {
        let newest = try Int64.fetchOne(db, sql: "SELECT max(id) FROM delivery") ?? 0
        let end = min(newest + 1, search.before?.number ?? .max)
        let first = max(1, end - DeliverySearch.reach)
        var condition = "WHERE id >= ? AND id < ?"
        var arguments: StatementArguments = [first, end]
        switch search.fate {
        case nil: break
        case .accepted: condition += " AND outcome = 'accepted' AND reverted IS NULL"
        case .rejected: condition += " AND outcome = 'rejected'"
        case .reverted: condition += " AND reverted IS NOT NULL"
        }
        if !search.words.isEmpty {
            var choices: [String] = []
            if let number = search.number {
                choices.append("id = ?")
                arguments += [number.number]
            }
            for words in search.spellings {
                let plain = ["\\", "%", "_"].reduce(words) { $0.replacing($1, with: "\\" + $1) }
                let pattern = "%\(plain)%"
                for column in ["file", "drop_name", "dataset", "sha256"] {
                    choices.append("\(column) LIKE ? ESCAPE '\\'")
                    arguments += [pattern]
                }
            }
            // Last, since reports are the long part of a row.
            if let code = search.code {
                choices.append("instr(report, ?)")
                arguments += ["\"code\":\"\(code)\""]
            }
            condition += " AND (\(choices.joined(separator: " OR ")))"
        }
        arguments += [max(0, limit) + 1]
        let found = try fetch("\(condition) ORDER BY id DESC LIMIT ?", arguments)
        return DeliveriesFound(found, limit: limit, from: first)
    }

    /// Returns the unfinished deliveries, oldest first.
    func unfinished() throws -> [Delivery] { try fetch("WHERE state <> 'finished' ORDER BY id", []) }

    /// Returns the newest delivery of a drop.
    func last(drop: String) throws -> Delivery? {
        try fetch("WHERE drop_name = ? ORDER BY id DESC LIMIT 1", [drop]).first
    }

    /// Returns the first delivery in force of a drop and a mode that brought a period of a data set.
    func first(of period: Period, drop: String, dataset: String, mode: DeliveryMode) throws -> Delivery? {
        // A period whose topics are stored apart has a key for each.
        let id = try Int64.fetchOne(
            db,
            sql: """
                SELECT holding.delivery FROM period
                JOIN holding ON holding.period = period.id AND holding.mode = ?3
                JOIN delivery ON delivery.id = holding.delivery
                WHERE period.dataset = ?1 AND (period.key = ?2 OR period.key GLOB ?2 || '/*')
                    AND delivery.drop_name = ?4 AND delivery.reverted IS NULL
                ORDER BY holding.accepted LIMIT 1
                """,
            arguments: [dataset, period.key, mode.rawValue, drop]
        )
        return try id.flatMap { try find(DeliveryID($0)) }
    }

    /// Returns the accepted deliveries of those bytes to the same end of which anything is stored still, newest first.
    ///
    /// Those that others replaced are passed over by look-ups alone: bytes that come again and again cost the same.
    func accepted(of sha256: String, claim: Claim, before id: DeliveryID) throws -> [Delivery] {
        try fetch(
            """
            WHERE drop_name = ? AND sha256 = ? AND id < ? AND dataset = ? AND mode = ? AND edition = ?
                AND outcome = 'accepted' AND duplicate_of IS NULL AND reverted IS NULL
                AND (
                    EXISTS (
                        SELECT 1 FROM holding JOIN held
                            ON held.period = holding.period AND held.delivery = holding.delivery
                        WHERE holding.delivery = delivery.id
                    ) OR NOT EXISTS (SELECT 1 FROM tally WHERE tally.delivery = delivery.id)
                )
            ORDER BY id DESC
            """,
            [claim.drop, sha256, id.number, claim.dataset, claim.mode.rawValue, claim.edition]
        )
    }

    /// Changes the record of a delivery, and returns the changed record.
    @discardableResult
    func change(_ id: DeliveryID, _ body: (inout Delivery) -> Void) throws -> Delivery {
        let before = try get(id)
        var after = before
        body(&after)
        guard after != before else { return before }
        try db.execute(
            sql: """
                UPDATE delivery SET state = ?, outcome = ?, sha256 = ?, bytes = ?, finished = ?, report = ?,
                    duplicate_of = ?, reverted = ?, release = ?, receipt_due = ? WHERE id = ?
                """,
            arguments: [
                after.state.rawValue, after.outcome?.rawValue, after.sha256, after.bytes,
                after.finished?.milliseconds, try after.report.map(Self.encode), after.duplicateOf?.number,
                after.reverted?.milliseconds, after.release, after.isReceiptOutdated, id.number,
            ]
        )
        return after
    }

    /// Notes that the receipts of deliveries say what is no longer so.
    func outdateReceipts(_ ids: [DeliveryID]) throws {
        for id in ids { try change(id) { $0.outdateReceipt() } }
    }

    /// Returns the finished deliveries whose receipts say what is no longer so, in order of their numbers.
    func outdatedReceipts(_ dataset: String) throws -> [DeliveryID] {
        try Int64.fetchAll(
            db,
            sql:
                "SELECT id FROM delivery WHERE dataset = ? AND receipt_due = 1 AND state = 'finished' ORDER BY id",
            arguments: [dataset]
        ).map(DeliveryID.init(_:))
    }

    private func fetch(_ condition: String, _ arguments: StatementArguments) throws -> [Delivery] {
        let statement = try db.cachedStatement(sql: "SELECT \(Self.columns) FROM delivery \(condition)")
        let rows = try Row.fetchCursor(statement, arguments: arguments)
        var deliveries: [Delivery] = []
        while let row = try rows.next() { deliveries.append(try Self.decode(row)) }
        return deliveries
    }

    private static func decode(_ row: Row) throws -> Delivery {
        let claim = Claim(
            drop: try row.decode(atIndex: 1),
            dataset: try row.decode(atIndex: 2),
            mode: try row.word(at: 3),
            edition: try row.decode(atIndex: 4),
            file: try row.decode(atIndex: 5),
            spoolName: try row.decode(atIndex: 6),
            owner: try row.decode(Int64?.self, atIndex: 17).map { UInt32(truncatingIfNeeded: $0) }
        )
        var delivery = Delivery(
            id: try row.delivery(at: 0),
            claim: claim,
            received: Timestamp(milliseconds: try row.decode(atIndex: 11))
        )
        delivery.state = try row.word(at: 7)
        delivery.outcome = try row.hasNull(atIndex: 8) ? nil : row.word(at: 8)
        delivery.sha256 = try row.decode(atIndex: 9)
        delivery.bytes = try row.decode(atIndex: 10)
        delivery.finished = try row.decode(Int64?.self, atIndex: 12).map(Timestamp.init(milliseconds:))
        delivery.report = try row.decode(String?.self, atIndex: 13).map(decodeReport)
        delivery.duplicateOf = try row.decode(Int64?.self, atIndex: 14).map(DeliveryID.init(_:))
        delivery.reverted = try row.decode(Int64?.self, atIndex: 15).map(Timestamp.init(milliseconds:))
        delivery.release = try row.decode(atIndex: 16)
        delivery.isReceiptOutdated = try row.decode(atIndex: 18)
        return delivery
    }

    private static func encode(_ report: DeliveryReport) throws -> String {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
        return String(decoding: try encoder.encode(report), as: UTF8.self)
    }

    private static func decodeReport(_ text: String) throws -> DeliveryReport {
        try JSONDecoder().decode(DeliveryReport.self, from: Data(text.utf8))
    }
}

extension Row {
    /// Reads a raw value of an enumeration.
    func word<Word: RawRepresentable<String>>(at index: Int) throws -> Word {
        guard let word = Word(rawValue: try decode(String.self, atIndex: index)) else { throw LedgerDamage() }
        return word
    }

    /// Reads the number of a delivery.
    func delivery(at index: Int) throws -> DeliveryID { DeliveryID(try decode(Int64.self, atIndex: index)) }
}
