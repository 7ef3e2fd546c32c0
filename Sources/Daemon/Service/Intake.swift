import Configuration
import Drops
import Files
import Glibc
import Ledger
import Logging
import Statistics
import Synchronization

/// Brings what stands in one drop, its spool and the ledger to an end, in the order it came.
struct Intake: Sendable {
    let peil: Peil
    let drop: Configuration.Drop

    private var spool: String { peil.configuration.spool + "/" + drop.name }

    /// Finishes what an earlier run left: copies, claims the ledger has not seen, deliveries half done.
    ///
    /// - Returns: The deliveries that were finished.
    @discardableResult
    func finishOpen(until stops: () -> Bool = { false }) throws -> [Delivery] {
        let claim = SpoolClaim(spool: spool, drop: drop.path)
        try claim.resumeCopies()
        try claim.returnLoneDigests()
        for ticket in Durable.names(in: spool).sorted() {
            let folder = spool + "/" + ticket
            let names = Durable.names(in: folder).filter {
                !DropDirectory.isBeside($0) && !$0.hasPrefix(".")
            }
            guard let name = names.first else { continue }
            try record(name, spoolName: "\(drop.name)/\(ticket)/\(name)")
        }
        var finished: [Delivery] = []
        for delivery in try peil.ledger.unfinishedDeliveries() where delivery.claim.drop == drop.name {
            if stops() { break }
            finished.append(try DeliveryProcess(peil: peil).run(delivery.id))
        }
        return finished
    }

    /// Claims a file of the drop and takes it to its end; nil when it is gone.
    @discardableResult
    func take(_ name: String) throws -> Delivery? {
        let claim = SpoolClaim(spool: spool, drop: drop.path)
        guard let path = try claim.take(name, ticket: Ticket.next(now: peil.now())) else { return nil }
        let delivery = try record(name, spoolName: drop.name + "/" + path)
        return try DeliveryProcess(peil: peil).run(delivery.id)
    }

    @discardableResult
    private func record(_ name: String, spoolName: String) throws -> Delivery {
        let claim = Claim(
            drop: drop.name,
            dataset: drop.dataset,
            mode: drop.mode,
            edition: drop.edition,
            file: name,
            spoolName: spoolName
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
