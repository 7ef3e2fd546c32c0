package import Ledger
package import Publish
import ReleaseService
import Statistics

/// A release in a list, with what it changed.
package struct ListedRelease: Encodable {
    /// The rows of a release by what became of them.
    package struct Rows: Encodable {
        let added: Int
        let changed: Int
        let removed: Int
        let newlyWithheld: Int

        init(_ comparison: ReleaseComparison) {
            added = comparison.count(.added)
            changed = comparison.count(.changed)
            removed = comparison.count(.removed)
            newlyWithheld = comparison.count(.withheld)
        }
    }

    let release: Int
    let base: Int?
    let time: String
    let deliveries: [String]
    let changedRows: [String: Int]
    /// Changes of rows since the release before; nil where one of the two is gone.
    let rows: Rows?
    let extractsHash: String
    let path: String
    /// The coefficient set of each period in which it differs from the base release.
    let changedSets: [String: String]

    /// Lists a release.
    package init(_ release: ReleaseRecord, _ publisher: Publisher) {
        let directory = { publisher.directory(dataset: release.dataset, number: $0) }
        self.release = release.number
        base = release.base
        time = release.time.iso8601
        deliveries = release.deliveries.map(\.description)
        changedRows = release.changedRows
        rows = ReleaseComparison(of: directory(release.number), since: release.base.map(directory))
            .map(Rows.init)
        extractsHash = release.extractsHash
        path = directory(release.number)
        changedSets = Self.changedSets(release, publisher)
    }

    /// The coefficient sets of a release that differ from those of its base, if both are still there.
    private static func changedSets(_ release: ReleaseRecord, _ publisher: Publisher) -> [String: String] {
        guard let own = publisher.manifest(dataset: release.dataset, number: release.number),
            let base = release.base.flatMap({ publisher.manifest(dataset: release.dataset, number: $0) })
        else { return [:] }
        return own.coefficientSets.filter { period, set in
            base.coefficientSets[period].map { $0 != set } ?? false
        }
    }

    /// The table of some releases, with a sentence for each that has other coefficients.
    package static func write(_ releases: [Self], to terminal: Terminal) {
        var table = TextTable(
            ["release", "made (UTC)", "added", "changed", "removed", "withheld", "deliveries"],
            rightAligned: [0, 2, 3, 4, 5]
        )
        for release in releases {
            func count(_ number: Int?) -> String { number.map(String.init) ?? "-" }
            table.add([
                String(release.release),
                String(release.time.prefix(16)).replacing("T", with: " "),
                count(release.rows?.added), count(release.rows?.changed),
                count(release.rows?.removed), count(release.rows?.newlyWithheld),
                short(release.deliveries),
            ])
        }
        for release in releases {
            let sets = release.changedSets.sorted { $0.key < $1.key }.map { "\($0.key): \($0.value)" }
            if !sets.isEmpty {
                terminal.line(
                    "Release \(release.release) has other coefficients: \(sets.joined(separator: ", "))."
                )
            }
        }
        table.write(to: terminal)
    }

    /// The numbers of deliveries, shortened where there are many.
    private static func short(_ deliveries: [String]) -> String {
        guard let first = deliveries.first, let last = deliveries.last else { return "-" }
        return deliveries.count == 1
            ? first : deliveries.count == 2 ? "\(first), \(last)" : "\(first) … \(last) (\(deliveries.count))"
    }
}
