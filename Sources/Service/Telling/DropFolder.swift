import ConfigurationFiles
import Drops
import Files
import Logging
import SystemPackage

/// A folder that Peil keeps in a drop.
enum DropFolder: Hashable, Sendable, CaseIterable {
    /// The receipts.
    case receipts
    /// The rejected files.
    case rejected
    /// The files that were only checked.
    case checked

    private var name: FilePath.Component {
        switch self {
        case .receipts: "_receipts"
        case .rejected: "_rejected"
        case .checked: "_checked"
        }
    }

    /// Opens the folder, made if it is not there; what else stands in its place is moved aside, and the log says so.
    func open(in drop: Configuration.Drop, peil: Peil) throws(MachineFault) -> Directory {
        let logger = peil.logger
        return try OwnedDirectory.open(name, in: DropDirectory(path: drop.path).open(), mode: .readable) {
            logger.warning(
                "something else stood in the place of a folder of this drop and was moved aside",
                metadata: ["drop": "\(drop.name)", "path": "\($0)", "now": "\($1)"]
            )
        }
    }
}
