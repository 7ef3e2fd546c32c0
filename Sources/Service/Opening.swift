package import ConfigurationFiles
import Files
import Ledger
package import Logging
import ReleaseService

extension Peil {
    /// Opens the state for writing: checks everything, takes the lock, migrates the ledger.
    ///
    /// - Returns: The running Peil and the lock, which is released with its object; nil while another process
    ///   writes.
    package static func open(_ configuration: Configuration, logger: Logger) throws -> (
        peil: Peil, lock: StateLock
    )? {
        let catalogue = try Catalogue.read(configuration)
        guard let lock = try StateLock(path: configuration.lock) else { return nil }
        for folder in [
            configuration.spool, configuration.archive, configuration.cache, configuration.requests,
        ] {
            try Durable.createDirectory(folder, mode: 0o700)
        }
        let peil = Peil(
            configuration: configuration,
            catalogue: catalogue,
            ledger: try SQLiteLedger(path: configuration.ledger),
            logger: logger,
            now: systemTime
        )
        try ReleaseContinuity(peil: peil).check()
        return (peil, lock)
    }
}

extension Configuration {
    /// The directory whose changes make a daemon look for requests in the ledger.
    package var requests: String { state + "/requests" }
}
