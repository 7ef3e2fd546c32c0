import Foundation

/// Threads that may wait for files and the ledger, so few that the daemon keeps its cores.
///
/// Whichever is free takes what came first: work that lasts keeps its own thread, and nobody who came after stands behind
/// it while another is free.
final class WebWorkers: Sendable {
    private let queue = OperationQueue()

    init(_ count: Int, name: String) {
        queue.name = "peil.web.\(name)"
        queue.maxConcurrentOperationCount = max(1, count)
    }

    /// Runs a body on one of the threads.
    func run<Value: Sendable>(_ body: @escaping @Sendable () throws -> Value) async throws -> Value {
        try await withCheckedThrowingContinuation { waiting in
            queue.addOperation { waiting.resume(with: Result { try body() }) }
        }
    }
}
