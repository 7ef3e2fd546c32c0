import Configuration
import Drops
import Files
import Foundation
import Glibc
import Ledger
import Logging
import Statistics
import Synchronization

/// Serves one drop on a thread of its own: waits, claims, and takes each delivery to its end, in order.
///
/// Reading a file may block for as long as a broken file server likes; on its own thread it holds up
/// nobody but its own drop.
final class DropWorker: Sendable {
    let drop: Configuration.Drop
    private let peil: Peil
    private let watcher: DropWatcher
    private let isStopping = Atomic(false)
    private let ended = EndedFlag()

    /// Prepares to serve a drop.
    init(drop: Configuration.Drop, peil: Peil) throws(MachineFault) {
        self.drop = drop
        self.peil = peil
        let usesInotify =
            switch drop.watch {
            case .inotify: true
            case .poll: false
            case .auto: FileSystemKind(of: drop.path) == .local
            }
        watcher = try DropWatcher(path: drop.path, usesInotify: usesInotify)
        try Durable.createDirectory(peil.configuration.spool + "/" + drop.name, mode: 0o700)
    }

    /// Begins to serve.
    func start() {
        let thread = Thread { [self] in
            serve()
            ended.set()
        }
        thread.stackSize = 8 << 20
        thread.name = "drop \(drop.name)"
        thread.start()
    }

    /// Asks the worker to end after the delivery it is at.
    func stop() {
        isStopping.store(true, ordering: .releasing)
        watcher.wake()
    }

    /// Waits until the worker has ended.
    func join() async { await ended.wait() }

    private var stops: Bool { isStopping.load(ordering: .acquiring) }

    private func serve() {
        var settling = DropSettling(settle: drop.settle)
        let intake = Intake(peil: peil, drop: drop)
        var backOff = BackOff()
        var wait: Int64 = 0
        var firstLook = true
        while !stops {
            let wake = watcher.wait(milliseconds: wait)
            if stops { return }
            wake.written.forEach { settling.noteWritten($0) }
            wake.renamed.forEach { settling.noteRenamed($0) }
            do {
                try intake.finishOpen(until: { stops })
                let entries = try DropDirectory(path: drop.path, settle: drop.settle).entries()
                let (ready, again) = settling.ready(
                    entries,
                    now: peil.now().milliseconds,
                    trustTimes: firstLook
                )
                firstLook = false
                for entry in ready {
                    if stops { return }
                    try intake.take(entry.name)
                }
                backOff.succeeded()
                wait = min(again ?? .max, pause)
            } catch {
                wait = backOff.failed()
                // The descriptions of our errors hold operations and paths, never content.
                peil.logger.error(
                    "drop is in trouble and will be tried again",
                    metadata: ["drop": "\(drop.name)", "error": "\(error)", "again-in-ms": "\(wait)"]
                )
            }
        }
    }

    /// The longest time without a look.
    private var pause: Int64 {
        watcher.isNotified ? peil.configuration.rescan : min(2000, peil.configuration.rescan)
    }
}

/// Waits that grow while the machine keeps failing.
struct BackOff: Hashable, Sendable {
    private var failures = 0

    /// Returns how long to wait after one more failure, in milliseconds: from one second to one minute.
    mutating func failed() -> Int64 {
        failures += 1
        return min(60_000, 1000 << Int64(min(failures - 1, 6)))
    }

    /// The machine works again.
    mutating func succeeded() { failures = 0 }
}

/// Something that ends once, and that many can wait for.
final class EndedFlag: Sendable {
    private let state = Mutex<(ended: Bool, waiting: [CheckedContinuation<Void, Never>])>((false, []))

    func set() {
        let waiting = state.withLock { state in
            defer { state = (true, []) }
            return state.waiting
        }
        waiting.forEach { $0.resume() }
    }

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
