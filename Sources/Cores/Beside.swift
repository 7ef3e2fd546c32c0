import Dispatch
import Synchronization

/// Work that is done on another thread while this one goes on.
package final class Beside<Value: Sendable>: Sendable {
    private let outcome = Mutex<Result<Value, any Error>?>(nil)
    private let group = DispatchGroup()

    /// Begins the work.
    package init(_ work: @escaping @Sendable () throws -> Value) {
        DispatchQueue.global().async(group: group) { [self] in
            let result = Result { try work() }
            outcome.withLock { $0 = result }
        }
    }

    /// Waits for the end of the work, and returns what it came to.
    ///
    /// - Throws: What the work threw.
    package func result() throws -> Value {
        group.wait()
        guard let result = outcome.withLock({ $0 }) else { preconditionFailure("the work has ended") }
        return try result.get()
    }
}
