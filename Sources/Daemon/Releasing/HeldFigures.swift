import Classification
import Codebook
import Configuration
import Foundation
import Ledger
import Scoring
import Statistics

/// The way of one held period from tallies to exact figures.
struct HeldFigures: Sendable {
    let period: StoredPeriod
    let codebook: Codebook
    let edition: Edition
    let ledger: any LedgerStore
    /// The ranks of the topics that are asked for; nil for all.
    var wanted: Set<Int>?

    /// The figures of every region.
    func whole() throws -> FiguresTable {
        let (aggregation, held) = (try aggregation, try tallies(of: nil))
        let runs = aggregation.runs(ProcessInfo.processInfo.activeProcessorCount)
        let parts = Spreading.overCores.results(of: runs.count) { aggregation.part(runs[$0], held: held) }
        return aggregation.table(held: held, parts: parts)
    }

    /// The rows that may have changed when these regions' tallies did, and the regions that have no row any more.
    func part(_ codes: Set<RegionCode>) throws -> (changed: FiguresTable, gone: [RegionIndex]) {
        let touched = Touched(codes: codes, edition: edition, codebook: codebook)
        let held = try tallies(of: touched.codesToFetch(in: edition))
        let (table, gone) = try aggregation.table(held: held, roots: touched.roots, only: touched.regions)
        return (table, gone)
    }

    /// The figures of every postcode; `codebook` is that of postcodes.
    func postcodes() throws -> FiguresTable {
        guard var sums = try postcodeSums else { throw flaw }
        try ledger.forEachTally(dataset: codebook.dataset, period: period.period, regions: nil) {
            sums.add($0.tally)
        }
        return sums.table()
    }

    /// The columns of the period's tables by postcode; nil where its form tells no postcodes.
    var postcodeColumns: [Int]? { get throws { try postcodeSums?.columns } }

    /// The columns of the period's tables.
    var columns: [Int] { get throws { try aggregation.columns } }

    private var postcodeSums: PostcodeSums? {
        get throws {
            guard let form = codebook.form(period.form) else { throw flaw }
            return PostcodeSums(
                codebook: codebook,
                form: form,
                period: period.period,
                status: period.status,
                isImputed: try isImputed
            )
        }
    }

    var aggregation: Aggregation {
        get throws {
            let isImputed = try isImputed
            let aggregation = codebook.form(period.form).flatMap {
                Aggregation(
                    codebook: codebook,
                    edition: edition,
                    form: $0,
                    period: period.period,
                    status: period.status,
                    columns: period.columns,
                    isImputed: isImputed,
                    wanted: wanted
                )
            }
            guard let aggregation else { throw flaw }
            return aggregation
        }
    }

    /// Whether what is held came with a model for missing categories, whatever the codebook says now.
    private var isImputed: Bool {
        get throws { try ledger.keptModel(dataset: codebook.dataset, period: period.period) != nil }
    }

    private var flaw: ConfigurationFlaw {
        ConfigurationFlaw(
            place: codebook.dataset,
            message:
                "the period \(period.period.name) is held in a form or year that the codebook no longer has",
            hint: "put the form '\(period.form)' and the report year back into the codebook"
        )
    }

    /// Calls `body` with what is held of some regions, or of all; without a region where the edition has none.
    func forEachTally(of regions: [RegionCode]?, _ body: (RegionIndex?, Tally) -> Void) throws {
        try ledger.forEachTally(dataset: codebook.dataset, period: period.period, regions: regions) { held in
            if case .known(let index) = edition.lookUp(held.region) {
                body(index, held.tally)
            } else {
                body(nil, held.tally)
            }
        }
    }

    private func tallies(of regions: [RegionCode]?) throws -> [RegionIndex: Tally] {
        var tallies: [RegionIndex: Tally] = [:]
        tallies.reserveCapacity(regions?.count ?? edition.regions.count)
        try ledger.forEachTally(dataset: codebook.dataset, period: period.period, regions: regions) { held in
            if case .known(let index) = edition.lookUp(held.region) { tallies[index] = held.tally }
        }
        return tallies
    }
}
