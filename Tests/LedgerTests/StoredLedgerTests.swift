import Foundation
import GRDB
import Ledger
import Statistics
import TestSupport
import Testing
import Workflow

/// Ledgers as releases of every version left them: each is brought up to date and says what it said.
@Suite struct `a stored ledger` {
    private static let versions = [1, 2, 3, 4, 5]

    private func make(_ version: Int, at path: String) throws {
        let file = PackageFiles.root + "/Tests/LedgerTests/Fixtures/ledger-\(version).sql"
        // Rows stand in the order of their tables, not of what refers to what.
        var configuration = Configuration()
        configuration.foreignKeysEnabled = false
        let text = try String(contentsOfFile: file, encoding: .utf8)
        try DatabaseQueue(path: path, configuration: configuration).write { try $0.execute(sql: text) }
    }

    private func schema(_ path: String) throws -> Set<String> {
        try DatabaseQueue(path: path).read { db in
            let statements = try String.fetchAll(
                db,
                sql: "SELECT sql FROM sqlite_master WHERE sql IS NOT NULL AND name NOT LIKE 'sqlite%'"
            )
            return Set(statements.map { $0.split(whereSeparator: \.isWhitespace).joined(separator: " ") })
        }
    }

    @Test(arguments: versions)
    func `of every version is brought up to date, and says what it said`(version: Int) throws {
        try withLedgerPath { path in
            try make(version, at: path)
            let ledger = try SQLiteLedger(path: path)
            let deliveries = try ledger.deliveries(dataset: nil, limit: 9)
            #expect(deliveries.map(\.claim.file) == ["c.csv", "b.csv", "a.csv"])
            #expect(deliveries.map(\.outcome) == [.accepted, .rejected, .accepted])
            #expect(deliveries.map { $0.reverted != nil } == [true, false, false])
            #expect(deliveries.last?.report?.rows == 2)
            var stored: [String: Int64] = [:]
            try ledger.forEachTally(dataset: "ses-woa", period: Period(year: 2019), regions: nil) {
                let code = $0.region.description
                $0.tally.forEach { _, value in
                    if case .number(let number) = value { stored[code, default: 0] += number }
                }
            }
            #expect(stored == ["BU00600000": 120, "BU00600001": 150])
            let releases = try ledger.releases(dataset: "ses-woa", limit: 9)
            #expect(releases.map(\.number) == [3, 2, 1])
            #expect(releases[0].extractsHash == releases[2].extractsHash)
            #expect(releases.allSatisfy { $0.account == nil })
            #expect(try ledger.pendingRelease(dataset: "ses-woa") == nil)
            // It goes on: the next delivery is stored and due like any.
            let id = try ledger.claimNext(.correction, dataset: "ses-woa").id
            #expect(id == DeliveryID(4))
        }
    }

    @Test(arguments: versions)
    func `has the tables of a new one afterwards`(version: Int) throws {
        try withLedgerPath { path in
            _ = try SQLiteLedger(path: path)
            let wanted = try schema(path)
            let old = path + "-old"
            try make(version, at: old)
            _ = try SQLiteLedger(path: old)
            #expect(try schema(old) == wanted)
        }
    }

    @Test func `of version 8 knows which receipts are still to be written, and what was refused`() throws {
        try withLedgerPath { path in
            try make(5, at: path)
            _ = try SQLiteLedger(path: path)
            // As version 8 left it.
            try DatabaseQueue(path: path).write { db in
                try db.execute(
                    sql: """
                        DROP INDEX delivery_receipt_due;
                        ALTER TABLE delivery DROP COLUMN receipt_due;
                        ALTER TABLE request DROP COLUMN refusal_nl;
                        ALTER TABLE waiting ADD COLUMN told INTEGER NOT NULL DEFAULT 1 CHECK (told IN (0, 1));
                        CREATE INDEX waiting_untold ON waiting (dataset, number) WHERE told = 0;
                        DELETE FROM grdb_migrations WHERE identifier = '9';
                        INSERT INTO waiting (dataset, number, time, extracts_hash, deliveries, changed_rows, mark,
                            reasons, state, told)
                        VALUES ('ses-woa', 4, 1, '', '3', '{}', 1, 'always', 'superseded', 1),
                            ('ses-woa', 5, 1, '', '1 13', '{}', 1, 'always', 'rejected', 0);
                        INSERT INTO request (id, kind, delivery, time, answer, refusal)
                        VALUES (77, 'revert', 9, 1, 'refused', 'there is no delivery 000009');
                        """
                )
            }
            let ledger = try SQLiteLedger(path: path)
            #expect(try ledger.outdatedReceipts(dataset: "ses-woa") == [DeliveryID(1)])
            let sentence = "there is no delivery 000009"
            #expect(try ledger.answer(of: 77) == .refused(Text(nl: sentence, en: sentence)))
        }
    }

    @Test(arguments: [1, 2])
    func `of an earlier version is read by nobody before the daemon brought it up to date`(version: Int)
        throws
    {
        try withLedgerPath { path in
            try make(version, at: path)
            let error = #expect(throws: LedgerError.self) { _ = try SQLiteLedger(readingPath: path) }
            #expect(error?.reason == .older)
        }
    }
}
