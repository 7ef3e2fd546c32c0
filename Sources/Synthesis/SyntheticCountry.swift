public import Classification
public import Codebook
public import Statistics

/// A synthetic country over a real edition: the number of households of each kind in each region.
///
/// For trials, benchmarks and the demonstration. Sizes are realistic: a tenth of the leaves are empty, a
/// fifth of the others have under a hundred households, a few have many thousands. Regions differ in level, a
/// gemeente as a whole, its wijken within it, and their buurten; the country's mean score is about zero. From
/// year to year a region grows and shifts a little.
///
/// Every number depends only on the seed, the region's code and the year: a region is the same whether it is
/// made alone or with the whole country. The counts of a leaf are drawn; those of every other region are
/// sums.
public struct SyntheticCountry: Sendable {
    /// The regions.
    public let edition: Edition
    /// The cells of the counts.
    public let cells: JointCells

    private let mix: HouseholdMix
    let seed: UInt64
    private let scale: Double
    let change: Double

    /// Prepares a country.
    ///
    /// - Parameters:
    ///   - edition: The regions.
    ///   - codebook: The variables of the counts, and the coefficients of their categories.
    ///   - seed: The seed; another seed makes another country.
    ///   - households: The approximate number of households in 2019.
    ///   - change: The size of a revision: 0.02 changes the households of a leaf by up to 2 percent, and its
    ///     level by up to 0.02.
    public init(
        edition: Edition,
        codebook: Codebook,
        seed: UInt64,
        households: Int64 = 8_000_000,
        change: Double = 0
    ) {
        self.edition = edition
        self.seed = seed
        self.change = change
        cells = JointCells(codebook.variables)
        mix = HouseholdMix(codebook, spread: Levels.spread)
        let leaves = edition.indices.count(where: edition.isLeaf)
        scale = Double(households) / (Double(max(leaves, 1)) * Sizes.mean)
    }

    /// Returns the number of households of a leaf.
    ///
    /// - Precondition: The region has no parts.
    public func households(ofLeaf index: RegionIndex, in period: Period) -> Int64 {
        precondition(edition.isLeaf(index), "only leaves are drawn")
        let code = edition[index].code
        let size = Sizes(seed: seed, region: code)
        let revision = RegionDraw(seed: seed, region: code, purpose: .revision)
        return size.households(in: period.year, scale: scale * (1 + change * (2 * revision.even(0) - 1)))
    }

    /// Returns the number of households of a leaf before any revision.
    func unrevised(ofLeaf index: RegionIndex, in period: Period) -> Int64 {
        Sizes(seed: seed, region: edition[index].code).households(in: period.year, scale: scale)
    }

    /// Returns the joint counts of a region, by the rank of the cell.
    public func jointCounts(of index: RegionIndex, in period: Period) -> [Int64] {
        guard !edition.isLeaf(index) else { return leafCounts(of: index, in: period) }
        return edition.descendants(of: index).lazy.map(RegionIndex.init).filter(edition.isLeaf)
            .reduce(into: [Int64](repeating: 0, count: cells.count)) { sum, leaf in
                for (rank, count) in leafCounts(of: leaf, in: period).enumerated() { sum[rank] += count }
            }
    }

    /// Returns the joint counts of a region and of every region below it, in publication order.
    public func jointCounts(
        from index: RegionIndex,
        in period: Period
    ) -> [(region: RegionIndex, counts: [Int64])] {
        let first = index.position
        var counts: [(region: RegionIndex, counts: [Int64])] =
            (first..<edition.descendants(of: index).upperBound).map {
                let region = RegionIndex($0)
                let empty = [Int64](repeating: 0, count: cells.count)
                return (region, edition.isLeaf(region) ? leafCounts(of: region, in: period) : empty)
            }
        // Every region stands before its parts, so backwards each is complete before it is added.
        for position in counts.indices.dropFirst().reversed() {
            guard let parent = edition[counts[position].region].parent else { continue }
            for rank in 0..<cells.count {
                counts[parent.position - first].counts[rank] += counts[position].counts[rank]
            }
        }
        return counts
    }

    private func leafCounts(of index: RegionIndex, in period: Period) -> [Int64] {
        let households = households(ofLeaf: index, in: period)
        guard households > 0 else { return [Int64](repeating: 0, count: cells.count) }
        let code = edition[index].code
        let revision = RegionDraw(seed: seed, region: code, purpose: .revision)
        let level =
            Levels(seed: seed).level(of: index, in: edition, year: period.year)
            + change * (2 * revision.even(1) - 1)
        let offset = RegionDraw(seed: seed, region: code, purpose: .offset).even()
        return apportion(households, to: mix.shares(at: level), offset: offset)
    }
}

/// Distributes `total` over `shares`, exactly.
///
/// The cells lie end to end on a line of length `total`; a point stands at every whole number less `offset`,
/// and a cell gets the points that lie in it.
func apportion(_ total: Int64, to shares: [Double], offset: Double) -> [Int64] {
    var counts = [Int64](repeating: 0, count: shares.count)
    let sum = shares.reduce(0, +)
    var end = 0.0
    var given: Int64 = 0
    for rank in shares.indices {
        end += shares[rank]
        let marks = rank == shares.count - 1 ? total : min(total, Int64(end / sum * Double(total) + offset))
        counts[rank] = marks - given
        given = marks
    }
    return counts
}
