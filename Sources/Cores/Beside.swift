import Dispatch
import Synchronization

/// Work on another thread, concurrent with the current one.
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

    /// Waits for the end of the work, and returns its result.
    ///
    /// - Throws: The error of the work.
    package func result() throws -> Value {
        group.wait()
        guard let result = outcome.withLock({ $0 }) else { preconditionFailure("the work has ended") }
        return try result.get()
    }
}
