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
            guard !numbers.isEmpty else { continue }
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
            try ledger.recordForgotten(releases)
            // What is stored is no longer what is out.
            try ledger.requestRelease(dataset: dataset)
            recorded[dataset] = numbers
        }
        return recorded
    }
}
