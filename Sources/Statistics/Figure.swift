/// One exact, unprotected figure of a region, as computed and before protection.
///
/// A figure stays exact until it is protected, because rounding is part of the protection. It is
/// confidential: it appears in no log, message or page.
public enum Figure: Hashable, Sendable {
    /// A whole number of units, for example households.
    case count(Int64)
    /// A ratio, for example a mean or a share.
    case ratio(Fraction)
    /// The square root of a ratio, for example a standard deviation.
    case root(Fraction)
    /// A value of a delivery in the published form, carried through as delivered.
    case delivered(Value)
    /// Not computable from the counts that are stored.
    case unavailable
}

/// The exact figures of one region and period.
public struct RegionFigures: Hashable, Sendable {
    /// The size of the region in units of the data set (households), which the minimum frequency rule looks
    /// at; nil for figures that were delivered as published.
    public let population: Int64?
    /// One figure for each column of the table it stands in.
    public let figures: [Figure]

    /// The number of units that each figure is about, where fewer than the population; nil where all are
    /// about it.
    public let bases: [Int64]?

    /// Creates the figures of one region.
    public init(population: Int64?, figures: [Figure], bases: [Int64]? = nil) {
        self.population = population
        self.bases = bases
        self.figures = figures
    }
}
