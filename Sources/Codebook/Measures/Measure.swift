/// The quantity that a topic measures.
///
/// Variables, categories and groups are meant by their rank in the codebook.
public enum Measure: Hashable, Sendable {
    /// The number of units of the region.
    case population
    /// The units of one category of a variable.
    case category(variable: Int, category: Int)
    /// The units of one cell of the joint table; the cell stands in the row.
    case cell
    /// The share of a published group of a variable, in percent of the units.
    case share(variable: Int, group: Int)
    /// The share of published groups of a variable together, in percent of the units; only shown where a
    /// region's groups are merged so. The ranks rise.
    case mergedShare(variable: Int, groups: [Int])
    /// The units of published groups of a variable; of several together, only shown where a region's groups are
    /// merged so. The ranks rise.
    case count(variable: Int, groups: [Int])
    /// The units of the group that others are merged into, together with those that are merged into it in the
    /// region; only shown where some are. Which they are is told by the groups that are not shown.
    case gatheredCount(variable: Int, into: Int)
    /// The share of the same units, in percent.
    case gatheredShare(variable: Int, into: Int)
    /// The mean score; of one variable, or of all when nil.
    case score(variable: Int?)
    /// The standard deviation of the score (population form); of one variable, or of all when nil.
    case standardDeviation(variable: Int?)
    /// The mean absolute difference of the score between two units, all ordered pairs; of one variable, or
    /// of all when nil.
    case meanDifference(variable: Int?)
    /// The share of the units whose category was imputed, in percent.
    case imputedShare
    /// An end of the 95 % interval that imputation leaves around a measure.
    case bound(BoundSide, of: BoundedMeasure)
    /// The standard error that imputation and its model leave in the score; of one variable, or of all when nil.
    case standardError(variable: Int?)
    /// A figure of the region as a whole, by its rank in the codebook.
    case area(Int)
    /// A count that indicators are made of, by its rank among the topics of its form.
    case indicatorCount(Int)
    /// The class that an indicator puts an area in, by the rank of the indicator; only areas have one.
    case indicatorClass(Int)
    /// The index of an area, or of areas together.
    case index
    /// The unit that figures of the row are published in, in those figures' own measure.
    case unit(of: PublishedFigure)
    /// A figure that is only carried through from deliveries in the published form.
    case carried
}
