package import Codebook
import Ingest
package import Ledger
package import Publish
package import Statistics
import TableReading

/// The figures of releases that were made by the published rule alone, read back from their files.
///
/// It is asked for when figures are to be proved of which such releases are still published: nobody noted then what
/// they say, and whoever has them compares them with what follows. Source: docs/decisions/0024-what-is-out-stays-out.md.
package struct EarlierReleases: Sendable {
    /// One release.
    package struct Release: Sendable {
        package let number: Int
        /// By period and region, the values by the rank of their topic.
        package var rows: [Period: [RegionCode: [Value]]] = [:]
    }

    /// The releases, by rising number.
    package let releases: [Release]

    package var isEmpty: Bool { releases.isEmpty }

    /// Reads the releases that are published, were made after the last one that was proved, and are of this edition;
    /// none where the last release was proved.
    package static func read(
        _ publisher: Publisher,
        _ ledger: any LedgerStore,
        codebook: Codebook,
        edition: String
    )
        throws -> Self
    {
        guard try ledger.releases(dataset: codebook.dataset, limit: 1).contains(where: { $0.account == nil })
        else { return Self(releases: []) }
        // Those that are still published are few, however many there ever were.
        var numbers: [Int] = []
        for number in publisher.releases(dataset: codebook.dataset).reversed() {
            guard let record = try ledger.release(dataset: codebook.dataset, number: number) else { continue }
            if record.account != nil { break }
            numbers.append(number)
        }
        let reader = DeliveryReader(codebook: codebook.asPublished)
        return Self(
            releases: try numbers.reversed().compactMap { number in
                guard let manifest = publisher.manifest(dataset: codebook.dataset, number: number),
                    manifest.edition == edition
                else { return nil }
                let directory = publisher.directory(dataset: codebook.dataset, number: number)
                var release = Release(number: number)
                for file in manifest.files
                where file.path.hasPrefix("statline/") && file.path.hasSuffix(".csv")
                    && file.table ?? "figures" == "figures"
                {
                    guard let table = try reader.read(path: directory + "/" + file.path).table else {
                        continue
                    }
                    release.add(table, topics: codebook.topics.count)
                }
                return release
            }
        )
    }
}

extension EarlierReleases.Release {
    fileprivate mutating func add(_ table: ParsedTable, topics: Int) {
        for record in table.records {
            guard let period = table.periods[record.period].period else { continue }
            var values = [Value](repeating: .missing(.unknown), count: topics)
            record.forEachCell { rank, value, _, _ in
                if values.indices.contains(rank) { values[rank] = value }
            }
            rows[period, default: [:]][table.regions[record.region].code] = values
        }
    }
}
