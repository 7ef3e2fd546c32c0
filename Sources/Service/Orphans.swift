import ConfigurationFiles
import Drops
import Files
import Glibc
import Ledger
import Logging
import Statistics

/// Remains of drops no longer configured: deliveries that are not finished, and claims that the ledger does not
/// know.
struct Orphans {
    let peil: Peil

    /// The deliveries that are not finished, oldest first; their receipts are kept in the state.
    ///
    /// - Parameter isServed: Whether a drop of that name is still served, by a worker that comes to its end.
    /// - Returns: The deliveries.
    /// - Throws: Where the ledger cannot be read.
    func deliveries(isServed: (String) -> Bool = { _ in false }) throws -> [Delivery] {
        let drops = Set(peil.configuration.drops.map(\.name))
        return try peil.ledger.unfinishedDeliveries().filter {
            !drops.contains($0.claim.drop) && !isServed($0.claim.drop)
        }
    }

    /// Takes one of them to its end.
    func finish(_ delivery: Delivery, moved: @escaping @Sendable () -> Void = {}) throws -> Delivery {
        peil.logger.notice(
            "a delivery of a drop that is configured no longer is finished; its receipt is kept in the state",
            metadata: ["delivery": "\(delivery.id)", "drop": "\(delivery.claim.drop)"]
        )
        return try DeliveryProcess(peil: peil, moved: moved).run(delivery.id)
    }

    /// Keeps the claimed files that the ledger does not know in the state, `receipts/DROP`, each beside an answer.
    ///
    /// Without the drop nobody knows which data set they are of, so they can be neither taken nor checked; and nobody knows
    /// whether they were to be.
    /// - Parameter isServed: Whether a drop of that name is still served, by a worker that comes to its end.
    /// - Throws: Where the ledger cannot be read, or a file cannot be moved; after that it may be called again.
    func keepClaims(isServed: (String) -> Bool = { _ in false }) throws {
        let configuration = peil.configuration
        let drops = Set(configuration.drops.map(\.name))
        for own in Durable.names(in: configuration.spool).sorted() where own.utf8.first != 46 {
            let drop =
                own.hasSuffix(Intake.suffixOfChecks)
                ? String(own.dropLast(Intake.suffixOfChecks.count)) : own
            guard !drops.contains(drop), !isServed(drop) else { continue }
            let spool = configuration.spool + "/" + own
            let tickets = Durable.names(in: spool).sorted().filter { $0.utf8.first != 46 }
            guard !tickets.isEmpty else { continue }
            let known = Set(try peil.ledger.unfinishedDeliveries().map(\.claim.spoolName))
            for ticket in tickets where !known.contains(where: { $0.hasPrefix("\(own)/\(ticket)/") }) {
                try keep(spool + "/" + ticket, of: drop, ticket: ticket)
            }
        }
    }

    private func keep(_ folder: String, of drop: String, ticket: String) throws(MachineFault) {
        let home = peil.configuration.state + "/receipts"
        try Durable.createDirectory(home, mode: 0o700)
        let target = home + "/" + drop
        try Durable.createDirectory(target, mode: 0o700)
        for name in Durable.names(in: folder) {
            let path = folder + "/" + name
            // No file of a drop begins so: it says who delivered, which matters to no release any more, or is a copy that
            // was cut short, whose file is in the drop still.
            if name.utf8.first == 46 {
                try Durable.remove(path)
                continue
            }
            let suffix = DropNames.suffixesBeside.first {
                name.utf8.count > $0.utf8.count && name.hasSuffix($0)
            }
            let stem = String(name.dropLast(suffix?.count ?? 0))
            let kept = Durable.beginning(of: stem, bytes: 200) + "." + ticket + (suffix ?? "")
            // What belongs to a file is kept beside it, by its name; the answer is to the file.
            if suffix == nil {
                try Durable.write(Array(answer(name, drop).utf8), to: "\(target)/\(kept).txt", mode: 0o600)
                peil.logger.warning(
                    "a file of a drop that is configured no longer was neither taken nor checked; it is kept in the state",
                    metadata: ["drop": "\(drop)", "file": "\(printable(name))", "path": "\(target)"]
                )
            }
            if FileStatus(of: path)?.kind == .regular {
                try Durable.move(path, to: target + "/" + kept)
            } else {
                try Durable.remove(path)
            }
        }
        _ = unsafe rmdir(folder)
    }

    private func answer(_ name: String, _ drop: String) -> String {
        Text(
            nl:
                "\(printable(name)): de map \(drop) is niet meer ingericht. Het bestand is niet overgenomen en niet "
                + "gecontroleerd; lever het opnieuw aan, in een map die er wel is.\n",
            en:
                "\(printable(name)): the drop \(drop) is configured no longer. The file was neither taken nor checked; "
                + "deliver it again, in a drop that is there.\n"
        )[peil.configuration.language]
    }
}
