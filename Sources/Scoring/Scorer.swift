public import Codebook
public import Statistics

/// Turns the counts of one region into its exact figures.
///
/// A unit scores the sum of its categories' coefficients; a region has the mean over its units, divided by
/// the divisor of the scheme. Everything is whole-number arithmetic on counts, so figures depend neither on
/// the order of additions nor on floating point, and nothing is rounded: that is for protection.
/// Source: docs/method.md.
public struct Scorer: Sendable {
    /// The ranks of the topics that there are figures for, rising: all but those carried through.
    public let columns: [Int]

    private let layout: CountLayout
    private let measures: [Measure]
    private let groups: [[Range<Int>]]
    private let coefficients: [[Int64]]
    /// The scores of the categories of every variable.
    private let parts: [ScoreScale]
    /// The scores of the joint cells; nil where the form does not tell cells apart.
    private let whole: ScoreScale?
    /// What a sum of coefficients is divided by to be a score.
    private let scale: Int128
    /// What a sum of coefficients is divided by to be on the published scale.
    private let unit: Int128
    /// The most units of a region for which every figure is exact in 128 bits, rounding included.
    private let mostUnits: Int64

    /// Prepares the figures of a period that is held in `form`.
    ///
    /// Returns nil when the form holds no counts, when no set of coefficients serves the period, or when the
    /// set does not fit the variables or has coefficients too large to be exact (beyond a thousand with six
    /// decimals).
    public init?(codebook: Codebook, form: Form, period: Period) {
        let scheme: CoefficientScheme
        switch codebook.scheme {
        case .coefficients(let coefficients): scheme = coefficients
        }
        guard let layout = CountLayout(codebook, form), let set = scheme.set(for: period),
            let bounds = ExactBounds(set, divisor: scheme.divisor),
            set.coefficients.map(\.count) == codebook.variables.map(\.categories.count)
        else { return nil }
        self.layout = layout
        scale = bounds.scale
        unit = bounds.unit
        mostUnits = bounds.mostUnits
        columns = codebook.topics.indices.filter { codebook.topics[$0].measure != .carried }
        measures = columns.map { codebook.topics[$0].measure }
        groups = codebook.variables.map { $0.groups.map(\.categories) }
        coefficients = set.coefficients
        parts = set.coefficients.map(ScoreScale.init)
        whole = layout.isJoint ? ScoreScale(of: Self.cellScores(set.coefficients)) : nil
    }

    /// Returns the score of a unit of these categories, one a variable: the sum of their coefficients.
    ///
    /// Nil where there is no such category.
    public func unitScore(of categories: [Int]) -> Fraction? {
        guard categories.count == coefficients.count,
            zip(coefficients, categories).allSatisfy({ $0.indices.contains($1) })
        else { return nil }
        return Fraction(zip(coefficients, categories).reduce(0) { $0 + Int128($1.0[$1.1]) }, scale)
    }

    /// Returns the exact figures of a region with these counts.
    ///
    /// Without units nothing but their number is known: there is no mean of nothing.
    ///
    /// - Parameter counts: By the rank of their cell in the form; none negative.
    /// - Returns: One figure for each of ``columns``.
    public func figures(of counts: [Int64]) -> RegionFigures {
        let margins = layout.margins(of: counts)
        guard (1...mostUnits).contains(margins.units) else {
            let figures = measures.map { $0 == .population ? Figure.count(margins.units) : .unavailable }
            return RegionFigures(population: margins.units, figures: figures)
        }
        let scores = Scores(
            units: Int128(margins.units),
            unit: unit,
            // Categories that do not add up to the units say nothing about them.
            parts: zip(parts, margins.categories).map { scale, counts in
                counts.reduce(0, +) == margins.units ? scale.moments(of: counts, units: margins.units) : nil
            },
            whole: whole?.moments(of: counts, units: margins.units)
        )
        return RegionFigures(
            population: margins.units,
            figures: measures.map { figure(of: $0, margins, scores) }
        )
    }

    private func figure(of measure: Measure, _ margins: CountLayout.Margins, _ scores: Scores) -> Figure {
        switch measure {
        case .population: return .count(margins.units)
        case .category(let variable, let category): return .count(margins.categories[variable][category])
        case .share(let variable, let group):
            guard scores.parts[variable] != nil else { return .unavailable }
            let part = margins.categories[variable][groups[variable][group]].reduce(0, +)
            return .ratio(Fraction(Int128(part), scores.units))
        case .score(let variable): return scores.mean(of: variable)
        case .standardDeviation(let variable): return scores.standardDeviation(of: variable)
        case .meanDifference(let variable): return scores.meanDifference(of: variable)
        case .cell, .carried: return .unavailable
        }
    }

    /// The scores of the joint cells, in their order: the last variable runs fastest.
    private static func cellScores(_ coefficients: [[Int64]]) -> [Int64] {
        coefficients.reduce([0]) { cells, own in cells.flatMap { cell in own.map { cell + $0 } } }
    }
}
