import Classification
import Statistics
import Testing

@testable import Synthesis

@Suite struct `a synthetic country` {
    private let edition = TrialCountry.edition(gemeenten: 24)
    private let year = Period(year: 2019)

    private func country(seed: UInt64 = 1, households: Int64 = 681_600, change: Double = 0)
        -> SyntheticCountry
    {
        SyntheticCountry(
            edition: edition,
            codebook: TrialCountry.codebook,
            seed: seed,
            households: households,
            change: change
        )
    }

    private var leaves: [RegionIndex] { edition.indices.filter(edition.isLeaf) }

    @Test(arguments: 1...5 as ClosedRange<UInt64>)
    func `has sizes as real ones are`(seed: UInt64) {
        let country = country(seed: seed)
        let sizes = leaves.map { country.households(ofLeaf: $0, in: year) }
        let living = sizes.filter { $0 > 0 }

        #expect((0.07...0.13).contains(1 - Double(living.count) / Double(sizes.count)))
        #expect((0.16...0.24).contains(Double(living.count { $0 < 100 }) / Double(living.count)))
        #expect((540_000...840_000).contains(living.reduce(0, +)))
        #expect(living.max()! > 20 * living.sorted()[living.count / 2])
    }

    @Test(arguments: 1...5 as ClosedRange<UInt64>)
    func `scores about zero, and its wijken from about -1 to 0.76`(seed: UInt64) throws {
        let country = country(seed: seed)
        let root = try #require(edition.indices.first)
        #expect(abs(TrialCountry.meanScore(country.jointCounts(of: root, in: year))) < 0.12)

        let scores = country.jointCounts(from: root, in: year)
            .filter { edition[$0.region].level == 2 && $0.counts.reduce(0, +) >= 100 }
            .map { TrialCountry.meanScore($0.counts) }
        let lowest = try #require(scores.min())
        let highest = try #require(scores.max())
        #expect((-1.4 ... -0.5).contains(lowest))
        #expect((0.42...0.85).contains(highest))
    }

    @Test func `gives a region the same counts alone and with the whole country`() throws {
        let country = country()
        let root = try #require(edition.indices.first)
        for (region, counts) in country.jointCounts(from: root, in: year) where region.position % 97 == 0 {
            #expect(country.jointCounts(of: region, in: year) == counts)
        }
        let small = SyntheticCountry(
            edition: TrialCountry.edition(gemeenten: 12),
            codebook: TrialCountry.codebook,
            seed: 1,
            households: 340_800
        )
        let leaf = try #require(leaves.first)
        #expect(small.jointCounts(of: leaf, in: year) == country.jointCounts(of: leaf, in: year))
    }

    @Test func `adds up: every region is the sum of its parts`() throws {
        let root = try #require(edition.indices.first)
        let counts = Dictionary(
            uniqueKeysWithValues: country().jointCounts(from: root, in: year).map { ($0.region, $0.counts) }
        )
        for region in edition.indices where !edition.isLeaf(region) {
            var sum = [Int64](repeating: 0, count: 350)
            for child in edition.children(of: region) {
                for (rank, count) in counts[child]!.enumerated() { sum[rank] += count }
            }
            #expect(counts[region] == sum)
        }
    }

    @Test func `cells of a leaf are its households`() {
        let country = country()
        for leaf in leaves.prefix(200) {
            let counts = country.jointCounts(of: leaf, in: year)
            #expect(counts.allSatisfy { $0 >= 0 })
            #expect(counts.reduce(0, +) == country.households(ofLeaf: leaf, in: year))
        }
    }

    @Test func `shifts little from year to year`() throws {
        let country = country()
        for gemeente in edition.indices where edition[gemeente].level == 1 {
            let before = country.jointCounts(of: gemeente, in: year)
            let after = country.jointCounts(of: gemeente, in: Period(year: 2020))
            #expect(before != after)
            #expect(abs(TrialCountry.meanScore(before) - TrialCountry.meanScore(after)) < 0.03)
            let growth = Double(after.reduce(0, +)) / Double(before.reduce(0, +))
            #expect((0.97...1.05).contains(growth))
        }
    }

    @Test func `is another country for another seed`() throws {
        let leaf = try #require(leaves.first { country().households(ofLeaf: $0, in: year) > 50 })
        #expect(
            country(seed: 1).jointCounts(of: leaf, in: year)
                != country(seed: 2).jointCounts(of: leaf, in: year)
        )
    }

    @Test func `differs a little in a revision`() throws {
        let gemeente = try #require(edition.indices.first { edition[$0].level == 1 })
        let before = country().jointCounts(of: gemeente, in: year)
        let after = country(change: 0.02).jointCounts(of: gemeente, in: year)
        #expect(before != after)
        #expect(abs(TrialCountry.meanScore(before) - TrialCountry.meanScore(after)) < 0.02)
    }

    @Test func `has the bits it always had`() throws {
        // A change here changes every synthetic delivery: say so in the CHANGELOG.
        let leaf = try #require(edition.lookUp(RegionCode("BU10001010")).index)
        let counts = country().jointCounts(of: leaf, in: year)
        #expect(counts.reduce(0, +) == 303)
        #expect(counts.reduce(0 as UInt64) { $0 &* 31 &+ UInt64($1) } == 11_379_764_532_997_567_043)
    }
}

extension LookUp {
    fileprivate var index: RegionIndex? {
        if case .known(let index) = self { index } else { nil }
    }
}
