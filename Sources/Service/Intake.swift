package import ConfigurationFiles
package import Drops
import Files
import Glibc
package import Ledger
import Logging
import Statistics
import Synchronization

/// Brings what stands in one drop, its spool and the ledger to an end: each delivery by itself.
package struct Intake: Sendable {
    package let peil: Peil
    package let drop: Configuration.Drop
    /// Called where work moves.
    package var moved: @Sendable () -> Void = {}

    package init(peil: Peil, drop: Configuration.Drop) {
        self.peil = peil
        self.drop = drop
    }

    /// The directory of what is claimed.
    package var spool: String { spool(ofChecks: drop.checksOnly) }

    /// The directory of what was claimed before the drop was switched between taking deliveries and only checking.
    private var spoolBefore: String { spool(ofChecks: !drop.checksOnly) }

    private func spool(ofChecks: Bool) -> String {
        peil.configuration.spool + "/" + drop.name + (ofChecks ? Self.suffixOfChecks : "")
    }

    /// Suffix of the directory of claims of a drop that only checks; no drop has a dot in its name.
    static let suffixOfChecks = ".checks"

    /// The drop, with the names that are left alone in it.
    package var directory: DropDirectory {
        DropDirectory(path: drop.path, names: DropNames(temporary: peil.configuration.temporarySuffixes))
    }

    private var claim: SpoolClaim {
        let logger = peil.logger
        let name = drop.name
        let goesOn = peil.goingOn(moved)
        return SpoolClaim(spool: spool, spoolBefore: spoolBefore, drop: directory, goesOn: goesOn) {
            logger.warning(
                "something else stood in the place of a folder of this drop and was moved aside",
                metadata: ["drop": "\(name)", "path": "\($0)", "now": "\($1)"]
            )
        }
    }

    /// Finishes what an earlier run left of claims: copies, and claims that the ledger has not seen.
    ///
    /// - Returns: The copies that failed and will be tried again.
    func recordClaims() throws -> [MachineFault] {
        let claim = claim
        let faults = try claim.resumeCopies()
        try peil.interruption.check()
        try claim.returnLoneSidecars()
        guard !drop.checksOnly else { return faults }
        for (ticket, name) in Self.claimed(in: spool) {
            try record(ticket + "/" + name)
        }
        return faults
    }

    /// The files that are claimed in a directory of the spool, oldest first.
    private static func claimed(in spool: String) -> [(ticket: String, name: String)] {
        Durable.names(in: spool).sorted().filter { $0.utf8.first != 46 }.compactMap { ticket in
            Durable.names(in: spool + "/" + ticket).first {
                !DropNames.isBeside(Array($0.utf8)) && $0.utf8.first != 46
            }.map { (ticket, $0) }
        }
    }

    /// The claimed files that are checked, handed back and answered, oldest first: those of a drop that only checks, and
    /// those that it claimed before it was switched.
    ///
    /// A trial is not stored because the drop takes deliveries now, and files that the ledger does not know
    /// are not stored by a drop that only checks. A delivery that the ledger knows goes on as one.
    func waitingChecks() throws -> [CheckedEntry] {
        var claims = Self.claimed(in: spoolBefore).map { (spoolBefore, $0.ticket, $0.name) }
        if drop.checksOnly {
            if !claims.isEmpty {
                let known = Set(try unfinished().map(\.claim.spoolName))
                claims.removeAll { known.contains("\(drop.name)/\($0.1)/\($0.2)") }
            }
            claims += Self.claimed(in: spool).map { (spool, $0.ticket, $0.name) }
        }
        return claims.map { CheckedEntry(intake: self, spool: $0.0, ticket: $0.1, name: $0.2) }
    }

    /// Claims an entry of a drop that only checks; false when it is gone.
    func takeToCheck(_ entry: DropDirectory.Entry) throws -> Bool { try spooled(entry) != nil }

    /// The deliveries of this drop that are not finished, oldest first.
    package func unfinished() throws -> [Delivery] {
        try peil.ledger.unfinishedDeliveries().filter { $0.claim.drop == drop.name }
    }

    /// Claims an entry of the drop; nil when it is gone.
    package func take(_ entry: DropDirectory.Entry) throws -> Delivery? {
        try spooled(entry).map { try record($0) }
    }

    /// Moves an entry into the spool: its path there below the drop's directory; nil when it is gone.
    private func spooled(_ entry: DropDirectory.Entry) throws -> String? {
        do {
            return try claim.take(entry, ticket: Ticket.next(now: peil.now()))
        } catch {
            // A copy that was given up because the process stops is no fault.
            try peil.interruption.check()
            throw error
        }
    }

    /// Records a claim that stands at a path below the drop's directory in the spool.
    @discardableResult
    private func record(_ path: String) throws -> Delivery {
        let claim = Claim(
            drop: drop.name,
            dataset: drop.dataset,
            mode: drop.mode,
            edition: drop.edition,
            file: Durable.name(of: path),
            spoolName: drop.name + "/" + path,
            owner: self.claim.deliverer(of: path)
        )
        return try peil.ledger.claim(claim, at: peil.now())
    }
}

/// Names for claims: they sort in the order of claiming and are never given twice.
enum Ticket {
    private static let counter = Atomic<UInt32>(0)

    /// Returns the next name.
    static func next(now: Timestamp) -> String {
        let number = counter.wrappingAdd(1, ordering: .relaxed).newValue
        return "\(now.milliseconds.padded(to: 13))-\(number.padded(to: 6))-\(getpid())"
    }
}
