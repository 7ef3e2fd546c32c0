import Codebook
import Disclosure
import Scoring
import Statistics
import TestSupport

extension TrialLand {
    /// The exact figures of all regions, or of those in some gemeenten.
    func table(of gemeenten: [Int]? = nil) -> FiguresTable {
        guard let scorer = Scorer(codebook: codebook, form: codebook.forms[0], period: TrialCounts.period)
        else {
            fatalError("no scores")
        }
        let wanted = gemeenten ?? counts.indices.map(\.self)
        let rows = places.enumerated().filter { wanted.contains($0.element.gemeente) }.map { rank, place in
            FiguresTable.Row(region: RegionIndex(rank), figures: scorer.figures(of: sum(place)))
        }
        return FiguresTable(
            period: TrialCounts.period,
            status: .definitive,
            columns: scorer.columns,
            rows: rows
        )
    }

    /// The counts of a region.
    func sum(_ place: Place) -> [Int64] {
        places.filter { $0.buurt >= 0 && place.holds($0) }
            .map { counts[$0.gemeente][$0.wijk][$0.buurt] }
            .reduce(into: [Int64](repeating: 0, count: counts[0][0][0].count)) { sum, counts in
                for cell in sum.indices { sum[cell] += counts[cell] }
            }
    }

    /// Protects all of the country, or some gemeenten.
    func protect(_ history: ProtectionHistory = .init(), gemeenten: [Int]? = nil) -> Protection.Outcome {
        Protection(codebook).protect(
            [table(of: gemeenten)],
            of: gemeenten.map(regions(of:)) ?? regions,
            history: history
        )
    }

    /// A country drawn by a seed: gemeenten of a few wijken of a few buurten, many of them small.
    static func random(_ seed: UInt64, codebook: Codebook) -> Self {
        var random = SplitMix64(seed: seed)
        let cells = TrialCounts.space(codebook).count
        func buurt() -> [Int64] {
            let size = [0, 3, 12, 40, 120][Int.random(in: 0...4, using: &random)] * 9 / cells + 1
            guard Int.random(in: 0...9, using: &random) > 0 else {
                return [Int64](repeating: 0, count: cells)
            }
            return (0..<cells).map { _ in
                Int64(
                    Int.random(in: 0...9, using: &random) == 0
                        ? 0 : Int.random(in: 0...2 * size, using: &random)
                )
            }
        }
        let counts = (0..<Int.random(in: 1...2, using: &random)).map { _ in
            (0..<Int.random(in: 1...4, using: &random)).map { _ in
                (0..<Int.random(in: 1...5, using: &random)).map { _ in buurt() }
            }
        }
        return Self(codebook: codebook, counts: counts)
    }
}
