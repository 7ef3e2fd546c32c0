import Glibc

/// A failed file operation of a release: operation, path, and the system's text for the error.
public struct ReleaseFault: Error, Hashable, Sendable, CustomStringConvertible {
    /// The operation, as a verb.
    public let operation: String
    /// The path.
    public let path: String
    /// The number of the system's error.
    public let code: Int32

    init(_ operation: String, _ path: String, code: Int32 = errno) {
        self.operation = operation
        self.path = path
        self.code = code
    }

    /// Operation, path, the system's text, and a hint.
    public var description: String {
        // The text belongs to the C library and is copied at once.
        "cannot \(operation) \(path): \(unsafe String(cString: strerror(code))); \(hint)"
    }

    private var hint: String {
        switch code {
        case ENOSPC, EDQUOT: "make room; what was published stays in place until then"
        case EACCES, EPERM, EROFS: "give the daemon's user write access there"
        default: "look after the disk; the release is made again"
        }
    }
}

/// A release of that number was current with other content; it may be in use.
public struct ReleaseNumberTaken: Error, Hashable, Sendable, CustomStringConvertible {
    /// The number.
    public let number: Int

    /// Creates the error.
    public init(number: Int) { self.number = number }

    /// The problem and its repair.
    public var description: String {
        "release \(number) is current with other content; move the releases away that the ledger does not know"
    }
}
