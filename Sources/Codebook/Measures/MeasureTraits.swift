/// Everything that rooms ask of a measure besides its arithmetic, which is for `Scoring`.
///
/// ``Measure/traits`` has the entry of each measure. docs/developing.md tells how a measure is added.
public struct MeasureTraits: Hashable, Sendable {
    /// The kind of number that it gives; nil where any may be.
    public var kind: Topic.Kind?
    /// The rows in which it is shown.
    public var showing: Showing
    /// The dependence of its figure.
    public var dependence: Dependence
    /// The largest difference of published figures from computed ones; nil where they are not compared.
    public var tolerance: Tolerance?
    /// True if there is only something to say where categories were imputed.
    public var isOfImputation = false
    /// True if it is a figure of the region as a whole, which does not add up.
    public var isOfArea = false
    /// True if it follows from the classes of indicators.
    public var isOfClasses = false

    /// The rows in which a measure is shown.
    public enum Showing: Hashable, Sendable {
        /// In every row, also where nothing else is.
        case everywhere
        /// In every row that is shown.
        case shownRows
        /// Rows in which these groups stand together: one by itself, or several that are merged so and are not all.
        case groups(GroupFigure)
        /// Rows in which no group of the variable is merged; of any variable where nil.
        case wholeVariable(Int?)
        /// Nowhere.
        case nowhere
    }

    /// The dependence of a figure: it stays the same where this does.
    public enum Dependence: Hashable, Sendable {
        /// The number of units alone, or nothing that is counted.
        case units
        /// The units of these groups together.
        case groups(variable: Int, [Int])
        /// The units of a category.
        case category(variable: Int, category: Int)
        /// The sum of the scores; of one variable, or of all where nil.
        case scores(variable: Int?)
        /// The number of units with each score; of one variable, or of all where nil.
        case scoreDistribution(variable: Int?)
        /// More than counts tell.
        case other

        /// The variable whose scores it is about; nil where it is about those of all, or about no scores.
        public var scoreVariable: Int? {
            switch self {
            case .scores(let variable), .scoreDistribution(let variable): variable
            case .units, .groups, .category, .other: nil
            }
        }
    }

    /// The largest difference of a published figure from the computed one.
    public enum Tolerance: Hashable, Sendable {
        /// Half of what counts are rounded to multiples of.
        case rounding
        /// One in the last decimal.
        case lastDecimal
        /// The deviation that a rule allows scores, since published coefficients have few decimals.
        case scores
    }
}

extension Measure {
    /// Everything that rooms ask of the measure besides its arithmetic.
    public var traits: MeasureTraits {
        switch self {
        case .population:
            MeasureTraits(kind: .count, showing: .everywhere, dependence: .units, tolerance: .rounding)
        case .category(let variable, let category):
            MeasureTraits(
                kind: .count,
                showing: .nowhere,
                dependence: .category(variable: variable, category: category),
                tolerance: .lastDecimal
            )
        case .cell: MeasureTraits(kind: .count, showing: .nowhere, dependence: .other)
        case .share, .mergedShare, .count, .gatheredCount, .gatheredShare: groupTraits
        case .score(let variable):
            MeasureTraits(
                kind: .score,
                showing: .wholeVariable(variable),
                dependence: .scores(variable: variable),
                tolerance: .scores
            )
        case .standardDeviation(let variable), .meanDifference(let variable):
            MeasureTraits(
                kind: .spread,
                showing: .wholeVariable(variable),
                dependence: .scoreDistribution(variable: variable),
                tolerance: .scores
            )
        // How many units were imputed moves with no exchange of units.
        case .imputedShare:
            MeasureTraits(kind: .percentage, showing: .shownRows, dependence: .units, isOfImputation: true)
        case .standardError(let variable):
            MeasureTraits(
                kind: .spread,
                showing: .wholeVariable(variable),
                dependence: .units,
                isOfImputation: true
            )
        case .bound(_, let bounded): bounded.traits
        case .area: MeasureTraits(kind: .number, showing: .shownRows, dependence: .units, isOfArea: true)
        case .indicatorCount: MeasureTraits(kind: .count, showing: .nowhere, dependence: .other)
        case .indicatorClass, .index:
            MeasureTraits(
                kind: .number,
                showing: .shownRows,
                dependence: .other,
                tolerance: .lastDecimal,
                isOfClasses: true
            )
        // What the unit is follows from public numbers, and says nothing of categories.
        case .unit: MeasureTraits(kind: .number, showing: .shownRows, dependence: .units)
        case .carried: MeasureTraits(showing: .shownRows, dependence: .other)
        }
    }

    /// The traits of a measure of groups.
    private var groupTraits: MeasureTraits {
        guard let figure = groupFigure else { return MeasureTraits(showing: .nowhere, dependence: .other) }
        let isCount = figure.quantity == .count
        return MeasureTraits(
            kind: isCount ? .count : .percentage,
            showing: .groups(figure),
            dependence: figure.groups.map { .groups(variable: figure.variable, $0) } ?? .other,
            tolerance: isCount ? .rounding : .lastDecimal
        )
    }
}

extension BoundedMeasure {
    /// The traits of an end of the interval around it: shown with it, and dependent on what it depends on.
    fileprivate var traits: MeasureTraits {
        var traits = measure.traits
        traits.tolerance = nil
        traits.isOfImputation = true
        return traits
    }
}
