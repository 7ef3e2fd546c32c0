import Classification
import Codebook
public import Statistics

/// The households of a synthetic country, as the rows of one microdata delivery.
///
/// Wealth and work history are exactly those of the country's joint counts; levels of education are drawn for
/// each person from ``EducationModel``. Institutional households, households without a known income and a few
/// without a region are added, in the proportions of the real register. A household depends only on the seed,
/// its region, the year and its number, so rows can be made in any order and on any number of threads.
public struct HouseholdRows: Sendable {
    /// The columns and options of writing.
    public struct Options: Sendable {
        /// The columns, in order.
        public var columns: [HouseholdColumn]
        /// True if every level of education is known.
        public var isComplete: Bool
        /// True if the rows of all regions are mixed.
        public var isShuffled: Bool

        /// Creates options.
        public init(columns: [HouseholdColumn], isComplete: Bool, isShuffled: Bool) {
            self.columns = columns
            self.isComplete = isComplete
            self.isShuffled = isShuffled
        }
    }

    private let country: SyntheticCountry
    private let options: Options
    private let year: [UInt8]
    private let leaves: [HouseholdLeaf]
    /// Cumulative numbers of rows by leaf.
    private let ends: [Int]
    /// The identifier before the first one of each leaf.
    private let identifiers: [Int]
    private let order: KeyedOrder
    private let maker = HouseholdDraw()

    /// Prepares the rows of a year.
    ///
    /// - Precondition: The codebook has three variables of 10, 5 and 7 categories: wealth, education, work.
    /// - Parameters:
    ///   - country: The country.
    ///   - roots: The regions to write, with all their descendants.
    ///   - period: The year.
    ///   - options: The columns and options of writing.
    public init(_ country: SyntheticCountry, roots: [RegionIndex], in period: Period, options: Options) {
        precondition(Self.fits(country.cells.sizes), "households are of other variables than these")
        self.country = country
        self.options = options
        year = Array(String(period.year).utf8)
        let edition = country.edition
        let all = edition.indices.filter(edition.isLeaf)
        var wanted = Set<Int>()
        for root in roots { wanted.formUnion([root.position] + Array(edition.descendants(of: root))) }
        var leaves: [HouseholdLeaf] = []
        var identifiers: [Int] = []
        // Each leaf has more identifiers than rows, so that a revision changes those of no other leaf.
        let room = 1.06 + max(0.1, 2 * country.change)
        var identifier = 10_000_000
        for (number, region) in all.enumerated() {
            let first = identifier
            identifier += Int(Double(country.unrevised(ofLeaf: region, in: period)) * room) + 8
            guard wanted.contains(region.position) else { continue }
            let leaf = HouseholdLeaf(
                region,
                of: edition,
                counts: country.jointCounts(of: region, in: period),
                cells: country.cells,
                seed: country.seed,
                place: (number, all.count)
            )
            guard leaf.rows > 0 else { continue }
            leaves.append(leaf)
            identifiers.append(first)
        }
        self.leaves = leaves
        self.identifiers = identifiers
        var end = 0
        ends = leaves.map {
            end += $0.rows; return end
        }
        let whole = edition[RegionIndex(0)].code
        order = KeyedOrder(
            count: max(end, 1),
            key: RegionDraw(seed: country.seed, region: whole, purpose: .order)
        )
    }

    /// True if households can be made of variables with these numbers of categories.
    public static func fits(_ sizes: [Int]) -> Bool { sizes == [10, 5, 7] }

    /// The number of households; one row each, except institutional ones if their column is absent.
    public var count: Int { ends.last ?? 0 }

    /// Returns the counted households of each leaf by joint cell, with their true levels.
    public var jointCounts: [(region: RegionIndex, counts: [Int64])] {
        leaves.map { leaf in
            var counts = [Int64](repeating: 0, count: country.cells.count)
            for number in 0..<leaf.rows {
                let household = leaf.household(number, with: maker)
                guard household.standing == .counted else { continue }
                let rank = country.cells.rank(of: [
                    Int(household.welvaart) - 1, Int(household.level) - 1, Int(household.arbeidsverleden) - 1,
                ])
                counts[rank] += 1
            }
            return (leaf.region, counts)
        }
    }

    /// The header, as bytes.
    public var header: [UInt8] {
        Array((options.columns.map(\.rawValue).joined(separator: ";") + "\n").utf8)
    }

    /// Returns the lines of the rows at these positions, as bytes.
    public func lines(_ rows: Range<Int>) -> [UInt8] {
        var text = HouseholdText(columns: options.columns, isComplete: options.isComplete, year: year)
        text.bytes.reserveCapacity(rows.count * 80)
        var leaf = 0
        for row in rows {
            let place = options.isShuffled ? order[row] : row
            if !(place < ends[leaf] && (leaf == 0 || place >= ends[leaf - 1])) { leaf = self.leaf(of: place) }
            let first = leaf == 0 ? 0 : ends[leaf - 1]
            let number = leaves[leaf].number(at: place - first)
            let household = leaves[leaf].household(number, with: maker)
            text.append(household, of: leaves[leaf], id: identifiers[leaf] + number)
        }
        return text.bytes
    }

    /// The leaf of the row at a position: the first whose end is above it.
    private func leaf(of place: Int) -> Int {
        var low = 0
        var high = ends.count - 1
        while low < high {
            let middle = (low + high) / 2
            if ends[middle] > place { high = middle } else { low = middle + 1 }
        }
        return low
    }
}
