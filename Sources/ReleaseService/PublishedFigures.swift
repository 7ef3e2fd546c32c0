package import Classification
package import Codebook
package import Kinds
package import Ledger
import Releasing
package import Statistics

/// The published figures of a stored period: examination and explanation both ask here, and the release is made by
/// the same tables.
package enum PublishedFigures {
    /// The published figures of a period, or of the tables linked with some of its regions.
    ///
    /// - Parameters:
    ///   - period: The period.
    ///   - extent: How much of it.
    ///   - codebook: The data set.
    ///   - edition: The edition of its regions.
    ///   - ledger: What is stored.
    /// - Returns: The figures of the regions; nil where none are made of what is stored.
    /// - Throws: What the ledger does.
    package static func of(
        _ period: Period,
        _ extent: Extent = .all,
        codebook: Codebook,
        edition: Edition,
        ledger: any LedgerStore
    ) throws -> TableOutcome? {
        let last = try ledger.releases(dataset: codebook.dataset, limit: 1).first?.number ?? 0
        let reading = StoredReading(
            ledger: ledger,
            codebook: codebook,
            edition: edition,
            number: last + 1
        )
        // Counts whose topics are stored apart may be of other years than what is made of them.
        let stored = try ledger.storedPeriods(dataset: codebook.dataset).filter {
            $0.period == period || codebook.form($0.form)?.holdsTopicsApart == true
        }
        let engine: ReleaseEngine
        do {
            engine = try ReleaseEngine(kind: codebook.kind, stored: reading.outline(stored))
        } catch is UnknownStoredForm {
            return nil
        }
        return try engine.published(period, extent, tools: .overCores(), reading: reading.read)
    }
}
