import ConfigurationFiles
package import Drops
package import Files
package import Ledger
import Logging
import Statistics
import SystemPackage
package import Telemetry

/// Looks at a drop and brings each delivery as far as it will go; one that fails is tried again later.
package struct DropRound {
    private(set) var intake: Intake
    package private(set) var setbacks = Setbacks()
    private var settling: DropSettling
    private var answered: AnsweredEntries
    private var firstLook = true
    private let knowsWriters: Bool
    /// Called after every step, so that who watches over the process knows that work moves.
    package var moved: @Sendable () -> Void = {} {
        didSet { intake.moved = moved }
    }

    /// Prepares to look at a drop.
    package init(_ intake: Intake) throws(MachineFault) {
        self.intake = intake
        settling = DropSettling(settle: intake.drop.settle)
        try Durable.createDirectory(intake.spool, mode: 0o700)
        answered = AnsweredEntries(spool: intake.spool)
        knowsWriters = FileSystemKind(of: intake.drop.path) == .local
    }

    /// Notes what a watcher saw.
    package mutating func note(_ wake: DropWatcher.Wake) {
        wake.written.forEach { settling.noteWritten($0) }
        wake.renamed.forEach { settling.noteRenamed($0) }
    }

    /// The result of a look.
    package struct Outcome {
        /// The deliveries that were finished.
        package var finished: [Delivery] = []
        /// The receipts of files that were only checked.
        package var checked: [Receipt] = []
        /// The time until a file that settles, or one that failed, is looked at again; nil without any.
        package var lookAgainIn: Int64?
        /// The time until a file that settles is looked at again; nil without any.
        package var settlesIn: Int64?
        /// True where a file was taken.
        package var hasTaken = false
    }

    /// Finishes what is open, and takes what is complete, until `stops` says otherwise.
    ///
    /// - Throws: What concerns the whole drop: it cannot be listed, or the ledger cannot be used.
    package mutating func look(until stops: () -> Bool = { false }) throws -> Outcome {
        var outcome = Outcome()
        for fault in try intake.recordClaims() {
            note(fault, of: "copy \(fault.path)", subject: Durable.name(of: fault.path))
        }
        for delivery in try intake.unfinished() {
            if stops() { return outcome }
            try finish(delivery, &outcome)
        }
        try DropTidying(peil: intake.peil, drop: intake.drop).tidyIfAsked()
        try checkWaiting(&outcome, until: stops)
        let entries = try intake.directory.entries(knowsWriters: knowsWriters)
        try answered.keep(only: entries)
        let (ready, again) = settling.ready(
            entries.filter { !answered.contains($0) },
            now: Elapsed.milliseconds,
            wallClock: firstLook ? intake.peil.now().milliseconds : nil
        )
        firstLook = false
        for entry in ready {
            if stops() { return outcome }
            try take(entry, &outcome)
        }
        try checkWaiting(&outcome, until: stops)
        let open = Set(try intake.unfinished().map { "delivery \($0.id)" })
        let present = Set(entries.map { "file \($0.identity)" })
        let checks = Set(try intake.waitingChecks().map { "check \($0.ticket)" })
        setbacks.keep {
            open.contains($0) || checks.contains($0) || present.contains($0) || $0.hasPrefix("copy ")
        }
        outcome.settlesIn = again
        outcome.lookAgainIn = [again, setbacks.wait(now: Elapsed.milliseconds)].compactMap(\.self).min()
        return outcome
    }

    private mutating func take(_ entry: DropDirectory.Entry, _ outcome: inout Outcome) throws {
        let key = "file \(entry.identity)"
        guard setbacks.isDue(key, now: Elapsed.milliseconds) else { return }
        let delivery: Delivery
        do {
            if intake.drop.checksOnly {
                guard try intake.takeToCheck(entry) else { return }
                if entry.kind == .directory || !entry.isReadable { try answered.add(entry) }
                outcome.hasTaken = true
                setbacks.succeeded(key)
                return moved()
            }
            guard let taken = try intake.take(entry) else { return }
            if entry.kind == .directory || !entry.isReadable { try answered.add(entry) }
            delivery = taken
        } catch {
            try throwUnlessAlone(error)
            return note(error, of: key, subject: entry.label)
        }
        moved()
        outcome.hasTaken = true
        setbacks.succeeded(key)
        try finish(delivery, &outcome)
    }

    private mutating func finish(_ delivery: Delivery, _ outcome: inout Outcome) throws {
        let key = "delivery \(delivery.id)"
        guard setbacks.isDue(key, now: Elapsed.milliseconds) else { return }
        do {
            outcome.finished.append(try DeliveryProcess(peil: intake.peil, moved: moved).run(delivery.id))
            setbacks.succeeded(key)
        } catch {
            try throwUnlessAlone(error)
            note(error, of: key, subject: "\(key), \(delivery.claim.file)")
        }
        moved()
    }

    /// Checks what waits in the spool and becomes no delivery.
    private mutating func checkWaiting(_ outcome: inout Outcome, until stops: () -> Bool) throws {
        for var entry in try intake.waitingChecks() {
            if stops() { return }
            let key = "check \(entry.ticket)"
            guard setbacks.isDue(key, now: Elapsed.milliseconds) else { continue }
            entry.moved = moved
            do {
                outcome.checked.append(try entry.run())
                setbacks.succeeded(key)
            } catch {
                try throwUnlessAlone(error)
                note(error, of: key, subject: "the check of \(entry.name)")
            }
            moved()
        }
    }

    /// Notes a failure of one delivery or file, which is tried again beside the others.
    private mutating func note(_ error: any Error, of key: String, subject: String) {
        intake.peil.metrics.count("peil_retries_total", [("drop", intake.drop.name)])
        let pause = setbacks.failed(
            key,
            subject: printable(subject),
            reason: "\(error)",
            now: Elapsed.milliseconds,
            time: intake.peil.now().milliseconds
        )
        // The descriptions of our errors hold operations and paths, never content.
        intake.peil.logger.error(
            "a delivery is stuck and will be tried again beside the others",
            metadata: [
                "drop": "\(intake.drop.name)", "subject": "\(printable(subject))",
                "error": "\(printable("\(error)"))", "again-in-ms": "\(pause)",
            ]
        )
    }
}
