import Classification
import Codebook
import Scoring
import Statistics
import TestSupport
import Testing

@Suite struct `rows that are computed alone` {
    private let codebook = TrialCodebook.make([[-21, 3, 12], [-22, 11]])

    private func aggregation(_ layout: Form.Layout, _ edition: Edition) throws -> Aggregation {
        try #require(
            Aggregation(
                codebook: codebook,
                edition: edition,
                form: codebook.form(layout),
                period: Period(year: 2019),
                status: .definitive,
                columns: Array(codebook.topics.indices)
            )
        )
    }

    private func tally(_ layout: Form.Layout, _ random: inout SplitMix64) -> Tally {
        let joint = (0..<6).map { _ in Int64.random(in: 0...40, using: &random) }
        return switch layout {
        case .joint, .records, .counts: Tally(counts: joint)
        case .characteristics: Tally(counts: [joint[0] + joint[1], joint[2]])
        case .marginal: Tally(counts: codebook.marginal(of: joint))
        case .published:
            Tally(
                codebook.topics.indices.filter { _ in Bool.random(using: &random) }.map {
                    (rank: $0, value: .number(Int64.random(in: 0...99, using: &random)))
                }
            )
        }
    }

    /// Mostly leaves; some wholes with a row of their own, and some gaps.
    private func stored(_ layout: Form.Layout, _ edition: Edition, _ random: inout SplitMix64)
        -> [RegionIndex:
        Tally]
    {
        var stored: [RegionIndex: Tally] = [:]
        for region in edition.indices {
            let chance = edition.isLeaf(region) || layout == .published ? 8 : 2
            if Int.random(in: 0..<10, using: &random) < chance { stored[region] = tally(layout, &random) }
        }
        return stored
    }

    @Test(arguments: 0..<300 as Range<UInt64>)
    func `make the table that a full run makes, bit for bit`(seed: UInt64) throws {
        var random = SplitMix64(seed: seed)
        let layout = Form.Layout.allCases[Int(seed % 3)]
        let edition = TrialEdition.random(&random)
        let aggregation = try aggregation(layout, edition)
        let before = stored(layout, edition, &random)
        var after = before
        let changed = edition.indices.filter { _ in Int.random(in: 0..<8, using: &random) == 0 }
        for region in changed {
            after[region] = Int.random(in: 0..<3, using: &random) == 0 ? nil : tally(layout, &random)
        }

        let touched = Touched(changed, edition: edition, codebook: codebook)
        let codes = Set(touched.codesToFetch(in: edition))
        let part = aggregation.table(
            stored: after.filter { codes.contains(edition[$0.key].code) },
            roots: touched.roots,
            only: touched.regions
        )
        #expect(part.table.rows.map(\.region) == part.table.rows.map(\.region).sorted())
        #expect(Set(part.table.rows.map(\.region)).union(part.gone) == touched.regions)
        #expect(part.table.rows.count + part.gone.count == touched.regions.count)

        var rows: [RegionIndex: RegionFigures] = [:]
        for row in aggregation.table(stored: before).rows { rows[row.region] = row.figures }
        for region in part.gone { rows[region] = nil }
        for row in part.table.rows { rows[row.region] = row.figures }
        let full = aggregation.table(stored: after)
        #expect(part.table.columns == full.columns)
        #expect(
            rows.sorted { $0.key < $1.key }.map { FiguresTable.Row(region: $0.key, figures: $0.value) }
                == full.rows
        )
    }

    @Test(arguments: 0..<100 as Range<UInt64>)
    func `are those of sums made from scratch`(seed: UInt64) throws {
        var random = SplitMix64(seed: seed)
        let layout: Form.Layout = seed % 2 == 0 ? .joint : .marginal
        let edition = TrialEdition.random(&random)
        let aggregation = try aggregation(layout, edition)
        let stored = stored(layout, edition, &random)
        let scorer = try #require(
            Scorer(codebook: codebook, form: codebook.form(layout), period: Period(year: 2019))
        )
        let size = layout == .joint ? 6 : codebook.form(.marginal).topics.count

        /// The rule, as it is written down.
        func counts(_ region: RegionIndex) -> [Int64]? {
            let parts = edition.children(of: region).map(counts)
            if !parts.isEmpty, parts.allSatisfy({ $0 != nil }) {
                return (0..<size).map { rank in parts.reduce(0) { $0 + ($1?[rank] ?? 0) } }
            }
            guard let own = stored[region] else { return nil }
            return (0..<size).map { own[$0]?.number ?? 0 }
        }
        let expected = edition.indices.filter { edition[$0].level > 0 }.compactMap { region in
            counts(region).map { FiguresTable.Row(region: region, figures: scorer.figures(of: $0)) }
        }
        #expect(aggregation.table(stored: stored).rows == Array(expected))
        for region in edition.indices {
            #expect(aggregation.counts(of: region, stored: stored) == counts(region))
            #expect(aggregation.isKnown(region, stored: stored) == (counts(region) != nil))
        }
    }
}
