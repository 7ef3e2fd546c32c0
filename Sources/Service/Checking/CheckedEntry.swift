import ConfigurationFiles
import Files
import Ledger
import Logging
import Statistics
import Telemetry
import Workflow

/// A file in the spool of which no delivery is made: its receipt is written, and the file handed back.
///
/// The ledger does not know of it. Until both are done it stays in the spool, so that a crash repeats the check.
struct CheckedEntry {
    let intake: Intake
    /// The directory of the spool that it was claimed into.
    let spool: String
    /// The folder of the claim there.
    let ticket: String
    /// The name of the file.
    let name: String
    /// Called where work moves.
    var moved: @Sendable () -> Void = {}

    /// Checks the file.
    ///
    /// - Returns: The receipt, written.
    @discardableResult
    func run() throws -> Receipt {
        let (peil, drop) = (intake.peil, intake.drop)
        let path = spool + "/" + ticket + "/" + name
        let received = Timestamp(milliseconds: Int64(ticket.prefix { $0 != "-" }) ?? peil.now().milliseconds)
        let file = DryRun.File(path: path, name: name, number: number(received), received: received)
        var dryRun = DryRun(peil: peil, drop: drop)
        dryRun.moved = moved
        let receipt = try dryRun.receipt(of: file, language: peil.configuration.language)
        let reporting = Reporting(peil: peil, moved: moved)
        let own = reporting.shortened(name) + "." + receipt.delivery
        try reporting.write(
            receipt,
            effects: nil,
            in: DropFolder.receipts.open(in: drop, peil: peil),
            as: own
        )
        if FileStatus(of: path)?.kind == .regular {
            try reporting.handOver(path, to: DropFolder.checked.open(in: drop, peil: peil), as: own)
        }
        reporting.clear(Durable.parent(of: path))
        peil.logger.info(
            "a file was checked, and nothing changed",
            metadata: [
                "drop": "\(drop.name)", "file": "\(printable(name))", "outcome": "\(receipt.state.rawValue)",
                "findings": "\(receipt.findingsTotal)",
            ]
        )
        return receipt
    }

    /// Number of the receipt: the same at every attempt, and no number of a delivery.
    private func number(_ received: Timestamp) -> String {
        let parts = ticket.split(separator: "-")
        let counter = parts.count > 1 ? Int(parts[1]) ?? 0 : 0
        let moment = ReceiptMoment(milliseconds: received.milliseconds).iso8601.filter {
            $0.isNumber || $0 == "T"
        }
        return "check-\(moment)-\(counter)"
    }
}
