import Foundation
import GRDB
import Statistics

/// The releases that wait for approval, or once did, in a SQLite ledger, in one transaction.
struct WaitingTable {
    let db: Database

    /// Records a release that was built of what is pending and waits.
    func add(_ waiting: WaitingRelease, of pending: PendingRelease) throws {
        let release = waiting.release
        if let known = try find(release.dataset, release.number) {
            guard known == waiting else {
                throw LedgerConflict.releaseNumber(
                    next: try ReleaseTable(db: db).nextNumber(dataset: release.dataset)
                )
            }
            return
        }
        let before = try last(release.dataset)
        if let before, before.isOpen { throw LedgerConflict.openRelease(before.number) }
        let next = try ReleaseTable(db: db).nextNumber(dataset: release.dataset)
        guard release.number == next else { throw LedgerConflict.releaseNumber(next: next) }
        try DeliveryTable(db: db).outdateReceipts(waiting.begins(for: pending, after: before))
        try insert(waiting)
        try db.execute(sql: "DELETE FROM held_back WHERE dataset = ?", arguments: [release.dataset])
    }

    /// Keeps a number and those below it from being given again; does nothing where they are kept already.
    func reserve(_ dataset: String, through number: Int, at time: Timestamp) throws {
        guard number >= (try ReleaseTable(db: db).nextNumber(dataset: dataset)) else { return }
        if let open = try last(dataset), open.isOpen { throw LedgerConflict.openRelease(open.number) }
        try insert(.ofNumberAlone(number, dataset: dataset, time: time))
    }

    /// Adds one above all others, and forgets of those below what it holds as well.
    private func insert(_ waiting: WaitingRelease) throws {
        let release = waiting.release
        let encoder = JSONEncoder()
        encoder.outputFormatting = .sortedKeys
        try db.execute(
            sql: """
                INSERT INTO waiting (dataset, number, base, time, extracts_hash, deliveries, changed_rows, account,
                    rules, mark, reasons, state, person, person_user, decided, publish_at, stated)
                VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
                """,
            arguments: [
                release.dataset, release.number, release.base, release.time.milliseconds,
                release.extractsHash,
                release.deliveries.map { String($0.number) }.joined(separator: " "),
                String(decoding: try encoder.encode(release.changedRows), as: UTF8.self), release.account,
                release.rules, waiting.mark, waiting.reasons.joined(separator: "\n"), waiting.state.rawValue,
                waiting.decision?.person.name, waiting.decision?.person.user.map { Int64($0) },
                waiting.decision?.time.milliseconds, waiting.decision?.publishAt?.milliseconds,
                waiting.decision?.stated,
            ]
        )
        // Each held what all before it held: kept, their lists would grow with the square of what comes while one waits.
        // Their numbers are not given again, since that of the one that is added is higher.
        try db.execute(
            sql: "DELETE FROM waiting WHERE dataset = ? AND number < ? AND state = 'superseded'",
            arguments: [release.dataset, release.number]
        )
        // Of one that was rejected it is kept who did, and not what the next one holds as well.
        try db.execute(
            sql: """
                UPDATE waiting SET deliveries = '', changed_rows = '{}', account = NULL
                WHERE dataset = ? AND number < ? AND state = 'rejected' AND deliveries <> ''
                """,
            arguments: [release.dataset, release.number]
        )
    }

    /// Returns the last number that waited; nil if none ever did.
    func lastNumber(_ dataset: String) throws -> Int? {
        try Int.fetchOne(db, sql: "SELECT max(number) FROM waiting WHERE dataset = ?", arguments: [dataset])
    }

    /// Returns the last one, unless its number or a later one is published.
    func last(_ dataset: String) throws -> WaitingRelease? {
        guard let number = try lastNumber(dataset),
            number > (try ReleaseTable(db: db).lastNumber(dataset: dataset) ?? 0)
        else { return nil }
        return try find(dataset, number)
    }

    /// Changes the state of one that can still be published; false where it cannot.
    func settle(
        _ dataset: String,
        _ number: Int,
        as state: WaitingRelease.State,
        by decision: ReleaseDecision?
    )
        throws -> Bool
    {
        guard let last = try last(dataset), last.number == number, last.isOpen else { return false }
        try db.execute(
            sql: "UPDATE waiting SET state = ? WHERE dataset = ? AND number = ?",
            arguments: [state.rawValue, dataset, number]
        )
        if state == .rejected { try DeliveryTable(db: db).outdateReceipts(last.release.deliveries) }
        if let decision {
            try db.execute(
                sql: """
                    UPDATE waiting SET person = ?, person_user = ?, decided = ?, publish_at = ?, stated = ?
                    WHERE dataset = ? AND number = ?
                    """,
                arguments: [
                    decision.person.name, decision.person.user.map { Int64($0) }, decision.time.milliseconds,
                    decision.publishAt?.milliseconds, decision.stated, dataset, number,
                ]
            )
        }
        if state == .superseded || state == .rejected {
            try VersionTable(db: db).plan([], dataset: dataset, release: number)
        }
        return true
    }

    /// Notes that the release of that number, if it waits or was approved, is in place.
    func setPublished(_ dataset: String, _ number: Int) throws {
        try db.execute(
            sql: """
                UPDATE waiting SET state = 'published'
                WHERE dataset = ? AND number = ? AND state IN ('waiting', 'approved')
                """,
            arguments: [dataset, number]
        )
    }

    /// Returns the one of that number, in whatever state.
    func find(_ dataset: String, _ number: Int) throws -> WaitingRelease? {
        let row = try Row.fetchOne(
            db,
            sql: """
                SELECT base, time, extracts_hash, deliveries, changed_rows, account, rules, mark, reasons, state,
                    decided, person, person_user, publish_at, stated
                FROM waiting WHERE dataset = ? AND number = ?
                """,
            arguments: [dataset, number]
        )
        guard let row else { return nil }
        let deliveries = try row.decode(String.self, atIndex: 3).split(separator: " ").map { word in
            guard let number = Int64(word) else { throw LedgerDamage() }
            return DeliveryID(number)
        }
        return WaitingRelease(
            release: ReleaseRecord(
                dataset: dataset,
                number: number,
                base: try row.decode(atIndex: 0),
                time: Timestamp(milliseconds: try row.decode(atIndex: 1)),
                extractsHash: try row.decode(atIndex: 2),
                deliveries: deliveries,
                changedRows: try JSONDecoder().decode(
                    [String: Int].self,
                    from: Data(row.decode(String.self, atIndex: 4).utf8)
                ),
                account: try row.decode(atIndex: 5),
                rules: try row.decode(atIndex: 6)
            ),
            mark: try row.decode(atIndex: 7),
            reasons: try row.decode(String.self, atIndex: 8).split(separator: "\n").map(String.init),
            state: try row.word(at: 9),
            decision: try row.hasNull(atIndex: 10) ? nil : row.decision(at: 10)
        )
    }
}

extension Row {
    /// Reads a decision from five columns: its time, the name and number of the person, the moment of publication,
    /// and the moment as it was stated.
    func decision(at index: Int) throws -> ReleaseDecision {
        ReleaseDecision(
            person: Person(
                name: try decode(atIndex: index + 1),
                user: try decode(Int64?.self, atIndex: index + 2).map { UInt32(truncatingIfNeeded: $0) }
            ),
            time: Timestamp(milliseconds: try decode(atIndex: index)),
            publishAt: try decode(Int64?.self, atIndex: index + 3).map(Timestamp.init(milliseconds:)),
            stated: try decode(atIndex: index + 4)
        )
    }
}
