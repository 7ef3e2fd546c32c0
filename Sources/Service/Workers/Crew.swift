import ConfigurationFiles
import Files
import Ledger
import Logging
import Synchronization

/// The workers of all drops.
final class Crew: Sendable {
    private let peil: Peil
    private let workers = Mutex<[DropWorker]>([])
    private let retired = Mutex<[DropWorker]>([])

    init(peil: Peil) { self.peil = peil }

    /// Workers for another configuration that are made but not started yet, so that all that can fail has not.
    struct Prepared: Sendable {
        fileprivate let drops: [Configuration.Drop]
        fileprivate let new: [DropWorker]
    }

    /// Makes the workers of drops that are new or changed; nothing is stopped or started.
    func prepare(for configuration: Configuration) throws -> Prepared {
        let running = workers.withLock { $0.map(\.drop) }
        return Prepared(
            drops: configuration.drops,
            new: try configuration.drops.filter { !running.contains($0) }
                .map { try DropWorker(drop: $0, peil: peil) }
        )
    }

    /// Starts workers that were prepared, and stops those whose drop is gone or changed.
    func adjust(_ prepared: Prepared) {
        let stopped = workers.withLock { workers in
            let old = workers.filter { !prepared.drops.contains($0.drop) }
            workers.removeAll { !prepared.drops.contains($0.drop) }
            workers += prepared.new
            return old
        }
        stopped.forEach { $0.stop() }
        // A worker that has ended is let go of, and its watcher with it.
        let ending = retired.withLock { retired in
            retired.removeAll(where: \.hasEnded)
            retired += stopped
            return retired
        }
        for worker in prepared.new {
            let before = ending.filter { $0.drop.name == worker.drop.name }
            guard !before.isEmpty else {
                worker.start()
                continue
            }
            // Two that serve one drop would take the same claims.
            Task {
                for old in before { await old.join() }
                worker.start()
            }
        }
    }

    /// Lets go of the workers that have ended since their drop left or changed.
    func forgetEnded() { retired.withLock { $0.removeAll(where: \.hasEnded) } }

    /// True where a drop of that name is served, also by a worker that comes to its end.
    func isServing(_ drop: String) -> Bool {
        workers.withLock { $0.contains { $0.drop.name == drop } }
            || retired.withLock { $0.contains { $0.drop.name == drop && !$0.hasEnded } }
    }

    /// The signs of life of every worker.
    var pulses: [Pulse] {
        workers.withLock { $0.map(\.pulse) } + retired.withLock { $0.map(\.pulse) }
    }

    /// The drop of the worker with a sign of life; nil where it is none of this crew.
    func drop(of pulse: Pulse) -> String? {
        let all = workers.withLock(\.self) + retired.withLock(\.self)
        return all.first { $0.pulse === pulse }?.drop.name
    }

    /// Asks every worker to end after the delivery it is at.
    func stop() { workers.withLock { $0 }.forEach { $0.stop() } }

    /// Waits until every worker has ended.
    func join() async {
        for worker in workers.withLock({ $0 }) + retired.withLock({ $0 }) { await worker.join() }
    }
}
