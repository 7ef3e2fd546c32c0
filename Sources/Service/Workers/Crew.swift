import ConfigurationFiles
import Files
import Ledger
import Logging
import Synchronization

/// The workers of all drops.
final class Crew: Sendable {
    private let peil: Peil
    /// The workers of the drops that are configured, and those that come to their end: a worker is always among one of them.
    private let workers = Mutex<(serving: [DropWorker], retired: [DropWorker])>(([], []))

    init(peil: Peil) { self.peil = peil }

    /// Workers for another configuration that are made but not started yet, so that all that can fail has not.
    struct Prepared: Sendable {
        fileprivate let drops: [Configuration.Drop]
        fileprivate let new: [DropWorker]
    }

    /// Makes the workers of drops that are new or changed; nothing is stopped or started.
    func prepare(for configuration: Configuration) throws -> Prepared {
        let running = workers.withLock { $0.serving.map(\.drop) }
        return Prepared(
            drops: configuration.drops,
            new: try configuration.drops.filter { !running.contains($0) }
                .map { try DropWorker(drop: $0, peil: peil) }
        )
    }

    /// Starts workers that were prepared, and stops those whose drop is gone or changed.
    func adjust(_ prepared: Prepared) {
        let ending = workers.withLock { workers in
            let old = workers.serving.filter { !prepared.drops.contains($0.drop) }
            workers.serving.removeAll { !prepared.drops.contains($0.drop) }
            workers.serving += prepared.new
            // A worker that has ended is let go of, and its watcher with it.
            workers.retired.removeAll(where: \.hasEnded)
            workers.retired += old
            return workers.retired
        }
        ending.forEach { $0.stop() }
        for worker in prepared.new {
            // Two that serve one drop would take the same claims.
            worker.start(after: ending.filter { $0.drop.name == worker.drop.name })
        }
    }

    /// Lets go of the workers that have ended since their drop left or changed.
    func forgetEnded() { workers.withLock { $0.retired.removeAll(where: \.hasEnded) } }

    /// True where a drop of that name is served, also by a worker that comes to its end.
    func isServing(_ drop: String) -> Bool {
        workers.withLock { workers in
            workers.serving.contains { $0.drop.name == drop }
                || workers.retired.contains { $0.drop.name == drop && !$0.hasEnded }
        }
    }

    /// The signs of life of every worker.
    var pulses: [Pulse] { all.map(\.pulse) }

    /// The drop of the worker with a sign of life; nil where it is none of this crew.
    func drop(of pulse: Pulse) -> String? { all.first { $0.pulse === pulse }?.drop.name }

    /// Asks every worker to end after the delivery it is at.
    func stop() { all.forEach { $0.stop() } }

    /// Waits until every worker has ended.
    func join() async { for worker in all { await worker.join() } }

    private var all: [DropWorker] { workers.withLock { $0.serving + $0.retired } }
}
