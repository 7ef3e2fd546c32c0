import Files
import Glibc
import Synchronization

/// The sign of life of one worker: at rest, or when its work last moved.
final class Pulse: Sendable {
    /// The moment of the last beat as `Elapsed` counts it; 0 at rest.
    private let last = Atomic<Int64>(0)
    /// The clock of the thread that works.
    private let clock = Atomic<clockid_t>(none)

    /// Notes that work moves.
    func beat(now: Int64 = Elapsed.milliseconds) { last.store(max(1, now), ordering: .relaxed) }

    /// Notes that the current thread does the work from now on, or that none does any more.
    func isWorkOfThisThread(_ works: Bool) {
        var own: clockid_t = -1
        // The clock belongs to the thread, and is not asked any more once it says that it ends.
        let isKnown = unsafe works && pthread_getcpuclockid(pthread_self(), &own) == 0
        clock.store(isKnown ? own : Self.none, ordering: .relaxed)
    }

    /// The time in milliseconds that a processor worked for the thread; 0 where none works.
    var processorMilliseconds: Int64 {
        let clock = clock.load(ordering: .relaxed)
        var time = timespec()
        guard clock != Self.none, unsafe clock_gettime(clock, &time) == 0 else { return 0 }
        return Int64(time.tv_sec) * 1000 + Int64(time.tv_nsec) / 1_000_000
    }

    /// The clock of no thread.
    private static let none: clockid_t = .max

    /// Notes that nothing waits.
    func rest() { last.store(0, ordering: .relaxed) }

    /// The time in milliseconds since work last moved; nil at rest.
    func stillness(now: Int64 = Elapsed.milliseconds) -> Int64? {
        let last = last.load(ordering: .relaxed)
        return last == 0 ? nil : max(0, now - last)
    }
}
