import Foundation
import GRDB

/// The rows of a ledger as text, without the times at which they were written and the names of the spool.
struct LedgerDump {
    private let queue: DatabaseQueue

    init(path: String) throws {
        var configuration = GRDB.Configuration()
        configuration.readonly = true
        configuration.busyMode = .timeout(5)
        queue = try DatabaseQueue(path: path, configuration: configuration)
    }

    private static let times: Set<String> = ["spool_name", "received", "finished", "time", "reverted"]

    /// The rows of every table, in the order of their text.
    var tables: [String: [String]] {
        get throws {
            try queue.read { db in
                let names = try String.fetchAll(
                    db,
                    sql: "SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite%'"
                )
                var tables: [String: [String]] = [:]
                for name in names {
                    tables[name] = try Row.fetchAll(db, sql: "SELECT * FROM \"\(name)\"").map { row in
                        row.filter { !Self.times.contains($0.0) }
                            .map { "\($0.0)=\($0.1.storage.value.map { "\($0)" } ?? "-")" }
                            .joined(separator: " ")
                    }.sorted()
                }
                return tables
            }
        }
    }

    /// True when every delivery is finished and no release is due.
    var isAtRest: Bool {
        get throws {
            try queue.read { db in
                try Int.fetchOne(
                    db,
                    sql: """
                        SELECT (SELECT count(*) FROM delivery WHERE state <> 'finished')
                            + (SELECT count(*) FROM change WHERE release IS NULL)
                        """
                ) == 0
            }
        }
    }

    /// Verdict of SQLite on the file: `ok` where it is whole.
    var integrity: String {
        get throws { try queue.read { try String.fetchOne($0, sql: "PRAGMA integrity_check") ?? "" } }
    }
}
