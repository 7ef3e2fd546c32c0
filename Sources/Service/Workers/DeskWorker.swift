import ConfigurationFiles
import Drops
import Files
import Ledger
import Logging
import ReleaseService
import Statistics
import Synchronization

/// Serves the requests of commands on a thread of its own, and prunes the archive.
final class DeskWorker: Worker {
    private let peil: Peil
    let thread: WorkerThread
    private let isOutdated = Atomic(false)
    /// Whether a drop of that name is still served, though it is configured no longer.
    private let isServed: @Sendable (String) -> Bool

    init(peil: Peil, isServed: @escaping @Sendable (String) -> Bool) throws(MachineFault) {
        self.peil = peil
        self.isServed = isServed
        thread = WorkerThread(
            name: "requests",
            watcher: try DropWatcher(path: peil.configuration.requests, usesInotify: true)
        )
    }

    /// Has the desk look whether releases are outdated, as after a reload.
    func lookForOutdatedReleases() {
        isOutdated.store(true, ordering: .releasing)
        thread.watcher.wake()
    }

    func serve() {
        let desk = ControlDesk(peil: peil)
        var backOff = BackOff()
        var setbacks = Setbacks()
        var file = TroubleFile("the desk", configuration: peil.configuration)
        var wait: Int64 = 0
        var nextPruning: Int64 = 0
        while !thread.stops {
            pulse.rest()
            if wait > 0 { _ = thread.watcher.wait(milliseconds: wait) }
            if thread.stops { break }
            pulse.beat()
            do {
                if isOutdated.exchange(false, ordering: .acquiringAndReleasing) {
                    try peil.requestOutdatedReleases()
                }
                let folder = peil.configuration.requests
                let notes = Durable.names(in: folder)
                try desk.answerAll()
                for note in notes { _ = try? Durable.remove(folder + "/" + note) }
                try publishApproved(&setbacks)
                try makeReleases(&setbacks)
                try finishOrphans(&setbacks)
                let now = Elapsed.milliseconds
                if now >= nextPruning {
                    try Archive(peil: peil).prune()
                    nextPruning = now + 3_600_000
                }
                backOff.succeeded()
                wait = min(
                    thread.watcher.isNotified ? 30_000 : 1000,
                    setbacks.wait(now: now) ?? .max,
                    try untilPublication
                )
            } catch is Interrupted {
                break
            } catch {
                wait = backOff.failed()
                peil.logger.error("requests are in trouble", metadata: ["error": "\(error)"])
            }
            try? file.write(setbacks.all)
        }
        try? file.write([])
        pulse.rest()
    }

    /// Publishes what was approved and whose time has come.
    private func publishApproved(_ setbacks: inout Setbacks) throws {
        for dataset in peil.catalogue.codebooks.keys.sorted() {
            try peil.tellDeliverers(dataset)
            guard try peil.ledger.waitingRelease(dataset: dataset)?.isDue(at: peil.ageing) == true else {
                continue
            }
            try attempt("approved release of \(dataset)", &setbacks) {
                _ = try peil.publishApproved(dataset)
            }
        }
    }

    /// The milliseconds until an approved release is to be published, at least one; the largest number without any.
    private var untilPublication: Int64 {
        get throws {
            try peil.catalogue.codebooks.keys.compactMap { dataset in
                try peil.ledger.waitingRelease(dataset: dataset).flatMap { waiting in
                    waiting.state == .approved
                        ? waiting.decision?.publishAt.map { max(1, $0.milliseconds - peil.ageing) } : nil
                }
            }.min() ?? .max
        }
    }

    /// Makes the releases that are due; one that fails is tried again later, and stops no other.
    private func makeReleases(_ setbacks: inout Setbacks) throws {
        let due = try peil.ledger.datasetsWithPendingRelease()
        for dataset in due where peil.catalogue.codebooks[dataset] != nil {
            try attempt("release of \(dataset)", &setbacks) {
                let pulse = pulse
                _ = try peil.release(dataset, moved: { pulse.beat() })
            }
        }
        setbacks.keep { key in
            !key.hasPrefix("release of ") || due.contains { key == "release of \($0)" }
        }
    }

    /// Finishes what drops left that are configured no longer: their answers are kept in the state.
    private func finishOrphans(_ setbacks: inout Setbacks) throws {
        let orphans = Orphans(peil: peil)
        for delivery in try orphans.deliveries(isServed: isServed) {
            try attempt("delivery \(delivery.id) of a drop that is gone", &setbacks) {
                let pulse = pulse
                _ = try orphans.finish(delivery) { pulse.beat() }
            }
        }
        try attempt("the claims of drops that are gone", &setbacks) {
            try orphans.keepClaims(isServed: isServed)
        }
    }

    /// Does what is due by a key; a failure is noted, unless it is of the ledger, which concerns everything.
    private func attempt(_ key: String, _ setbacks: inout Setbacks, _ body: () throws -> Void) throws {
        guard setbacks.isDue(key, now: Elapsed.milliseconds) else { return }
        do {
            try body()
            setbacks.succeeded(key)
        } catch let error as LedgerError {
            throw error
        } catch let error as Interrupted {
            throw error
        } catch {
            let pause = setbacks.failed(
                key,
                subject: key,
                reason: "\(error)",
                now: Elapsed.milliseconds,
                time: peil.now().milliseconds
            )
            peil.logger.error(
                "what is due cannot be done and will be tried again",
                metadata: ["subject": "\(key)", "error": "\(error)", "again-in-ms": "\(pause)"]
            )
        }
        pulse.beat()
    }
}
