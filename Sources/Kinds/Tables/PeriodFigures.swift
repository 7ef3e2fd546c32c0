import Classification
import Codebook
import Scoring
import Statistics

/// The way of one stored period from tallies to exact figures of its regions.
struct PeriodFigures: Sendable {
    let stored: PeriodOutline
    let codebook: Codebook
    let edition: Edition
    let aggregation: Aggregation

    /// Prepares the figures of a period; `wanted` are the ranks of the topics that are asked for, nil for all.
    init(_ stored: PeriodOutline, codebook: Codebook, edition: Edition, wanted: Set<Int>? = nil)
        throws(UnknownStoredForm)
    {
        let aggregation = codebook.form(stored.form).flatMap {
            Aggregation(
                codebook: codebook,
                edition: edition,
                form: $0,
                period: stored.period,
                status: stored.status,
                columns: stored.columns,
                isImputed: stored.isImputed,
                wanted: wanted
            )
        }
        guard let aggregation else {
            throw UnknownStoredForm(dataset: codebook.dataset, period: stored.period, form: stored.form)
        }
        self.stored = stored
        self.codebook = codebook
        self.edition = edition
        self.aggregation = aggregation
    }

    /// The columns of the period's tables.
    var columns: [Int] { aggregation.columns }

    /// The regions whose tallies are needed for the rows of an extent.
    func needed(_ extent: Extent) -> Extent {
        extent.codes.map { .regions(Set(touched($0).codesToFetch(in: edition))) } ?? .all
    }

    /// The rows of an extent, and the regions asked for that have none.
    func figures(_ extent: Extent, of reading: PeriodReading, _ tools: ReleaseTools) -> (
        table: FiguresTable, gone: [RegionIndex]
    ) {
        guard let codes = extent.codes else {
            let stored = reading.talliesByRegion(in: edition)
            let runs = aggregation.runs(tools.pieces)
            let parts = tools.spreading.results(of: runs.count) { [aggregation] in
                aggregation.part(runs[$0], stored: stored)
            }
            return (aggregation.table(stored: stored, parts: parts), [])
        }
        let touched = touched(codes)
        let stored = reading.only(touched.codesToFetch(in: edition)).talliesByRegion(in: edition)
        let (table, gone) = aggregation.table(stored: stored, roots: touched.roots, only: touched.regions)
        return (table, gone)
    }

    /// Regions that a change of these regions reaches.
    func touched(_ codes: some Sequence<RegionCode>) -> Touched {
        Touched(codes: codes, edition: edition, codebook: codebook)
    }
}
