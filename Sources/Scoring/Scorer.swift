public import Codebook
public import Statistics

/// Computes the exact figures of one region from its counts.
///
/// A unit scores the sum of its categories' coefficients; a region has the mean over its units, divided by
/// the divisor of the scheme. Everything is whole-number arithmetic on counts, so figures depend neither on
/// the order of additions nor on floating point; rounding is part of protection. Source: docs/method.md.
public struct Scorer: Sendable {
    /// The ranks of the topics with figures, rising.
    ///
    /// All topics except those carried through, and those of imputation if nothing was imputed.
    public let columns: [Int]

    let layout: CountLayout
    /// True if every variable counts only the units whose category is known.
    private let isOfKnownUnits: Bool
    private let measures: [Measure]
    private let groups: [[Range<Int>]]
    private let coefficients: [[Int64]]
    /// The rank of the imputed variable; nil if none is.
    private let imputed: Int?
    /// The scores of the categories of every variable.
    private let parts: [ScoreScale]
    /// The scores of the joint cells; nil if the form has no joint cells.
    private let whole: ScoreScale?
    /// The divisor that turns a sum of coefficients into a number on the published scale.
    private let unit: Int128
    /// The most units of a region for which every figure is exact in 128 bits, rounding included.
    private let mostUnits: Int64

    /// Prepares the figures of a period that is stored in `form`.
    ///
    /// Returns nil if the form has no counts, if no set of coefficients serves the period, or if the set does
    /// not fit the variables or has coefficients too large to be exact (beyond a thousand with six decimals).
    ///
    /// - Parameters:
    ///   - codebook: The data set.
    ///   - form: The form in which the period is stored.
    ///   - period: The period.
    ///   - isImputed: True if the period has a kept model for missing categories; the codebook's current
    ///     setting is for future deliveries.
    ///   - wanted: The ranks of the requested topics; nil for all.
    public init?(
        codebook: Codebook,
        form: Form,
        period: Period,
        isImputed: Bool = true,
        wanted: Set<Int>? = nil
    ) {
        guard let (set, divisor) = codebook.scheme.scoring(codebook.variables, in: period) else { return nil }
        isOfKnownUnits = codebook.scheme.isOfKnownUnits
        guard let layout = CountLayout(codebook, form), let bounds = ExactBounds(set, divisor: divisor),
            set.coefficients.map(\.count) == codebook.variables.map(\.categories.count)
        else { return nil }
        self.layout = layout
        unit = bounds.unit
        mostUnits = bounds.mostUnits
        let imputes = isImputed && form.records?.imputation != nil
        columns = codebook.topics.indices.filter {
            let topic = codebook.topics[$0]
            return topic.measure != .carried && (imputes || !topic.traits.isOfImputation)
                && wanted?.contains($0) ?? true
        }
        measures = columns.map { codebook.topics[$0].measure }
        groups = codebook.variables.map { $0.groups.map(\.categories) }
        coefficients = set.coefficients
        imputed = form.records?.imputation?.variable
        parts = set.coefficients.map(ScoreScale.init)
        whole = layout.isJoint ? ScoreScale(of: Self.cellScores(set.coefficients)) : nil
    }

    /// Returns the exact figures of a region with these counts.
    ///
    /// Without units only their number is known: there is no mean of no units.
    ///
    /// - Parameter counts: By the rank of their cell in the form; none negative.
    /// - Returns: One figure for each of ``columns``.
    public func figures(of counts: [Int64]) -> RegionFigures {
        let (margins, cells) = layout.margins(of: counts)
        if isOfKnownUnits { return apart(margins) }
        let population = margins.units / margins.scale
        guard (1...mostUnits).contains(margins.units) else {
            let figures = measures.map { $0 == .population ? Figure.count(population) : .unavailable }
            return RegionFigures(population: population, figures: figures)
        }
        let scores = Scores(
            units: Int128(margins.units),
            unit: unit,
            // Categories that do not add up to the units are not used.
            parts: zip(parts, margins.categories).map { scale, counts in
                counts.reduce(0, +) == margins.units ? scale.moments(of: counts, units: margins.units) : nil
            },
            whole: whole?.moments(of: cells, units: margins.units)
        )
        let error = layout.records.flatMap { $0.levels > 0 ? ImputationError($0, counts: counts) : nil }
        return RegionFigures(
            population: population,
            figures: measures.map { figure(of: $0, margins, scores, error) }
        )
    }

