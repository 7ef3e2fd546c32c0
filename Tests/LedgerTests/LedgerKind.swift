import Foundation
import GRDB
import Ledger

/// The implementations that the conformance suite runs over.
enum LedgerKind: String, CaseIterable, Sendable {
    case memory, sqlite

    /// Runs `body` with an empty ledger.
    func withLedger<Result>(_ body: (any LedgerStore) throws -> Result) throws -> Result {
        switch self {
        case .memory: try body(MemoryLedger())
        case .sqlite: try withLedgerPath { path in try body(SQLiteLedger(path: path)) }
        }
    }
}

/// Runs `body` with the path of a ledger that does not exist yet, in a directory of its own.
func withLedgerPath<Result>(_ body: (String) throws -> Result) throws -> Result {
    // In memory where the system has such a place: thousands of commits need not wait for a disk.
    let root = FileManager.default.isWritableFile(atPath: "/dev/shm") ? "/dev/shm" : NSTemporaryDirectory()
    let directory = root + "/peil-ledger-\(UUID().uuidString)"
    try FileManager.default.createDirectory(atPath: directory, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(atPath: directory) }
    return try body(directory + "/ledger.sqlite")
}

/// Runs SQL on a file behind a ledger's back.
func tamper(_ path: String, _ sql: String) throws {
    try DatabaseQueue(path: path).write { db in try db.execute(sql: sql) }
}
