public import Codebook
public import Statistics

/// The class scores and indices of the areas of a city in one year, and of unions of them, kept up to date.
///
/// Classes are relative: the counts of one area may move others. A correction classifies all areas again,
/// which is cheap, and rescores exactly the areas with another class and the unions that contain an area with
/// another index or population.
public struct IndexTable: Hashable, Sendable {
    /// The inputs of one area: a ratio for each indicator, in the order of the scheme, and inhabitants.
    public struct Area: Hashable, Sendable {
        /// By indicator; nil if missing.
        public var rates: [IndicatorRate?]
        /// The weight of the area in unions; nil if missing.
        public var population: Int64?

        /// Creates the inputs of an area.
        public init(rates: [IndicatorRate?], population: Int64?) {
            self.rates = rates
            self.population = population
        }
    }

    /// The rows that a correction changed, by position, rising.
    public struct Change: Hashable, Sendable {
        /// The areas with another class score in an indicator.
        public let areas: [Int]
        /// The unions that were computed again.
        public let unions: [Int]
    }

    private let scheme: ClassScheme
    private let members: [[Int]]
    private var areas: [Area]
    /// By area, then by indicator.
    public private(set) var scores: [[Int?]]
    /// By area; nil if too few indicators are known.
    public private(set) var indices: [Fraction?]
    /// By union; nil if no area of it has both an index and inhabitants.
    public private(set) var unions: [Fraction?]

    /// Computes the table of all areas.
    ///
    /// Unions are the positions of their areas, nested or overlapping.
    public init(scheme: ClassScheme, areas: [Area], unions: [[Int]]) {
        self.scheme = scheme
        self.areas = areas
        members = unions
        scores = Self.scores(of: areas, scheme)
        indices = scores.map { AreaIndex.index(of: $0, in: scheme) }
        self.unions = []
        self.unions = members.map(union)
    }

    /// Replaces the inputs of some areas, by position.
    public mutating func correct(_ corrections: [Int: Area]) -> Change {
        var touched = Set<Int>()
        for (position, area) in corrections {
            if areas[position].population != area.population { touched.insert(position) }
            areas[position] = area
        }
        let moved = Self.scores(of: areas, scheme)
        let changed = areas.indices.filter { moved[$0] != scores[$0] }
        for position in changed {
            scores[position] = moved[position]
            indices[position] = AreaIndex.index(of: moved[position], in: scheme)
            touched.insert(position)
        }
        let again = members.indices.filter { members[$0].contains(where: touched.contains) }
        for position in again { unions[position] = union(members[position]) }
        return Change(areas: changed, unions: again)
    }

    /// Returns the index of any set of areas; a repeated one counts once.
    public func union(_ positions: [Int]) -> Fraction? {
        UnionIndex.index(
            of: Set(positions).sorted().map {
                UnionIndex.Part(index: indices[$0], population: areas[$0].population)
            }
        )
    }

    private static func scores(of areas: [Area], _ scheme: ClassScheme) -> [[Int?]] {
        let byIndicator = scheme.indicators.indices.map { indicator in
            IndicatorClasses.scores(
                of: areas.map { $0.rates[indicator] },
                by: scheme.method,
                into: scheme.classes
            )
        }
        return areas.indices.map { area in byIndicator.map { $0[area] } }
    }
}
