import Dispatch
import Synchronization

/// A queue of a few batches, from the thread that parses to the one that builds the table.
///
/// Its capacity is small, so that memory stays small whichever thread is slower; emptied batches are reused.
final class AtomQueue: Sendable {
    private struct State: Sendable {
        var filled: [AtomBatch] = []
        var emptied: [AtomBatch] = []
        var isAbandoned = false
    }

    private let state = Mutex(State())
    private let room = DispatchSemaphore(value: 0)
    private let items = DispatchSemaphore(value: 0)

    /// Creates a queue of at most `capacity` batches.
    init(capacity: Int = 4) {
        for _ in 0..<capacity { room.signal() }
    }

    /// Puts a batch into the queue, waiting for room, and leaves an empty one in its place.
    ///
    /// - Returns: False if no more are wanted.
    func put(_ batch: inout AtomBatch) -> Bool {
        room.wait()
        let full = batch
        batch = AtomBatch()
        let (empty, isAbandoned) = state.withLock { state in
            state.filled.append(full)
            return (state.emptied.popLast(), state.isAbandoned)
        }
        if let empty { batch = empty }
        items.signal()
        return !isAbandoned
    }

    /// Ends the queue: no batch follows.
    func close() { items.signal() }

    /// Takes the next batch, waiting for it; nil at the end.
    func take() -> AtomBatch? {
        items.wait()
        return state.withLock { $0.filled.isEmpty ? nil : $0.filled.removeFirst() }
    }

    /// Returns a taken batch for reuse.
    func giveBack(_ batch: consuming AtomBatch) {
        batch.clear()
        let empty = batch
        state.withLock { $0.emptied.append(empty) }
        room.signal()
    }

    /// Refuses further batches, and waits until no more come.
    func abandon() {
        state.withLock { $0.isAbandoned = true }
        while let batch = take() { giveBack(batch) }
    }
}
