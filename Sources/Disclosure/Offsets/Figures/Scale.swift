/// How a figure follows from its count: `count` × ``times`` / (units × ``over``) is the figure in its unit.
///
/// A share is a count of units, a score a sum of coefficients.
struct Scale: Hashable, Sendable {
    /// Multiplier of the count.
    let times: Int
    /// Multiplier of the units: the unit of the figure, and for scores the sum that is a score of one.
    let over: Int
    /// Whether the figure is a part of the units; a number of units is not.
    var isPart = true

    /// The count that is one unit of the figure, times ``times``.
    func unit(of units: Int) -> Int128 { isPart ? Int128(units) * Int128(over) : Int128(over) }

    /// How many counts the share of a unit are, rounded down; for parts that are negative, towards zero too.
    func counts(_ part: Int, of units: Int) -> Int {
        guard part > 0 else { return 0 }
        return Fixed.floor(Int128(part) * unit(of: units), Int128(times) << 40)
    }
}

extension OffsetModel {
    /// The scale of a percentage in a unit of its last decimal.
    func shareScale(_ unit: Int) -> Scale {
        Scale(times: shareScale, over: unit, isPart: countBase == nil)
    }

    /// The scale of a score in a unit of its last decimal.
    func scoreScale(_ unit: Int) -> Scale { Scale(times: scoreScale, over: unit * scoreUnit) }
}
