import Statistics

/// The scores of one region, as exact ratios on the published scale.
struct Scores {
    /// The units; at least one.
    let units: Int128
    /// The divisor that turns a sum of coefficients into a number on the published scale.
    let unit: Int128
    /// The moments of each variable's coefficients; nil if its categories are unknown.
    let parts: [ScoreScale.Moments?]
    /// The moments of the sums of coefficients; nil if the joint counts are unknown.
    let whole: ScoreScale.Moments?

    /// The mean of a variable's coefficients, or of their sum for nil.
    func mean(of variable: Int?) -> Figure {
        let known = variable.map { [parts[$0]] } ?? parts
        let sums = known.compactMap { $0?.sum }
        guard sums.count == known.count else { return .unavailable }
        return .ratio(Fraction(sums.reduce(0, +), units * unit))
    }

    /// The standard deviation of the population, not of a sample.
    func standardDeviation(of variable: Int?) -> Figure {
        guard let moments = moments(of: variable) else { return .unavailable }
        let numerator = units * moments.squares - moments.sum * moments.sum
        return .root(Fraction(numerator, units * units * unit * unit))
    }

    /// The mean distance of the two units of a pair, over all ordered pairs, including a unit with itself.
    func meanDifference(of variable: Int?) -> Figure {
        guard let moments = moments(of: variable) else { return .unavailable }
        return .ratio(Fraction(moments.differences, units * units * unit))
    }

    private func moments(of variable: Int?) -> ScoreScale.Moments? {
        if let variable { parts[variable] } else { whole }
    }
}
