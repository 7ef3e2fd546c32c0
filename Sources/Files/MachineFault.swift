import Glibc
package import SystemPackage

/// A failure of the machine, not of a delivery: it is retried, and no delivery is blamed.
public struct MachineFault: Error, Hashable, Sendable, CustomStringConvertible {
    /// The operation that failed, as a verb: `open`, `rename`.
    public let operation: String
    /// The path of the operation.
    public let path: String
    /// The number of the system's error.
    public let code: Int32
    /// The repair; nil if the system's text tells it.
    public let hint: String?

    /// Creates a fault from the system's last error.
    public init(_ operation: String, _ path: String) { self.init(operation, path, code: errno) }

    /// Creates a fault.
    public init(_ operation: String, _ path: String, code: Int32, hint: String? = nil) {
        self.operation = operation
        self.path = path
        self.code = code
        self.hint = hint
    }

    /// Creates a fault from the system's last error.
    package init(_ operation: String, _ path: FilePath) { self.init(operation, path.string, code: errno) }

    /// Creates a fault from an error of the system's own.
    package init(_ operation: String, _ path: FilePath, _ error: any Error) {
        self.init(operation, path.string, code: (error as? Errno)?.rawValue ?? EIO)
    }

    /// Operation, path, the system's words, and what to do; never content.
    public var description: String {
        // The text belongs to the C library and is copied at once.
        "cannot \(operation) \(path): \(unsafe String(cString: strerror(code)))"
            + (hint.map { "; \($0)" } ?? "")
    }
}
