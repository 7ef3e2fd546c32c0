/// A failure of the machine at a ledger: operation, path, reason and repair.
///
/// It contains no value, no SQL and no name of a region or file, so it may be logged anywhere.
public struct LedgerError: Error, Hashable, Sendable, CustomStringConvertible {
    /// The reason, as far as an operator can act on it.
    public enum FailureReason: Hashable, Sendable {
        /// The file or its directory cannot be reached or written.
        case unreachable
        /// The ledger was opened for reading only.
        case readOnly
        /// The file system is full.
        case full
        /// Another process locked the ledger for too long.
        case busy
        /// The file is damaged.
        case damaged
        /// The file is not a ledger of Peil.
        case foreign
        /// A newer version of Peil wrote it.
        case newer
        /// An older version of Peil wrote it, and opening it for reading only cannot migrate it.
        case older
        /// The file was deleted or replaced while this process had it open.
        case gone
        /// Another failure; see the code.
        case failed
    }

    /// The operation, as a verb: `open`, `accept`.
    public let operation: String
    /// The path of the ledger.
    public let path: String
    /// The reason.
    public let reason: FailureReason
    /// The result code of SQLite, or the number of the system's error; nil if there is none.
    public let code: Int32?

    /// Creates an error.
    public init(_ operation: String, _ path: String, _ reason: FailureReason, code: Int32? = nil) {
        self.operation = operation
        self.path = path
        self.reason = reason
        self.code = code
    }

    /// The repair, in one sentence.
    public var hint: String {
        switch reason {
        case .unreachable: "check that the directory exists and that this user may read and write it"
        case .readOnly: "only `peil run`, `once` and `revert` write it"
        case .full: "make room on its file system; nothing was lost, and Peil tries again"
        case .busy: "another process keeps it; Peil tries again"
        case .damaged: "stop Peil and restore the ledger from a backup"
        case .foreign: "name the state directory of Peil, or move this file away"
        case .newer: "run the version of Peil that wrote it, or a newer one"
        case .older: "start the daemon of this version once, which brings it up to date"
        case .gone:
            "stop Peil, and put the ledger back or restore it from a backup with `peil restore DIR`"
        case .failed: "look up the code at sqlite.org/rescode.html and the health of its disk"
        }
    }

    /// Operation, path, reason and hint.
    public var description: String {
        let words =
            switch reason {
            case .unreachable: "it cannot be reached"
            case .readOnly: "it is open for reading only"
            case .full: "the file system is full"
            case .busy: "it is busy"
            case .damaged: "it is damaged"
            case .foreign: "it is not a ledger of Peil"
            case .newer: "a newer version of Peil wrote it"
            case .older: "an older version of Peil wrote it"
            case .gone: "it was deleted or replaced while it was in use"
            case .failed: "it failed"
            }
        return
            "cannot \(operation) the ledger \(path): \(words)\(code.map { " (code \($0))" } ?? ""); \(hint)"
    }
}
