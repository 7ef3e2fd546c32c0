import Classification
import Codebook
import Disclosure
import Scoring
import Statistics
import TestSupport
import Testing

/// Postcodes that are published beside buurten, and do not nest in them.
@Suite struct `protection of postcodes` {
    private static let codebook = TrialCounts.codebook([3])
    private static let big: [Int64] = [300, 400, 300]

    /// One gemeente of two wijken with two buurten each.
    private static func edition() -> Edition {
        let codes: [(String, Int, String?)] = [
            ("GM0001", 0, nil), ("WK000100", 1, "GM0001"), ("BU00010000", 2, "WK000100"),
            ("BU00010001", 2, "WK000100"), ("WK000101", 1, "GM0001"), ("BU00010100", 2, "WK000101"),
            ("BU00010101", 2, "WK000101"),
        ]
        return TrialEdition.of(
            codes.map { TrialEdition.entry($0, level: $1, parent: $2) },
            key: "2021",
            levels: TrialEdition.levelsBelowLand
        )
    }

    /// The regions of some parts of buurten, by the position of the buurt: postcodes and counts.
    private func regions(_ parts: [Int: [(Int, [Int64])]]) throws -> LinkedRegions {
        LinkedRegions(
            edition: Self.edition(),
            isPublished: { _ in true },
            roots: [RegionIndex(0)],
            space: TrialCounts.space(Self.codebook),
            sliver: 100
        ) { region in
            parts[region.position]?.map { .init(postcode: RegionIndex($0.0), counts: $0.1) }
        }
    }

    private func protect(_ regions: LinkedRegions) throws -> Protection.Outcome {
        let scorer = try #require(
            Scorer(codebook: Self.codebook, form: Self.codebook.forms[0], period: TrialCounts.period)
        )
        let tables = (0..<2).map { geography in
            FiguresTable(
                period: TrialCounts.period,
                status: .definitive,
                columns: scorer.columns,
                rows: regions.members.compactMap { member in
                    guard let key = member.key, key.geography == geography else { return nil }
                    let counts = member.atoms.reduce(into: [Int64](repeating: 0, count: 3)) { sum, atom in
                        for cell in sum.indices { sum[cell] += regions.atoms[atom][cell] }
                    }
                    return .init(region: key.region, figures: scorer.figures(of: counts))
                }
            )
        }
        return Protection(Self.codebook).protect(tables, of: regions)
    }

    @Test func `takes what is left of a postcode beside a buurt in it for a region of its own`() throws {
        // Postcode 1 is the first buurt and 40 units of the second.
        let regions = try regions([
            2: [(1, Self.big)], 3: [(1, [10, 20, 10]), (2, Self.big)], 5: [(3, Self.big)], 6: [(3, Self.big)],
        ])
        let slivers = regions.members.filter { $0.key == nil }
        #expect(slivers.contains { $0.atoms.allSatisfy { regions.atoms[$0] == [10, 20, 10] } })
        let outcome = try protect(regions)
        #expect(outcome.unproven.isEmpty)
        func isShown(_ geography: Int, _ region: Int) -> Bool {
            let key = LinkedRegions.Key(geography: geography, region: RegionIndex(region))
            return outcome.standing[key]?.version.view.isShown ?? false
        }
        // Neither subtraction gives the 40 units away: a row of each went.
        #expect(!isShown(1, 1) || !isShown(0, 2))
        #expect(!isShown(0, 3) || !isShown(1, 2))
    }

    @Test func `withholds nothing where postcodes and buurten are the same, or cross in large parts`() throws
    {
        let same = try protect(
            regions([2: [(1, Self.big)], 3: [(2, Self.big)], 5: [(3, Self.big)], 6: [(4, Self.big)]])
        )
        #expect(same.reasons.isEmpty && same.unproven.isEmpty)
        let crossing = try protect(
            regions([
                2: [(1, Self.big), (2, Self.big)], 3: [(1, Self.big), (2, Self.big)], 5: [(3, Self.big)],
                6: [(3, Self.big)],
            ])
        )
        #expect(crossing.reasons.isEmpty && crossing.unproven.isEmpty)
    }

    @Test func `protects a small postcode across gemeenten and wijken`() throws {
        // Postcode 2 is 60 units, parts of buurten of two wijken; their other units are of postcodes 1 and 3.
        let outcome = try protect(
            regions([
                2: [(1, Self.big), (2, [10, 10, 10])], 3: [(1, Self.big)],
                5: [(3, Self.big), (2, [10, 10, 10])], 6: [(3, Self.big)],
            ])
        )
        #expect(outcome.unproven.isEmpty)
        #expect(outcome.reasons[.init(geography: 1, region: RegionIndex(2))] == [.threshold])
        // Its units in a wijk are that wijk less a postcode, so more has to go.
        #expect(outcome.reasons.count > 1)
    }
}
