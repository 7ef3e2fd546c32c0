import ConfigurationFiles
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
/// Reading a file may block as long as a broken file server does; on its own thread it delays its own drop
/// only.
final class DropWorker: Sendable {
    let drop: Configuration.Drop
    private let peil: Peil
    private let watcher: DropWatcher
    private let round: DropRound
    /// Whether work moves here.
    let pulse = Pulse()
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
        round = try DropRound(Intake(peil: peil, drop: drop))
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

    /// Asks the worker to end after its current delivery.
    func stop() {
        isStopping.store(true, ordering: .releasing)
        watcher.wake()
    }

    /// Waits until the worker has ended.
    func join() async { await ended.wait() }

    /// True once the worker has ended.
    var hasEnded: Bool { ended.isSet }

    private var stops: Bool { isStopping.load(ordering: .acquiring) }

    private func serve() {
        var round = round
        round.moved = { [pulse] in pulse.beat() }
        var file = TroubleFile(drop.name, configuration: peil.configuration)
        var trouble: (backOff: BackOff, since: Int64)?
        var wait: Int64 = 0
        while !stops {
            pulse.rest()
            round.note(watch(for: wait))
            if stops { break }
            pulse.beat()
            var setbacks: [Setbacks.Setback] = []
            do {
                let outcome = try round.look(until: { stops })
                trouble = nil
                wait = min(outcome.lookAgainIn ?? .max, pause)
            } catch is Interrupted {
                break
            } catch {
                let now = peil.now().milliseconds
                var (backOff, since) = trouble ?? (BackOff(), now)
                wait = backOff.failed()
                trouble = (backOff, since)
                setbacks.append(
                    .init(subject: "the drop", since: since, reason: "\(error)", failures: backOff.failures)
                )
                // The descriptions of our errors contain operations and paths, never content.
                peil.logger.error(
                    "drop is in trouble and will be tried again",
                    metadata: ["drop": "\(drop.name)", "error": "\(error)", "again-in-ms": "\(wait)"]
                )
            }
            // What cannot be told now is told with the next change.
            try? file.write(setbacks + round.setbacks.all)
        }
        try? file.write([])
        pulse.rest()
    }

    /// Waits for a change, and watches the directory anew where it was replaced or mounted meanwhile.
    private func watch(for milliseconds: Int64) -> DropWatcher.Wake {
        let end = Elapsed.milliseconds + milliseconds
        var wake = DropWatcher.Wake()
        while true {
            // A mount over the directory is no event of what lies below it.
            let left = max(0, end - Elapsed.milliseconds)
            let next = watcher.wait(milliseconds: min(left, Self.identityInterval))
            wake.renamed += next.renamed
            wake.written += next.written
            if next.lost || watcher.isElsewhere {
                if watcher.watchAnew() {
                    peil.logger.notice("drop is watched anew", metadata: ["drop": "\(drop.name)"])
                }
                return wake
            }
            if stops || next != DropWatcher.Wake() || left <= Self.identityInterval { return wake }
            if watcher.wasWoken { return wake }
        }
    }

    /// The time in milliseconds between two looks at what the path of the drop leads to.
    private static let identityInterval: Int64 = 1000

    /// The longest time between two looks.
    private var pause: Int64 {
        watcher.isNotified ? peil.configuration.rescan : min(2000, peil.configuration.rescan)
    }
}

/// Growing waits while the machine keeps failing.
struct BackOff: Hashable, Sendable {
    private(set) var failures = 0

    /// Returns the wait after one more failure, in milliseconds: from one second to one minute.
    mutating func failed() -> Int64 {
        failures += 1
        return min(60_000, 1000 << Int64(min(failures - 1, 6)))
    }

    /// Notes that the machine works again.
    mutating func succeeded() { failures = 0 }
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
