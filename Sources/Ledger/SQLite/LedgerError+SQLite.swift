import GRDB

/// A table has content that this program cannot have written.
struct LedgerDamage: Error {}

/// An error of the caller's own closure, passed through a transaction.
struct ErrorOfBody: Error {
    let error: any Error
}

extension SQLiteLedger {
    /// Runs `body`, and translates errors of SQLite to reasons that an operator can act on.
    ///
    /// The texts of SQLite and GRDB are dropped: they can contain SQL and values.
    static func translating<Result>(
        _ operation: String,
        _ path: String,
        _ body: () throws -> Result
    ) throws -> Result {
        do {
            return try body()
        } catch let error as ErrorOfBody {
            throw error.error
        } catch let error as DatabaseError {
            throw LedgerError(
                operation,
                path,
                .init(error.resultCode),
                code: error.extendedResultCode.rawValue
            )
        } catch is LedgerDamage, is RowDecodingError, is DecodingError {
            throw LedgerError(operation, path, .damaged)
        }
    }
}

extension LedgerError.FailureReason {
    fileprivate init(_ code: ResultCode) {
        self =
            switch code {
            case .SQLITE_FULL: .full
            case .SQLITE_BUSY, .SQLITE_LOCKED, .SQLITE_PROTOCOL: .busy
            case .SQLITE_CORRUPT: .damaged
            case .SQLITE_NOTADB: .foreign
            case .SQLITE_CANTOPEN, .SQLITE_PERM, .SQLITE_READONLY, .SQLITE_AUTH: .unreachable
            default: .failed
            }
    }
}
