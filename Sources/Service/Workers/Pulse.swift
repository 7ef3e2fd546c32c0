import Synchronization

/// The sign of life of one worker: at rest, or when its work last moved.
final class Pulse: Sendable {
    /// The moment of the last beat in milliseconds since the machine started; 0 at rest.
    private let last = Atomic<Int64>(0)

    /// Notes that work moves.
    func beat(now: Int64 = Elapsed.milliseconds) { last.store(max(1, now), ordering: .relaxed) }

    /// Notes that nothing waits.
    func rest() { last.store(0, ordering: .relaxed) }

    /// The time in milliseconds since work last moved; nil at rest.
    func stillness(now: Int64 = Elapsed.milliseconds) -> Int64? {
        let last = last.load(ordering: .relaxed)
        return last == 0 ? nil : max(0, now - last)
    }
}
