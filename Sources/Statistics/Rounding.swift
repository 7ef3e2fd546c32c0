/// The one way in which Peil rounds, shared by releases, audits and witnesses.
///
/// Half of the last decimal goes up, towards positive infinity, also below zero: -0.0005 is -0.000, and
/// 0.0005 is 0.001. Everything is whole-number arithmetic, so no figure depends on a machine's floating
/// point.
public enum Rounding {
    /// Returns `numerator` / `denominator` rounded half up to a whole number.
    ///
    /// - Precondition: `denominator` is positive.
    public static func halfUp(_ numerator: Int128, _ denominator: Int128) -> Int64 {
        precondition(denominator > 0)
        return Int64(floor(2 * numerator + denominator, 2 * denominator))
    }

    /// Returns the square root of `fraction`, times `scale`, rounded half up to a whole number.
    ///
    /// - Precondition: `fraction` is not negative.
    public static func halfUpRoot(of fraction: Fraction, times scale: Int128) -> Int64 {
        precondition(fraction.numerator >= 0)
        // The largest m with (2m - 1)^2 d <= (2 scale)^2 n, by halving.
        let target = 4 * scale * scale * fraction.numerator
        var low: Int128 = 0
        var high: Int128 = 1
        func reaches(_ m: Int128) -> Bool { (2 * m - 1) * (2 * m - 1) * fraction.denominator <= target }
        while reaches(high) {
            low = high
            high *= 2
        }
        while high - low > 1 {
            let middle = (low + high) / 2
            if reaches(middle) { low = middle } else { high = middle }
        }
        return Int64(low)
    }

    private static func floor(_ a: Int128, _ b: Int128) -> Int128 {
        let quotient = a / b
        return a % b < 0 ? quotient - 1 : quotient
    }
}

/// An exact ratio of two whole numbers.
public struct Fraction: Hashable, Sendable {
    /// The number above the line.
    public let numerator: Int128
    /// The number below the line; positive.
    public let denominator: Int128

    /// Creates a ratio; the denominator is positive.
    public init(_ numerator: Int128, _ denominator: Int128) {
        precondition(denominator > 0)
        self.numerator = numerator
        self.denominator = denominator
    }
}
