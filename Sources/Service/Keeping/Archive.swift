import ConfigurationFiles
import Files
import Ledger
import Logging

/// The archive of accepted deliveries, with the configured retention.
package struct Archive: Sendable {
    package let peil: Peil

    package init(peil: Peil) {
        self.peil = peil
    }

    /// Removes deliveries beyond their retention, by the time of their move into the archive.
    ///
    /// - Throws: ``LedgerError``; ``MachineFault``.
    package func prune() throws {
        let configuration = peil.configuration
        let present = try peil.age.present(peil)
        if let days = configuration.retention.receiptDays {
            let moment = present - Int64(days) * 86_400_000
            for drop in configuration.drops { try DropTidying(peil: peil, drop: drop).prune(before: moment) }
        }
        let oldest = present / 1000 - Int64(configuration.retention.archiveDays) * 86_400
        for folder in Durable.names(in: configuration.archive).map({ configuration.archive + "/" + $0 }) {
            for name in Durable.names(in: folder) {
                let path = folder + "/" + name
                // The move into the archive changed the inode, whatever times the file had.
                guard let status = FileStatus(of: path), status.changed / 1000 < oldest else {
                    continue
                }
                try Durable.remove(path)
            }
        }
    }
}
