import ConfigurationFiles
package import Files
import Glibc
import Ledger
import Logging

/// The archive of accepted deliveries, with the configured retention.
package struct Archive: Sendable {
    package let peil: Peil

    package init(peil: Peil) {
        self.peil = peil
    }

    /// Removes deliveries beyond their retention, by the time of their move into the archive.
    package func prune() throws(MachineFault) {
        let configuration = peil.configuration
        if let days = configuration.retention.receiptDays {
            let moment = peil.ageing - Int64(days) * 86_400_000
            for drop in configuration.drops { try DropTidying(peil: peil, drop: drop).prune(before: moment) }
        }
        let oldest = peil.ageing / 1000 - Int64(configuration.retention.archiveDays) * 86_400
        for folder in Durable.names(in: configuration.archive).map({ configuration.archive + "/" + $0 }) {
            for name in Durable.names(in: folder) {
                var status = stat()
                let path = folder + "/" + name
                // The move into the archive changed the inode, whatever times the file had.
                guard unsafe lstat(path, &status) == 0, Int64(status.st_ctim.tv_sec) < oldest else {
                    continue
                }
                guard unsafe unlink(path) == 0 || errno == ENOENT else { throw MachineFault("remove", path) }
            }
        }
    }
}
