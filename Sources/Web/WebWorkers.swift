import Dispatch

/// Threads that may wait for files and the ledger, so few that the daemon keeps its cores.
final class WebWorkers: Sendable {
    private let queues: [DispatchQueue]
    private let next = Turn()

    init(_ count: Int) {
        queues = (0..<max(1, count)).map { DispatchQueue(label: "peil.web.\($0)") }
    }

    /// Runs a body on one of the threads.
    func run<Value: Sendable>(_ body: @escaping @Sendable () throws -> Value) async throws -> Value {
        let queue = queues[next.take() % queues.count]
        return try await withCheckedThrowingContinuation { waiting in
            queue.async { waiting.resume(with: Result { try body() }) }
        }
    }
}
