import Audit
import Codebook
import Disclosure
import Statistics
import TestSupport
import Testing

/// The findings of an intruder without certificates, by integer candidates and linear programmes.
@Suite struct `an outsider before a random country` {
    private static let rule = ProtectionRule(threshold: 100, rounding: 100, percentages: .oneDecimal)
    private static let codebook = TrialCounts.codebook([3, 3], rule: rule)

    /// How many withheld counts an attack pins to one number that it does not have to be.
    private func pinned(_ land: TrialLand, _ table: ProtectedTable) throws -> (counts: Int, units: Int) {
        let sieved = ScreenedTable(
            PublishedTable(
                period: TrialCounts.period,
                columns: table.columns,
                values: table.rows.map { ($0.region, $0.values) },
                codebook: land.codebook,
                edition: land.edition()
            )
        )
        #expect(sieved.holds)
        let places = land.places
        let small = places.indices.filter {
            sieved.table.isShown(.init($0)) && land.sum(places[$0]).reduce(0, +) < 450
        }
        let units = small.filter { sieved.candidates(.init($0)).count == 1 }
        var pinned = 0
        for scope in AttackScope.all(of: sieved.table, breadth: .wide) {
            guard case .exposed(let exposures) = Attack(sieved).run(scope) else {
                Issue.record("a true table is impossible")
                continue
            }
            for exposure in exposures {
                let counts = land.sum(places[exposure.region.position])
                // Cells of two variables of three groups: rows of three.
                var truth = [[Int64]](repeating: [0, 0, 0], count: 2)
                for (cell, count) in counts.enumerated() {
                    truth[0][cell / 3] += count
                    truth[1][cell % 3] += count
                }
                let all = counts.reduce(0, +)
                for (ranges, counts) in zip(exposure.groups, truth) {
                    for (range, count) in zip(ranges, counts) {
                        #expect(range.lower <= count && count <= range.upper)
                        // A count of nothing, or of everybody in a tiny region, has nowhere to go.
                        if range.width == 0, all > 3 { pinned += 1 }
                    }
                }
            }
        }
        return (pinned, units.count)
    }

    /// The threshold alone is what is published today; the same countries, protected, tell nothing.
    @Test
    func `finds exact withheld counts where the threshold alone protects, and none where exchange does`()
        throws
    {
        var byThreshold = 0
        var byExchange = 0
        var units = 0
        for seed in 0..<60 as Range<UInt64> {
            let land = TrialLand.random(seed, codebook: Self.codebook)
            let bare = try pinned(land, protect(land.table(), with: land.codebook))
            byThreshold += bare.counts
            units += bare.units
            byExchange += try pinned(land, land.protect().tables[0]).counts
        }
        #expect(byThreshold > 20 && units > 50, "\(byThreshold) counts, \(units) regions")
        #expect(byExchange == 0)
    }
}
