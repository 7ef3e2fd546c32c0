import Dispatch
import Synchronization

/// Threads that may wait for files and the ledger, so few that the daemon keeps its cores.
///
/// Whichever is free takes what came first: work that lasts keeps its own thread, and nobody who came after stands behind
/// it while another is free. There are as many as were asked for however few processors there are: a serial queue has a
/// thread of its own, where the threads that concurrent queues share are no more than the processors.
final class WebWorkers: Sendable {
    private typealias Work = @Sendable () -> Void

    private struct State {
        /// The queues that nobody works on.
        var free: [DispatchQueue]
        /// Work that came while none was free, in its order: at most one of each connection.
        var waiting: [Work] = []
    }

    private let state: Mutex<State>

    init(_ count: Int, name: String) {
        let queues = (0..<max(1, count)).map { DispatchQueue(label: "peil.web.\(name).\($0)") }
        state = Mutex(State(free: queues))
    }

    /// Runs a body on one of the threads.
    func run<Value: Sendable>(_ body: @escaping @Sendable () throws -> Value) async throws -> Value {
        try await withCheckedThrowingContinuation { waiting in
            begin { waiting.resume(with: Result { try body() }) }
        }
    }

    /// Has a free queue do a work, and what waits after it; the work waits where there is none.
    private func begin(_ work: @escaping Work) {
        let queue = state.withLock { state -> DispatchQueue? in
            if let queue = state.free.popLast() { return queue }
            state.waiting.append(work)
            return nil
        }
        guard let queue else { return }
        queue.async {
            var next: Work? = work
            while let work = next {
                work()
                next = self.following(on: queue)
            }
        }
    }

    /// Longest waiting work; nil where nothing waits, and then the queue is free.
    private func following(on queue: DispatchQueue) -> Work? {
        state.withLock { state in
            guard state.waiting.isEmpty else { return state.waiting.removeFirst() }
            state.free.append(queue)
            return nil
        }
    }
}
