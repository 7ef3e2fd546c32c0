public import Codebook

/// The bounds within which every computation of scores fits 128 bits.
///
/// The largest numbers are the numerator of a variance, (units x score)^2, and a mean difference on its way
/// to being rounded, units^2 x distance x 10^9 x 2. With at most 2^36 units, and units x score at most 2^58,
/// both stay under 2^126.
struct ExactBounds: Sendable {
    /// The divisor that turns a sum of coefficients into a number on the published scale.
    let unit: Int128
    /// The most units of a region.
    let mostUnits: Int64

    /// The number of units that every country must be able to have.
    fileprivate static let country: Int64 = 1 << 27

    private static let widest: Int128 = 1 << 30

    /// Computes the bounds of a set of coefficients; nil if its coefficients are too large.
    init?(_ set: CoefficientSet, divisor: Int) {
        guard (0...9).contains(set.decimals), divisor >= 1 else { return nil }
        let extremes = set.coefficients.map { (low: Int128($0.min() ?? 0), high: Int128($0.max() ?? 0)) }
        let low = extremes.reduce(0) { $0 + $1.low }
        let high = extremes.reduce(0) { $0 + $1.high }
        unit = Int128(set.scale) * Int128(divisor)
        let width = extremes.reduce(max(unit, high - low, high, -low)) { max($0, $1.high, -$1.low) }
        guard width <= Self.widest else { return nil }
        mostUnits = Int64(min(1 << 36, (1 << 58) / width))
    }
}

extension Scorer {
    /// True if scores of a set can be computed exactly for regions as large as a country.
    public static func isExact(_ set: CoefficientSet, divisor: Int) -> Bool {
        ExactBounds(set, divisor: divisor).map { $0.mostUnits >= ExactBounds.country } ?? false
    }
}
