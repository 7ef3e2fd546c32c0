import Files
import GRDBSQLite
import Glibc

/// A database of SQLite in memory, made once and handed on as bytes.
@safe final class SQLiteMemory {
    // Opened with this object, closed with it, and never handed out.
    private let database: OpaquePointer
    private let path: String

    /// The value in one column of a row.
    enum Cell {
        /// Nothing.
        case null
        /// A whole number.
        case integer(Int64)
        /// A number.
        case real(Double)
        /// Text.
        case text(String)
        /// Bytes.
        case blob([UInt8])
    }

    /// Opens an empty database; `path` is what failures call it.
    init(path: String) throws {
        var database: OpaquePointer?
        let code = unsafe sqlite3_open_v2(":memory:", &database, SQLITE_OPEN_READWRITE, nil)
        guard code == SQLITE_OK, let database = unsafe database else {
            unsafe sqlite3_close_v2(database)
            throw MachineFault.ofRelease("write", path, code: ENOMEM)
        }
        unsafe self.database = database
        self.path = path
    }

    // Statements that live longer keep the database until they end.
    deinit { unsafe sqlite3_close_v2(database) }

    /// Runs statements that return nothing.
    func run(_ sql: String) throws { try check(unsafe sqlite3_exec(database, sql, nil, nil, nil)) }

    /// Prepares a statement that is run for many rows.
    func statement(_ sql: String) throws -> Statement {
        var statement: OpaquePointer?
        try check(unsafe sqlite3_prepare_v2(database, sql, -1, &statement, nil))
        guard let statement = unsafe statement else { throw MachineFault.ofRelease("write", path, code: EIO) }
        return unsafe Statement(statement, self)
    }

    /// The database as the bytes of a file.
    func bytes() throws -> [UInt8] {
        var size: Int64 = 0
        guard let bytes = unsafe sqlite3_serialize(database, "main", &size, 0) else {
            throw MachineFault.ofRelease("write", path, code: ENOMEM)
        }
        defer { unsafe sqlite3_free(bytes) }
        // SQLite says how many bytes there are.
        return unsafe Array(UnsafeBufferPointer(start: bytes, count: Int(size)))
    }

    fileprivate func check(_ code: Int32) throws {
        guard code == SQLITE_OK || code == SQLITE_DONE else {
            throw MachineFault.ofRelease("write", path, code: EIO)
        }
    }

    /// A statement that is run for many rows.
    @safe final class Statement {
        // Prepared for this object, and finalized with it.
        private let statement: OpaquePointer
        private let owner: SQLiteMemory

        fileprivate init(_ statement: OpaquePointer, _ owner: SQLiteMemory) {
            unsafe self.statement = statement
            self.owner = owner
        }

        deinit { unsafe sqlite3_finalize(statement) }

        /// Runs it with one cell for each mark.
        func run(_ cells: [Cell]) throws {
            for (place, cell) in cells.enumerated() {
                let place = Int32(place + 1)
                let code =
                    switch cell {
                    case .null: unsafe sqlite3_bind_null(statement, place)
                    case .integer(let number): unsafe sqlite3_bind_int64(statement, place, number)
                    case .real(let number): unsafe sqlite3_bind_double(statement, place, number)
                    // A destructor of -1: SQLite copies the bytes.
                    case .blob(let bytes):
                        unsafe sqlite3_bind_blob(
                            statement,
                            place,
                            bytes,
                            Int32(bytes.count),
                            unsafeBitCast(-1, to: sqlite3_destructor_type.self)
                        )
                    // A length and a destructor of -1: up to the end of the text, which is copied.
                    case .text(let text):
                        unsafe sqlite3_bind_text(
                            statement,
                            place,
                            text,
                            -1,
                            unsafeBitCast(-1, to: sqlite3_destructor_type.self)
                        )
                    }
                try owner.check(code)
            }
            try owner.check(unsafe sqlite3_step(statement))
            try owner.check(unsafe sqlite3_reset(statement))
        }
    }
}
