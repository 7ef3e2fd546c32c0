public import Codebook
public import Statistics

/// The class scores and indices of the areas of a city in one year.
///
/// Classes are relative: the counts of one area may move others, so a table is always made of all areas.
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

    private let areas: [Area]
    /// By area, then by indicator.
    public let scores: [[Int?]]
    /// By area; nil where too few indicators are in.
    public let indices: [Fraction?]

    /// Computes the table of all areas.
    public init(scheme: ClassScheme, areas: [Area]) {
        self.areas = areas
        scores = Self.scores(of: areas, scheme)
        indices = scores.map { AreaIndex.index(of: $0, in: scheme) }
    }

    /// Returns the index of any set of areas; a repeated one counts once.
    public func union(_ positions: [Int]) -> Fraction? {
        UnionIndex.index(
            of: Set(positions).sorted().map {
                UnionIndex.WeightedArea(index: indices[$0], population: areas[$0].population)
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
