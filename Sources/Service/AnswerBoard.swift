import Dispatch
package import Ledger
import Synchronization

/// Where those wait who asked the desk for something: each is woken by the answer to its own request.
package final class AnswerBoard: Sendable {
    private let waiting = Mutex<[Int64: [DispatchSemaphore]]>([:])

    package init() {}

    /// Waits for the answer to a request, until it is there or the time is over.
    ///
    /// - Parameters:
    ///   - request: The number of the request.
    ///   - seconds: The longest time to wait.
    ///   - look: Returns the answer that the ledger has; nil while it has none.
    ///   - begin: Called once nothing can be missed any more: wakes who answers.
    /// - Returns: The answer; nil where there was none in time.
    /// - Throws: What `look` and `begin` do.
    package func answer(
        to request: Int64,
        within seconds: Double,
        look: () throws -> ControlAnswer?,
        begin: () throws -> Void
    ) throws -> ControlAnswer? {
        let bell = DispatchSemaphore(value: 0)
        waiting.withLock { $0[request, default: []].append(bell) }
        defer {
            waiting.withLock { waiting in
                waiting[request]?.removeAll { $0 === bell }
                if waiting[request]?.isEmpty == true { waiting[request] = nil }
            }
        }
        try begin()
        // It may have been answered before anybody listened.
        if let answer = try look() { return answer }
        _ = bell.wait(timeout: .now() + seconds)
        return try look()
    }

    /// Wakes those who wait for the answer to a request, which is in the ledger.
    package func told(_ request: Int64) {
        for bell in waiting.withLock({ $0[request] ?? [] }) { bell.signal() }
    }
}
