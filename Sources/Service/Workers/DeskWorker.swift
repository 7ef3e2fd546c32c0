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
        let desk = ControlDesk(peil: peil, moved: { [pulse] in pulse.beat() })
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
            peil.metrics.count("peil_rescans_total")
            do {
                if isOutdated.exchange(false, ordering: .acquiringAndReleasing) {
                    try peil.requestOutdatedReleases()
                }
                let folder = peil.configuration.requests
                // One with a hidden name is still being written, and gets its own in a moment.
                let notes = Durable.names(in: folder).filter { !$0.hasPrefix(".") }
                var keys: Set<String> = []
                // Somebody waits for the answers: those that can be given are, whatever failed before.
                try attempt("requests", &setbacks, &keys, isAwaited: true) {
                    try desk.answerAll()
                    for note in notes { _ = try? Durable.remove(folder + "/" + note) }
                }
                try publishApproved(&setbacks, &keys)
                try makeReleases(&setbacks, &keys)
                try tellDeliverers(&setbacks, &keys)
                try finishOrphans(&setbacks, &keys)
                if Elapsed.milliseconds >= nextPruning {
                    try attempt("what is kept too long", &setbacks, &keys) {
                        try Archive(peil: peil).prune()
                        nextPruning = Elapsed.milliseconds + 3_600_000
                    }
                }
                // What is due no longer is not waited for either.
                setbacks.keep(where: keys.contains)
                let now = Elapsed.milliseconds
                backOff.succeeded()
                wait = min(
                    thread.watcher.isNotified ? 30_000 : 1000,
                    setbacks.wait(now: now) ?? .max,
                    try untilPublication(setbacks)
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
    private func publishApproved(_ setbacks: inout Setbacks, _ keys: inout Set<String>) throws {
        for dataset in peil.catalogue.codebooks.keys.sorted() {
            guard try peil.ledger.waitingRelease(dataset: dataset)?.isDue(at: peil.present) == true else {
                continue
            }
            try attempt(Self.key(ofApproved: dataset), &setbacks, &keys) {
                _ = try peil.publishApproved(dataset, moved: { [pulse] in pulse.beat() })
            }
        }
    }

    private static func key(ofApproved dataset: String) -> String { "approved release of \(dataset)" }

    /// The milliseconds until an approved release is to be published, at least 20; the largest number without any.
    ///
    /// One that was tried and failed has its own pause, which its moment must not cut short.
    private func untilPublication(_ setbacks: Setbacks) throws -> Int64 {
        try peil.catalogue.codebooks.keys.compactMap { dataset in
            if setbacks.has(Self.key(ofApproved: dataset)) { return nil }
            return try peil.ledger.waitingRelease(dataset: dataset).flatMap { waiting in
                waiting.state == .approved
                    ? waiting.decision?.publishAt.map { max(20, $0.milliseconds - peil.present) } : nil
            }
        }.min() ?? .max
    }

    /// Writes receipts anew that could not be written when what they tell of changed.
    private func tellDeliverers(_ setbacks: inout Setbacks, _ keys: inout Set<String>) throws {
        for dataset in peil.catalogue.codebooks.keys.sorted()
        where try !peil.ledger.outdatedReceipts(dataset: dataset).isEmpty {
            try attempt("receipts of \(dataset)", &setbacks, &keys) { [pulse] in
                try peil.tellDeliverers(dataset, moved: { pulse.beat() })
            }
        }
    }

    /// Makes the releases that are due; one that fails is tried again later, and stops no other.
    ///
    /// One that is held back is not tried again until something changes.
    private func makeReleases(_ setbacks: inout Setbacks, _ keys: inout Set<String>) throws {
        let due = try peil.ledger.datasetsWithPendingRelease()
        for dataset in due where peil.catalogue.codebooks[dataset] != nil {
            try attempt("release of \(dataset)", &setbacks, &keys) {
                let pulse = pulse
                try peil.releaseUnlessHeldBack(dataset, moved: { pulse.beat() })
            }
        }
    }

    /// Finishes what drops left that are configured no longer: their answers are kept in the state.
    private func finishOrphans(_ setbacks: inout Setbacks, _ keys: inout Set<String>) throws {
        let orphans = Orphans(peil: peil)
        for delivery in try orphans.deliveries(isServed: isServed) {
            try attempt("delivery \(delivery.id) of a drop that is gone", &setbacks, &keys) {
                let pulse = pulse
                _ = try orphans.finish(delivery) { pulse.beat() }
            }
        }
        try attempt("the claims of drops that are gone", &setbacks, &keys) {
            try orphans.keepClaims(isServed: isServed)
        }
    }

    /// Does what is due by a key; a failure is noted, unless it is of the ledger, which concerns everything.
    private func attempt(
        _ key: String,
        _ setbacks: inout Setbacks,
        _ keys: inout Set<String>,
        isAwaited: Bool = false,
        _ body: () throws -> Void
    ) throws {
        keys.insert(key)
        guard isAwaited || setbacks.isDue(key, now: Elapsed.milliseconds) else { return }
        do {
            try body()
            setbacks.succeeded(key)
        } catch {
            try throwUnlessAlone(error)
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
