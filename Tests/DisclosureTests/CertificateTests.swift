import Codebook
import Disclosure
import Scoring
import Statistics
import TestSupport
import Testing

/// The worlds that are handed to whoever checks a release.
@Suite struct `certificates of safety` {
    private static let codebook = TrialCounts.codebook([3, 2], categories: 2)

    @Test(arguments: 0..<150 as Range<UInt64>)
    func `hold whole units, and every atom keeps its number`(seed: UInt64) {
        let land = TrialLand.random(seed, codebook: Self.codebook)
        for certificate in land.protect().proof.certificates {
            for world in certificate.worlds {
                let counts = certificate.counts(of: world)
                #expect(counts.allSatisfy { $0.allSatisfy { $0 >= 0 } })
                #expect(counts.map { $0.reduce(0, +) } == certificate.atoms.map { $0.reduce(0, +) })
            }
        }
    }

    @Test(arguments: 0..<150 as Range<UInt64>)
    func `publish what the release publishes, to the last digit`(seed: UInt64) throws {
        let land = TrialLand.random(seed, codebook: Self.codebook)
        let outcome = land.protect()
        let scorer = try #require(
            Scorer(codebook: Self.codebook, form: Self.codebook.forms[0], period: TrialCounts.period)
        )
        let rounding = scorer.columns.map {
            PublishedRounding(Self.codebook.topics[$0], by: Self.codebook.protection)
        }
        for certificate in outcome.proof.certificates {
            for world in [SafetyCertificate.World([])] + certificate.worlds {
                let counts = certificate.counts(of: world)
                for region in certificate.regions {
                    guard let key = region.key, let row = outcome.versions[key] else { continue }
                    let figures = scorer.figures(of: region.atoms.map { counts[$0] }.sum(of: 24))
                    let isCoarse = Self.codebook.protection.hasWholePercents(figures.population)
                    for (place, value) in row.values.enumerated() where value.number != nil {
                        #expect(
                            rounding[place].published(
                                figures.figures[place],
                                mayShow: true,
                                wholePercents: isCoarse
                            ) == value
                        )
                    }
                }
            }
        }
    }

    /// Of every withheld row, each group is three more and three fewer in some world, or as far as it can be.
    @Test(arguments: 0..<150 as Range<UInt64>)
    func `leave every withheld count open`(seed: UInt64) {
        let land = TrialLand.random(seed, codebook: Self.codebook)
        let outcome = land.protect()
        let cells = TrialCounts.space(Self.codebook).count
        for certificate in outcome.proof.certificates {
            let worlds = certificate.worlds.map(certificate.counts)
            for region in certificate.regions {
                guard let key = region.key, outcome.versions[key]?.view.isShown == false else { continue }
                let base = region.atoms.map { certificate.atoms[$0] }.sum(of: cells)
                let units = base.reduce(0, +)
                let others = worlds.map { world in region.atoms.map { world[$0] }.sum(of: cells) }
                for group in 0..<3 {
                    // Two categories a group, four cells of the second variable each.
                    let range = group * 8..<(group + 1) * 8
                    let count = base[range].reduce(0, +)
                    let seen = others.map { $0[range].reduce(0, +) } + [count]
                    #expect(seen.max() ?? 0 >= min(units, count + 3))
                    #expect(seen.min() ?? 0 <= max(0, count - 3))
                }
            }
        }
    }
}

extension SafetyCertificate {
    /// The counts of a world, by atom.
    fileprivate func counts(of world: World) -> [[Int64]] {
        world.exchanges.reduce(into: atoms) { counts, exchange in
            counts[Int(exchange.atom)][Int(exchange.from)] -= exchange.units
            counts[Int(exchange.atom)][Int(exchange.to)] += exchange.units
            guard exchange.partner >= 0 else { return }
            counts[Int(exchange.partner)][Int(exchange.to)] -= exchange.units
            counts[Int(exchange.partner)][Int(exchange.from)] += exchange.units
        }
    }
}

extension [[Int64]] {
    fileprivate func sum(of cells: Int) -> [Int64] {
        reduce(into: [Int64](repeating: 0, count: cells)) { sum, counts in
            for cell in sum.indices { sum[cell] += counts[cell] }
        }
    }
}