    /// The figures of variables that each count only the units whose category is known.
    private func apart(_ margins: CountLayout.Margins) -> RegionFigures {
        let known = margins.categories.map { $0.reduce(0, +) }
        let shown = measures.map { measure -> (figure: Figure, base: Int64) in
            if let counted = measure.countedCategory {
                return (
                    .count(margins.categories[counted.variable][counted.category]), known[counted.variable]
                )
            }
            guard let figure = measure.groupFigure else {
                return (measure == .population ? .count(margins.units) : .unavailable, margins.units)
            }
            let base = known[figure.variable]
            // Which groups are gathered is for protection to say.
            guard let groups = figure.groups else { return (.unavailable, base) }
            return switch figure.quantity {
            case .count: (.count(units(of: groups, figure.variable, margins)), base)
            case .share: (share(of: groups, figure.variable, margins, base), base)
            }
        }
        return RegionFigures(
            population: margins.units,
            figures: shown.map(\.figure),
            bases: shown.map(\.base)
        )
    }

    private func units(of groups: [Int], _ variable: Int, _ margins: CountLayout.Margins) -> Int64 {
        groups.reduce(0) { $0 + margins.categories[variable][self.groups[variable][$1]].reduce(0, +) }
    }

    private func share(of groups: [Int], _ variable: Int, _ margins: CountLayout.Margins, _ base: Int64)
        -> Figure
    {
        guard base > 0 else { return .unavailable }
        return .ratio(Fraction(Int128(units(of: groups, variable, margins)), Int128(base)))
    }

    private func figure(
        of measure: Measure,
        _ margins: CountLayout.Margins,
        _ scores: Scores,
        _ error: ImputationError?
    ) -> Figure {
        let units = margins.units / margins.scale
        switch measure {
        case .population: return .count(units)
        case .category(let variable, let category):
            return .count(
                Rounding.halfUp(Int128(margins.categories[variable][category]), Int128(margins.scale))
            )
        case .imputedShare:
            return error.map { .ratio(Fraction(Int128($0.imputed), Int128(units))) } ?? .unavailable
        case .bound(let side, let measure):
            guard let error else { return .unavailable }
            return bound(
                side,
                of: measure,
                around: figure(of: measure.measure, margins, scores, error),
                error,
                units
            )
        case .share(let variable, let group):
            guard scores.parts[variable] != nil else { return .unavailable }
            let part = margins.categories[variable][groups[variable][group]].reduce(0, +)
            return .ratio(Fraction(Int128(part), scores.units))
        case .mergedShare(let variable, let merged):
            guard scores.parts[variable] != nil else { return .unavailable }
            return .ratio(Fraction(Int128(self.units(of: merged, variable, margins)), scores.units))
        case .count(let variable, let groups):
            return .count(
                Rounding.halfUp(Int128(self.units(of: groups, variable, margins)), Int128(margins.scale))
            )
        case .gatheredCount, .gatheredShare, .area: return .unavailable
        case .score(let variable): return scores.mean(of: variable)
        case .standardDeviation(let variable): return scores.standardDeviation(of: variable)
        case .meanDifference(let variable): return scores.meanDifference(of: variable)
        case .standardError(let variable):
            guard let error, let imputed else { return .unavailable }
            guard variable == nil || variable == imputed else { return .ratio(Fraction(0, 1)) }
            return error.standardError(of: coefficients[imputed], over: Int128(units) * unit)
                .map(Figure.ratio) ?? .unavailable
        // The unit of figures is for protection to say.
        case .cell, .carried, .unit, .indicatorCount, .indicatorClass, .index: return .unavailable
        }
    }

    /// A bound around a figure, within the possible range of the figure.
    private func bound(
        _ side: BoundSide,
        of measure: BoundedMeasure,
        around figure: Figure,
        _ error: ImputationError,
        _ units: Int64
    ) -> Figure {
        guard case .ratio(let centre) = figure, let imputed else { return .unavailable }
        switch measure {
        case .share(let variable, let group):
            return .ratio(
                ImputationError.bound(
                    side,
                    around: centre,
                    variance: error.variance(of: groups[variable][group]),
                    over: Int128(units),
                    within: (Fraction(0, 1), Fraction(1, 1))
                )
            )
        case .score(let variable):
            let extremes = (variable.map { [coefficients[$0]] } ?? coefficients).map {
                (Int128($0.min() ?? 0), Int128($0.max() ?? 0))
            }
            return .ratio(
                ImputationError.bound(
                    side,
                    around: centre,
                    variance: error.variance(of: coefficients[imputed]),
                    over: Int128(units) * unit,
                    within: (
                        Fraction(extremes.reduce(0) { $0 + $1.0 }, unit),
                        Fraction(extremes.reduce(0) { $0 + $1.1 }, unit)
                    )
                )
            )
        }
    }

    /// The scores of the joint cells, in their order: the last variable runs fastest.
    private static func cellScores(_ coefficients: [[Int64]]) -> [Int64] {
        coefficients.reduce([0]) { cells, own in cells.flatMap { cell in own.map { cell + $0 } } }
    }
}
