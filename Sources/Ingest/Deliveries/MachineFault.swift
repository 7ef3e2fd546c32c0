import Glibc

/// A failure of the machine, not of a delivery: it is retried, and no delivery is blamed.
public struct MachineFault: Error, Hashable, Sendable, CustomStringConvertible {
    /// The operation, as a verb: `open`, `rename`.
    public let operation: String
    /// The path of the operation.
    public let path: String
    /// The number of the system's error.
    public let code: Int32

    /// Creates a fault from the system's last error.
    public init(_ operation: String, _ path: String) { self.init(operation, path, code: errno) }

    /// Creates a fault.
    public init(_ operation: String, _ path: String, code: Int32) {
        self.operation = operation
        self.path = path
        self.code = code
    }

    /// Operation, path and the system's words; never content.
    public var description: String {
        "cannot \(operation) \(path): \(unsafe String(cString: strerror(code)))"
    }
}
