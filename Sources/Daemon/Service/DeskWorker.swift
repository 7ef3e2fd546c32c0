import Drops
import Files
import Foundation
import Glibc
import Ledger
import Logging
import Statistics
import Synchronization

/// Serves the requests of commands on a thread of its own, and tidies the archive.
final class DeskWorker: Sendable {
    private let peil: Peil
    private let watcher: DropWatcher
    private let isStopping = Atomic(false)
    private let ended = EndedFlag()

    init(peil: Peil) throws(MachineFault) {
        self.peil = peil
        watcher = try DropWatcher(path: peil.configuration.requests, usesInotify: true)
    }

    /// Begins to serve.
    func start() {
        let thread = Thread { [self] in
            serve()
            ended.set()
        }
        thread.stackSize = 8 << 20
        thread.name = "requests"
        thread.start()
    }

    /// Asks the worker to end.
    func stop() {
        isStopping.store(true, ordering: .releasing)
        watcher.wake()
    }

    /// Waits until the worker has ended.
    func join() async { await ended.wait() }

    private func serve() {
        let desk = ControlDesk(peil: peil)
        var backOff = BackOff()
        var wait: Int64 = 0
        var nextPruning: Int64 = 0
        while !isStopping.load(ordering: .acquiring) {
            if wait > 0 { _ = watcher.wait(milliseconds: wait) }
            if isStopping.load(ordering: .acquiring) { return }
            do {
                let folder = peil.configuration.requests
                let notes = Durable.names(in: folder)
                try desk.answerAll()
                for note in notes { _ = unsafe unlink(folder + "/" + note) }
                let now = peil.now()
                if now.milliseconds >= nextPruning {
                    try Archive(peil: peil).prune()
                    nextPruning = now.milliseconds + 3_600_000
                }
                backOff.succeeded()
                wait = watcher.isNotified ? 30_000 : 1000
            } catch {
                wait = backOff.failed()
                peil.logger.error("requests are in trouble", metadata: ["error": "\(error)"])
            }
        }
    }
}
