import Statistics

/// The scores of one region, as exact ratios on the published scale.
struct Scores {
    /// The units; at least one.
    let units: Int128
    /// What a sum of coefficients is divided by to be on the published scale.
    let unit: Int128
    /// What the coefficients of every variable come to; nil where its categories are not known.
    let parts: [ScoreScale.Moments?]
    /// What the sums of coefficients come to; nil where the joint counts are not known.
    let whole: ScoreScale.Moments?

    /// The mean of a variable's coefficients, or of their sum when nil.
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

    /// The mean distance of the two units of a pair, over all ordered pairs: a unit is its own pair too.
    func meanDifference(of variable: Int?) -> Figure {
        guard let moments = moments(of: variable) else { return .unavailable }
        return .ratio(Fraction(moments.differences, units * units * unit))
    }

    private func moments(of variable: Int?) -> ScoreScale.Moments? {
        if let variable { parts[variable] } else { whole }
    }
}
