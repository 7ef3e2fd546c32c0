import Drops
import Files
import Foundation
import Synchronization

/// Work of the service on a thread of its own: begun, asked to end, and waited for.
protocol Worker: Sendable {
    /// The thread.
    var thread: WorkerThread { get }

    /// Works until the thread is to end.
    func serve()
}

extension Worker {
    /// Begins to serve, once others have ended; one that is asked to end before never does.
    func start(after others: [Self] = []) {
        thread.start(after: others.map(\.thread.ended)) { [self] in serve() }
    }

    /// Asks the worker to end after what it does now.
    func stop() { thread.stop() }

    /// Waits until the worker has ended.
    func join() async { await thread.ended.wait() }

    /// True once the worker has ended.
    var hasEnded: Bool { thread.ended.isSet }

    /// The pulse of the worker, for the watchdog.
    var pulse: Pulse { thread.pulse }
}

/// A thread that waits for changes of a directory, and its orderly end.
final class WorkerThread: Sendable {
    private let name: String
    /// The directory that wakes the thread.
    let watcher: DropWatcher
    let pulse = Pulse()
    private let isStopping = Atomic(false)
    fileprivate let ended = EndedFlag()

    init(name: String, watcher: DropWatcher) {
        self.name = name
        self.watcher = watcher
    }

    /// True once the thread has been asked to end.
    var stops: Bool { isStopping.load(ordering: .acquiring) }

    /// The time between two looks whether others have ended.
    private static let turnMicroseconds: UInt32 = 10_000

    fileprivate func start(after others: [EndedFlag], _ serve: @escaping @Sendable () -> Void) {
        let thread = Thread { [self] in
            // It rests until then: what hangs is known by its own sign of life.
            while !stops, !others.allSatisfy(\.isSet) { usleep(Self.turnMicroseconds) }
            if others.allSatisfy(\.isSet) {
                pulse.isWorkOfThisThread(true)
                serve()
                pulse.isWorkOfThisThread(false)
            }
            ended.set()
        }
        thread.stackSize = Threads.stackSize
        thread.name = name
        thread.start()
    }

    fileprivate func stop() {
        isStopping.store(true, ordering: .releasing)
        watcher.wake()
    }
}

/// An event that happens once, and that many can wait for.
final class EndedFlag: Sendable {
    private let state = Mutex<(ended: Bool, waiting: [CheckedContinuation<Void, Never>])>((false, []))

    func set() {
        let waiting = state.withLock { state in
            defer { state = (true, []) }
            return state.waiting
        }
        waiting.forEach { $0.resume() }
    }

    /// True once it has ended.
    var isSet: Bool { state.withLock { $0.ended } }

    func wait() async {
        await withCheckedContinuation { continuation in
            let isEnded = state.withLock { state in
                if !state.ended { state.waiting.append(continuation) }
                return state.ended
            }
            if isEnded { continuation.resume() }
        }
    }
}
