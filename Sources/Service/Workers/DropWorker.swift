import ConfigurationFiles
import Drops
import Files
import Ledger
import Logging
import Statistics

/// Serves one drop on a thread of its own: waits, claims, and takes each delivery to its end, in order.
///
/// Reading a file may block as long as a broken file server does; on its own thread it delays its own drop
/// only.
final class DropWorker: Worker {
    let drop: Configuration.Drop
    private let peil: Peil
    let thread: WorkerThread
    private let round: DropRound

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
        thread = WorkerThread(
            name: "drop \(drop.name)",
            watcher: try DropWatcher(path: drop.path, usesInotify: usesInotify)
        )
        round = try DropRound(Intake(peil: peil, drop: drop))
    }

    func serve() {
        var round = round
        round.moved = { [pulse] in pulse.beat() }
        var file = TroubleFile(drop.name, configuration: peil.configuration)
        var trouble: (backOff: BackOff, since: Int64)?
        var wait: Int64 = 0
        while !thread.stops {
            pulse.rest()
            round.note(watch(for: wait))
            if thread.stops { break }
            pulse.beat()
            var setbacks: [Setbacks.Setback] = []
            peil.metrics.count("peil_rescans_total")
            do {
                let outcome = try round.look(until: { thread.stops })
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
            let next = thread.watcher.wait(milliseconds: min(left, Self.identityInterval))
            wake.renamed += next.renamed
            wake.written += next.written
            if next.lost { peil.metrics.count("peil_overflows_total") }
            if next.lost || thread.watcher.isElsewhere {
                if thread.watcher.watchAnew() {
                    peil.logger.notice("drop is watched anew", metadata: ["drop": "\(drop.name)"])
                }
                return wake
            }
            if thread.stops || next != DropWatcher.Wake() || left <= Self.identityInterval { return wake }
            if thread.watcher.wasWoken { return wake }
        }
    }

    /// The time in milliseconds between two looks at what the path of the drop leads to.
    private static let identityInterval: Int64 = 1000

    /// The longest time between two looks.
    private var pause: Int64 {
        thread.watcher.isNotified ? peil.configuration.rescan : min(2000, peil.configuration.rescan)
    }
}
