import Configuration
import Glibc
import Ledger
import Logging
import ServiceLifecycle
import Statistics
import Synchronization
import Telemetry
import UnixSignals

/// The daemon: a worker for each drop, a desk for requests, and a word to the service manager.
struct Daemon: Service {
    let peil: Peil
    let notifier: ServiceNotifier
    /// Reads configuration and catalogue anew, checked whole.
    let reload: @Sendable () throws -> (Configuration, Catalogue)

    func run() async throws {
        try peil.requestOutdatedReleases()
        for dataset in try peil.ledger.datasetsWithPendingRelease() { try releaseIfKnown(dataset) }
        let crew = Crew(peil: peil)
        try crew.adjust()
        let desk = try DeskWorker(peil: peil)
        desk.start()
        notifier.ready(status: status)
        peil.logger.notice("serving", metadata: ["drops": "\(peil.configuration.drops.count)"])

        await withGracefulShutdownHandler {
            await withTaskGroup(of: Void.self) { group in
                group.addTask { await self.hearReloads(crew) }
                group.addTask { await self.reportHealth() }
                // Both end with the graceful shutdown.
                await group.waitForAll()
            }
        } onGracefulShutdown: {
            notifier.stopping()
            crew.stop()
            desk.stop()
        }
        await crew.join()
        await desk.join()
        peil.logger.notice("stopped")
    }

    private func releaseIfKnown(_ dataset: String) throws {
        guard peil.catalogue.codebooks[dataset] != nil else { return }
        try peil.release(dataset)
    }

    private func hearReloads(_ crew: Crew) async {
        let signals = await UnixSignalsSequence(trapping: .sighup).cancelOnGracefulShutdown()
        for await _ in signals {
            notifier.reloading()
            do {
                let (configuration, catalogue) = try reload()
                peil.replaceKnowledge(configuration, catalogue)
                try crew.adjust()
                try peil.requestOutdatedReleases()
                for dataset in try peil.ledger.datasetsWithPendingRelease() { try releaseIfKnown(dataset) }
                peil.logger.notice("reloaded")
            } catch {
                peil.logger.error(
                    "not reloaded, the old configuration stays",
                    metadata: ["error": "\(error)"]
                )
            }
            notifier.ready(status: status)
        }
    }

    private func reportHealth() async {
        let interval = notifier.watchdogInterval.map { Duration.microseconds(Int64($0 / 2)) } ?? .seconds(30)
        await cancelWhenGracefulShutdown {
            while !Task.isCancelled {
                notifier.alive()
                notifier.status(status)
                try? await Task.sleep(for: interval)
            }
        }
    }

    private var status: String {
        let open = (try? peil.ledger.unfinishedDeliveries().count) ?? 0
        return "\(peil.configuration.drops.count) drops, \(open) deliveries in hand"
    }
}

/// The workers of all drops.
final class Crew: Sendable {
    private let peil: Peil
    private let workers = Mutex<[DropWorker]>([])
    private let retired = Mutex<[DropWorker]>([])

    init(peil: Peil) { self.peil = peil }

    /// Starts workers for drops that are new or changed, and stops those whose drop is gone or changed.
    func adjust() throws {
        let drops = peil.configuration.drops
        let stopped = workers.withLock { workers in
            let old = workers.filter { !drops.contains($0.drop) }
            workers.removeAll { !drops.contains($0.drop) }
            return old
        }
        stopped.forEach { $0.stop() }
        retired.withLock { $0 += stopped }
        let running = workers.withLock { $0.map(\.drop) }
        for drop in drops where !running.contains(drop) {
            let worker = try DropWorker(drop: drop, peil: peil)
            worker.start()
            workers.withLock { $0.append(worker) }
        }
    }

    /// Asks every worker to end after the delivery it is at.
    func stop() { workers.withLock { $0 }.forEach { $0.stop() } }

    /// Waits until every worker has ended.
    func join() async {
        for worker in workers.withLock({ $0 }) + retired.withLock({ $0 }) { await worker.join() }
    }
}
