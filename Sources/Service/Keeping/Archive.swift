import ConfigurationFiles
import Files
import Ledger
import Logging
import Publish

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
        if let days = configuration.retention.ledgerDays {
            try forget(before: Timestamp(milliseconds: present - Int64(days) * 86_400_000))
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

    /// Forgets what the ledger keeps of deliveries and releases that are older, and that nothing can come back to.
    private func forget(before moment: Timestamp) throws {
        let count = try peil.ledger.forgetDeliveries(finishedBefore: moment)
        if count > 0 {
            peil.logger.notice(
                "deliveries were forgotten for their age",
                metadata: ["deliveries": "\(count)"]
            )
        }
        for dataset in peil.catalogue.codebooks.keys.sorted() {
            // A release that is in place can be asked for, and where none is, no one knows which are.
            guard let first = peil.publisher.releases(dataset: dataset).first else { continue }
            try peil.ledger.forgetReleases(dataset: dataset, before: first, madeBefore: moment)
        }
    }
}
