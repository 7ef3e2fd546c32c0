package import Classification
package import Codebook
import Ingest
package import Ledger
package import Publish
package import Statistics
import TableReading
package import ValidationWalks
import Workflow

/// The newest release that tells of a period: what a delivery of published figures is compared with.
package struct StandingRelease: Sendable {
    private let publisher: Publisher
    private let codebook: Codebook
    private let edition: Edition

    /// Prepares the look at a data set's releases.
    package init(publisher: Publisher, codebook: Codebook, edition: Edition) {
        self.publisher = publisher
        self.codebook = codebook
        self.edition = edition
    }

    /// Figures of a period in the newest release that tells of it; nil where its figures were never made of counts, or
    /// no release of it is on the disk.
    ///
    /// - Throws: What reading does.
    package func figures(of period: Period, ledger: any LedgerStore) throws -> ReleasedFigures? {
        guard try wasCounted(period, ledger) else { return nil }
        // The newest release tells of all that is stored; only a period that is stored no more is of an older one. Of
        // those that the ledger knows, only what is on the disk is looked at.
        guard let newest = try ledger.releases(dataset: codebook.dataset, limit: 1).first?.number else {
            return nil
        }
        return try figures(of: period, in: [newest])
            ?? figures(
                of: period,
                in: publisher.releases(dataset: codebook.dataset).filter { $0 < newest }.reversed()
            )
    }

    /// Figures of a period in the first of some releases that tells of it; nil where none does.
    private func figures(of period: Period, in releases: [Int]) throws -> ReleasedFigures? {
        let path = "statline/\(codebook.dataset)_\(period.name).csv"
        for number in releases {
            guard let manifest = publisher.manifest(dataset: codebook.dataset, number: number),
                manifest.files.contains(where: { $0.path == path })
            else { continue }
            let file = publisher.directory(dataset: codebook.dataset, number: number) + "/" + path
            guard let table = try DeliveryReader(codebook: codebook.asPublished).read(path: file).table else {
                continue
            }
            var rows: [RegionIndex: [Value]] = [:]
            for row in table.records {
                guard table.periods[row.period].period == period,
                    case .known(let region) = edition.lookUp(table.regions[row.region].code)
                else { continue }
                var values = [Value](repeating: .missing(.unknown), count: codebook.topics.count)
                row.forEachCell { rank, value, _, _ in
                    if values.indices.contains(rank) { values[rank] = value }
                }
                rows[region] = values
            }
            return ReleasedFigures(rows, topics: codebook.topics, edition: edition)
        }
        return nil
    }

    /// True if counts of a period ever came into a release.
    private func wasCounted(_ period: Period, _ ledger: any LedgerStore) throws -> Bool {
        let stored = try ledger.storedPeriods(dataset: codebook.dataset)
        if stored.contains(where: { $0.period == period && codebook.form($0.form)?.holdsCounts == true }) {
            return true
        }
        return try ledger.releasedForms(dataset: codebook.dataset, period: period)
            .contains { codebook.form($0)?.holdsCounts != false }
    }
}
