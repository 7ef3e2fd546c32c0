import Codebook
import Statistics
import TestSupport
import Testing

@testable import Disclosure

/// Numbers of one characteristic with secret offsets, release after release.
@Suite struct CharacteristicOffsetsTests {
    private static let codebook: Codebook = {
        var codebook = TrialCharacteristics.codebook
        codebook.protection.groupDisclosure = .merge
        return codebook
    }()

    private let key = OffsetKey { bytes in
        bytes.reduce(0xcbf2_9ce4_8422_2325) { ($0 ^ UInt64($1)) &* 0x100_0000_01b3 }
    }

    /// Reasons in releases, and in what stands after each, why numbers of regions are not shown as they are.
    ///
    /// - Parameter releases: By release, the counts of every buurt.
    /// - Returns: By release, the reasons of both, by region.
    /// - Throws: Where a release or what stands has no rows.
    private func reasons(_ releases: [[[Int64]]]) throws -> [(
        made: [RegionIndex: Set<ProtectionReason>], standing: [RegionIndex: Set<ProtectionReason>]
    )] {
        let codebook = Self.codebook
        let offsets = try #require(
            CharacteristicOffsets(
                0,
                of: codebook,
                edition: TrialCharacteristics.edition,
                period: Period(year: 2021),
                columns: Array(codebook.topics.indices)
            )
        )
        var kept: [String: [UInt8]] = [:]
        return try releases.enumerated().map { release, counts in
            let both = counts.map { [$0, $0] }
            let table = TrialCharacteristics.table(both, by: codebook)
            let stored: (RegionIndex) -> [Int64]? = { region in
                TrialCharacteristics.buurten.firstIndex(of: region.position).map { counts[$0] }
            }
            let result = offsets.protect(
                table,
                roots: [RegionIndex(0)],
                after: kept,
                release: release,
                key: key,
                counts: stored
            )
            kept = result.versions
            let made = try #require(result.rows)
            let standing = try #require(
                offsets.standing(table, roots: [RegionIndex(0)], after: kept, counts: stored)
            )
            #expect(standing.values == made.values, "release \(release)")
            return (made.reasons, standing.reasons)
        }
    }

    private let large: [Int64] = [40, 50, 60, 70]

    @Test func `a region that became too small and grew by a few waits, in a release and in what stands`()
        throws
    {
        let releases = try reasons(
            [[20, 20, 20, 20], [5, 5, 5, 4], [6, 5, 5, 5]].map { [$0, large, large, large] }
        )
        #expect(releases.map { $0.made[RegionIndex(2)] } == [nil, [.threshold], [.frozen]])
        for release in releases { #expect(release.standing == release.made) }
    }

    @Test func `so does one that holds it and is of the same units`() throws {
        let none: [Int64] = [0, 0, 0, 0]
        let releases = try reasons(
            [[20, 20, 20, 20], [5, 5, 5, 4], [6, 5, 5, 5], [20, 20, 30, 2]].map { [$0, none, large, large] }
        )
        #expect(releases.map { $0.made[RegionIndex(1)] } == [nil, [.threshold], [.frozen], [.coarse]])
        for release in releases { #expect(release.standing == release.made) }
    }

    @Test(arguments: 1...30 as ClosedRange<UInt64>)
    func `what stands gives the reasons of the release, whatever is corrected`(seed: UInt64) throws {
        var random = SplitMix64(seed: seed)
        var counts = (0..<4).map { _ in (0..<4).map { _ in Int64.random(in: 0...12, using: &random) } }
        var releases: [[[Int64]]] = []
        for _ in 0..<6 {
            releases.append(counts)
            let most: Int64 = [3, 12, 40][Int.random(in: 0..<3, using: &random)]
            let buurt = Int.random(in: 0..<4, using: &random)
            for category in 0..<4 {
                let step = Int64.random(in: -most...most, using: &random)
                counts[buurt][category] = max(0, counts[buurt][category] + step)
            }
        }
        for release in try reasons(releases) { #expect(release.standing == release.made) }
    }
}
