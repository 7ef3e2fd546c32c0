import ConfigurationFiles
import Drops
import Files
import Glibc
import Logging
import SystemPackage

/// Removes receipts and rejected files: when stewards ask for it, and when they have been kept long enough.
///
/// Only Peil may write in their folders, so nobody forges a receipt or takes another's away unseen. Stewards ask by
/// a file `_tidy` in the drop.
struct DropTidying {
    let peil: Peil
    let drop: Configuration.Drop

    /// Removes all receipts and rejected files where a steward asked for it, then the request.
    func tidyIfAsked() throws(MachineFault) {
        let directory = try DropDirectory(path: drop.path).open()
        let name: FilePath.Component = "_tidy"
        guard let status = try directory.status(of: name), status.kind == .regular else { return }
        let count = try remove(olderThan: nil)
        try directory.remove(name)
        peil.logger.notice(
            "receipts and rejected files are removed, as a steward asked",
            metadata: ["drop": "\(drop.name)", "files": "\(count)", "user": "\(status.owner)"]
        )
    }

    /// Removes what lies there since before a moment.
    func prune(before moment: Int64) throws(MachineFault) { _ = try remove(olderThan: moment) }

    private func remove(olderThan moment: Int64?) throws(MachineFault) -> Int {
        var count = 0
        // One that takes deliveries has no folder of checked files, unless it only checked once.
        let hasChecked = drop.checksOnly || FileStatus(of: drop.path + "/" + DropNames.checked) != nil
        for folder in DropFolder.allCases where hasChecked || folder != .checked {
            let directory = try folder.open(in: drop, peil: peil)
            for name in try directory.names() {
                guard let status = try directory.status(of: name), status.kind != .directory else { continue }
                if let moment, status.changed >= moment { continue }
                if try directory.remove(name) { count += 1 }
            }
        }
        return count
    }
}
