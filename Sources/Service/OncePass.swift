import ConfigurationFiles
import Files
import Glibc
package import Ledger
import Logging
package import Telemetry

/// One pass over all that waits, as `peil once` makes it: what the machine keeps from being done stops nothing else.
package struct OncePass {
    private let peil: Peil
    /// Hears that work moved.
    private let moved: @Sendable () -> Void
    /// Hears how long a drop waits for files that are still being written, in milliseconds, and waits.
    private let wait: (_ drop: String, _ milliseconds: Int64) -> Void

    /// The deliveries that were finished.
    package private(set) var finished: [Delivery] = []
    /// The receipts of files that were only checked.
    package private(set) var checked: [Receipt] = []
    /// Pieces of work that could not be brought to an end.
    package private(set) var stuck: [Setbacks.Setback] = []

    /// Prepares a pass.
    package init(
        peil: Peil,
        moved: @escaping @Sendable () -> Void,
        wait: @escaping (_ drop: String, _ milliseconds: Int64) -> Void
    ) {
        self.peil = peil
        self.moved = moved
        self.wait = wait
    }

    /// Carries out requests, handles the files of every drop, and publishes what is due.
    ///
    /// A release that waits for somebody or for its moment is not waited for.
    /// - Throws: Where the ledger cannot be used.
    package mutating func run() async throws {
        try peil.beginAnnouncing()
        try peil.requestOutdatedReleases()
        try attempt("requests of commands") { try ControlDesk(peil: $0.peil).answerAll() }
        for drop in peil.configuration.drops { try attempt("drop \(drop.name)") { try $0.handle(drop) } }
        try finishOrphans()
        let pending = try peil.ledger.datasetsWithPendingRelease()
        for dataset in peil.catalogue.codebooks.keys.sorted() {
            try attempt("release of \(dataset)") {
                // What is due is published first, and what follows is made after it.
                try $0.peil.publishApproved(dataset)
                if pending.contains(dataset) { try $0.peil.releaseUnlessHeldBack(dataset) }
                try $0.peil.tellDeliverers(dataset)
            }
        }
        await peil.announceOnce()
        try Archive(peil: peil).prune()
    }

    /// Brings what drops left that are configured no longer to its end: no worker serves any drop now.
    private mutating func finishOrphans() throws {
        let orphans = Orphans(peil: peil)
        for delivery in try orphans.deliveries() {
            try attempt("delivery \(delivery.id) of a drop that is gone") {
                $0.finished.append(try orphans.finish(delivery, moved: $0.moved))
            }
        }
        try attempt("the claims of drops that are gone") { _ in try orphans.keepClaims() }
    }

    private mutating func attempt(_ subject: String, _ body: (inout Self) throws -> Void) throws {
        do {
            try body(&self)
        } catch {
            try throwUnlessAlone(error)
            let now = peil.now().milliseconds
            stuck.append(Setbacks.Setback(subject: subject, since: now, reason: "\(error)", failures: 1))
        }
    }

    private mutating func handle(_ drop: Configuration.Drop) throws {
        var round = try DropRound(Intake(peil: peil, drop: drop))
        round.moved = moved
        while true {
            let outcome = try round.look()
            moved()
            finished += outcome.finished
            checked += outcome.checked
            guard !outcome.hasTaken else { continue }
            // What failed is left to the next run: only files that settle are waited for.
            guard let again = outcome.settlesIn else {
                stuck += round.setbacks.all
                return
            }
            wait(drop.name, min(again, 1000))
        }
    }
}
