import Classification
import Codebook
import Statistics

/// The totals and surroundings of a leaf, from which each of its households is made.
struct HouseholdLeaf: Sendable {
    /// Rows that are left out of every count, as shares of the households that are counted: about 250,000,
    /// 100,000 and 700 for 8 million.
    private static let leftOut = (institutional: 0.03125, incomeUnknown: 0.0125, regionUnknown: 0.0000875)

    let region: RegionIndex
    let code: [UInt8]
    /// Cumulative numbers of households by wealth and work history.
    private let ends: [Int]
    private let histories: Int
    /// Cumulative numbers of rows by standing: counted, institutional, without income, without region.
    private let standings: (counted: Int, institutional: Int, incomeUnknown: Int, regionUnknown: Int)
    private let urbanity: UInt8
    private let quarter: UInt8
    private let draw: RegionDraw
    private let order: KeyedOrder
    /// The first postcode district of the leaf, and the number of districts it covers.
    private let line: (start: Double, length: Double)

    /// The number of rows.
    var rows: Int { standings.regionUnknown }

    /// Prepares a leaf.
    ///
    /// - Parameters:
    ///   - region: The leaf.
    ///   - edition: The regions.
    ///   - counts: The joint counts of the leaf; wealth is variable 0, work history variable 2.
    ///   - cells: The ranks of the joint cells.
    ///   - seed: The seed of the country.
    ///   - place: The leaf's position among all leaves of the edition, and their number.
    init(
        _ region: RegionIndex,
        of edition: Edition,
        counts: [Int64],
        cells: JointCells,
        seed: UInt64,
        place: (number: Int, of: Int)
    ) {
        self.region = region
        let code = edition[region].code
        self.code = Array(code.description.utf8)
        histories = cells.sizes[2]
        var pairs = [Int](repeating: 0, count: cells.sizes[0] * cells.sizes[2])
        for (rank, count) in counts.enumerated() where count > 0 {
            pairs[cells.category(of: 0, in: rank) * histories + cells.category(of: 2, in: rank)] += Int(count)
        }
        var end = 0
        ends = pairs.map {
            end += $0; return end
        }
        let leaf = RegionDraw(seed: seed, region: code, purpose: .leftOut)
        let counted = Double(end)
        let institutional = Int(counted * Self.leftOut.institutional + leaf.even(0))
        let incomeUnknown = Int(counted * Self.leftOut.incomeUnknown + leaf.even(1))
        let regionUnknown = Int(counted * Self.leftOut.regionUnknown + leaf.even(2))
        let some = end > 0 ? 1 : 0
        standings = (
            end, end + some * institutional, end + some * (institutional + incomeUnknown),
            end + some * (institutional + incomeUnknown + regionUnknown)
        )
        draw = RegionDraw(seed: seed, region: code, purpose: .household)
        order = KeyedOrder(
            count: max(standings.regionUnknown, 1),
            key: RegionDraw(seed: seed, region: code, purpose: .order)
        )
        let gemeente = edition.ancestors(of: region).dropLast().last ?? region
        let around = RegionDraw(seed: seed, region: edition[gemeente].code, purpose: .surroundings)
        urbanity = UInt8(around.even(0) * 5) + 1
        quarter = UInt8(around.even(1) * 4) + 1
        let districts = Double(Self.districts) / Double(place.of)
        line = (Double(place.number) * districts, districts)
    }

    /// The number of postcode districts of a whole country; they follow the order of the leaves.
    private static let districts = 4063

    /// The codes of urbanicity and landsdeel.
    var surroundings: (urbanity: UInt8, quarter: UInt8) { (urbanity, quarter) }

    /// The number of the household at a position among the rows of the leaf.
    func number(at place: Int) -> Int { order[place] }

    /// Makes the household of a number, independently of all others.
    func household(_ number: Int, with maker: HouseholdDraw) -> Household {
        let own = draw.of(number)
        var household = Household()
        var pair = number
        if number >= standings.counted {
            household.standing =
                number < standings.institutional
                ? .institutional : number < standings.incomeUnknown ? .incomeUnknown : .regionUnknown
            pair = Int(own.even(40) * Double(standings.counted))
        }
        // The first pair whose end is above the number.
        var low = 0
        var high = ends.count - 1
        while low < high {
            let middle = (low + high) / 2
            if ends[middle] > pair { high = middle } else { low = middle + 1 }
        }
        household.welvaart = UInt8(low / histories) + 1
        household.arbeidsverleden = UInt8(low % histories) + 1
        maker.complete(&household, urbanity: urbanity, quarter: quarter, draw: own)
        // Districts and leaves intersect; one household in five hundred has no postcode.
        if household.standing != .regionUnknown, own.even(41) >= 0.002 {
            let district = Int(line.start + own.even(42) * line.length)
            household.postcode = 1000 + min(district, Self.districts - 1) * 2214 / 1000
        }
        return household
    }
}
