package import Classification
package import Codebook
package import Disclosure
package import Kinds
package import Ledger
import Releasing
package import Statistics

/// Trial publication of a period under other settings of protection, without any release before.
///
/// Offsets of a trial are drawn by a key of its own, the same in every trial: what a setting costs does not depend on the
/// key, and whoever may read the ledger need not be able to read the key.
package struct ProtectionTrial: Sendable {
    private static let key = OffsetKeyFile(bytes: [UInt8](repeating: 0, count: 32)).offsets

    private let ledger: any LedgerStore
    private let edition: Edition
    private let period: Period

    /// Prepares trials of a period.
    package init(_ period: Period, edition: Edition, ledger: any LedgerStore) {
        self.period = period
        self.edition = edition
        self.ledger = ledger
    }

    /// Table by the rule of thresholds and rounding alone; nil where nothing is made of the period.
    ///
    /// - Throws: What the ledger does.
    package func ruleAlone(_ codebook: Codebook) throws -> ProtectedTable? {
        try made(codebook) { try codebook.kind.ruleAlone(period, of: $0) }?.tables.first
    }

    /// Outcome of protection by a codebook for the period; nil where nothing is made of it.
    ///
    /// - Throws: What the ledger and the judge do.
    package func protected(_ codebook: Codebook) throws -> TableOutcome? {
        try made(codebook) { stored in
            try codebook.kind.nodes(of: stored).first {
                $0.tables[0].period == period && $0.tables[0].subject == nil
            }
        }
    }

    private func made(_ codebook: Codebook, node: (StoredDataSet) throws -> (any TableNode)?) throws
        -> TableOutcome?
    {
        let reading = StoredReading(ledger: ledger, codebook: codebook, edition: edition, number: 1)
        let periods = try ledger.storedPeriods(dataset: codebook.dataset).filter {
            $0.period == period || codebook.form($0.form)?.holdsTopicsApart == true
        }
        let stored = try reading.outline(periods)
        guard let node = try node(stored) else { return nil }
        var work = node.work(on: .all)
        let tools = ReleaseTools.overCores(key: Self.key)
        for (period, need) in work.needs.sorted(by: { $0.key < $1.key }) {
            // A trial knows of no release: what is out would hide what the settings themselves cost.
            var shared = SharedFigures()
            let read = try reading.read(period, PeriodNeed(tallies: need.tallies))
            work.take(read, shared: &shared, tools: tools)
        }
        return try work.make(after: [], tools: tools)
    }
}
