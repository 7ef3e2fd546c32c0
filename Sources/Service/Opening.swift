import Codebook
package import ConfigurationFiles
package import Files
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
        try OpenFiles.require(64 + 8 * configuration.drops.count)
        try AddressSpace.require(1 << 30)
        // Those of the cores are shared by all; pages have some of their own.
        try Threads.require(8 + configuration.drops.count + (configuration.listen == nil ? 0 : 8))
        let catalogue = try Catalogue.read(configuration)
        guard let lock = try StateLock(path: configuration.lock) else { return nil }
        for folder in [
            configuration.spool, configuration.archive, configuration.cache, configuration.requests,
        ] {
            try Durable.createDirectory(folder, mode: 0o700)
        }
        let ledger = try SQLiteLedger(path: configuration.ledger)
        let peil = Peil(
            configuration: configuration,
            catalogue: catalogue,
            ledger: ledger,
            logger: logger,
            now: systemTime,
            key: try configuration.offsetsKey(for: catalogue, ledger)
        )
        try ReleaseContinuity(peil: peil).check()
        return (peil, lock)
    }
}

extension Configuration {
    /// The secret key of offsets, which is made at the first start with a data set whose scores are proved safe; nil where
    /// there is none.
    ///
    /// - Throws: ``OffsetKeyLost``; ``OtherMethod`` where releases are out by offsets, and a codebook asks for another method,
    ///   ``OtherCoefficients`` where it has others for them.
    func offsetsKey(for catalogue: Catalogue, _ ledger: any LedgerStore) throws -> OffsetKeyFile? {
        let codebooks = catalogue.codebooks.values.sorted { $0.dataset < $1.dataset }
        for codebook in codebooks {
            let versions = try ledger.someVersions(dataset: codebook.dataset)
            if let other = try OtherMethod(of: codebook, ledger, versions: versions) { throw other }
            if let other = try OtherCoefficients(of: codebook, ledger, versions: versions) { throw other }
        }
        guard codebooks.contains(where: \.drawsOffsets) else { return nil }
        return try OffsetKeyFile(path: state + "/" + OffsetKeyFile.name, ledger: ledger)
    }

    /// The directory whose changes make a daemon look for requests in the ledger.
    package var requests: String { state + "/requests" }
}
