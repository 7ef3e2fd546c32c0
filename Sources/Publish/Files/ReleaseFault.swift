import Files
import Glibc

extension MachineFault {
    /// A file operation of a release that failed, with a hint for the operator.
    static func ofRelease(_ operation: String, _ path: String, code: Int32 = errno) -> Self {
        let hint =
            switch code {
            case ENOSPC, EDQUOT: "make room; what was published stays in place until then"
            case EACCES, EPERM, EROFS: "give the daemon's user write access there"
            default: "look after the disk; the release is made again"
            }
        return Self(operation, path, code: code, hint: hint)
    }

    /// Runs an operation of a release; a failure of the machine gets the hint for the operator.
    static func hinted<Value>(_ body: () throws -> Value) throws -> Value {
        do {
            return try body()
        } catch let fault as Self where fault.hint == nil {
            throw ofRelease(fault.operation, fault.path, code: fault.code)
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
