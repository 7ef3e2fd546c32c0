package import ConfigurationFiles
import Files
package import Ledger
import Publish

/// The releases that were published after the ledger was backed up: recorded, so that no number is ever given again.
///
/// Nobody knows any more which deliveries are behind them. They count as releases that were never proved, so what
/// they say is read back from their files and counts as out when the next one is protected.
package struct ForgottenReleases {
    package let ledger: any LedgerStore
    package let configuration: Configuration

    package init(ledger: any LedgerStore, configuration: Configuration) {
        self.ledger = ledger
        self.configuration = configuration
    }

    /// Records the releases that stand in `publish` and are newer than those of the ledger.
    ///
    /// - Returns: Their numbers, by data set.
    package func record(at time: Timestamp) throws -> [String: [Int]] {
        var recorded: [String: [Int]] = [:]
        let publisher = Publisher(root: configuration.publish, cache: configuration.cache)
        for dataset in Durable.names(in: configuration.publish).sorted() where dataset.utf8.first != 46 {
            let known = try ledger.releases(dataset: dataset, limit: 1).first?.number ?? 0
            // Those that stand there, and no others: a number between them may never have been published.
            let standing = Set(
                Durable.names(in: "\(configuration.publish)/\(dataset)/releases").compactMap(Int.init)
                    + [publisher.currentNumber(dataset: dataset) ?? 0]
            )
            let numbers = standing.filter { $0 > known }.sorted()
            var before = known == 0 ? nil : known
            var releases: [ReleaseRecord] = []
            for number in numbers {
                let manifest = publisher.manifest(dataset: dataset, number: number)
                releases.append(
                    ReleaseRecord(
                        dataset: dataset,
                        number: number,
                        base: manifest?.base ?? before,
                        time: time,
                        extractsHash: manifest?.extractsHash ?? "",
                        deliveries: [],
                        changedRows: [:]
                    )
                )
                before = number
            }
            if !releases.isEmpty { try ledger.recordForgotten(releases) }
            let isReserved = try reserve(dataset, at: time)
            guard !releases.isEmpty || isReserved else { continue }
            // What is stored is no longer what is out, or what waited.
            try ledger.requestRelease(dataset: dataset)
            if !numbers.isEmpty { recorded[dataset] = numbers }
        }
        return recorded
    }

    /// Keeps the numbers of releases that waited after the backup: somebody may have looked at one, and approves it by
    /// its number.
    ///
    /// - Returns: False where there were none.
    private func reserve(_ dataset: String, at time: Timestamp) throws -> Bool {
        let room = "\(configuration.publish)/\(dataset)/releases/.waiting"
        let last = Durable.names(in: room).compactMap(Int.init).max() ?? 0
        let next = try ledger.nextReleaseNumber(dataset: dataset)
        guard last >= next else { return false }
        if let open = try ledger.waitingRelease(dataset: dataset), open.isOpen {
            _ = try ledger.settleWaiting(dataset: dataset, number: open.number, as: .superseded, by: nil)
        }
        try ledger.reserveNumbers(dataset: dataset, through: last, at: time)
        return true
    }
}
