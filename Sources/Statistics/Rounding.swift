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
    /// - Precondition: neither `fraction` nor `scale` is negative, and the result is at most `Int64.max`.
    public static func halfUpRoot(of fraction: Fraction, times scale: Int128) -> Int64 {
        precondition(fraction.numerator >= 0 && scale >= 0)
        // The largest m with (2m - 1)^2 d <= (2 scale)^2 n; both products are taken in 256 bits.
        let numerator = fraction.numerator.magnitude
        let denominator = fraction.denominator.magnitude
        let target = (4 * scale.magnitude * scale.magnitude).multipliedFullWidth(by: numerator)
        func reaches(_ m: UInt128) -> Bool {
            let product = ((2 * m - 1) * (2 * m - 1)).multipliedFullWidth(by: denominator)
            return (product.high, product.low) <= (target.high, target.low)
        }
        // Floating point only says where to start; the answer does not depend on it.
        let start = (Double(numerator) / Double(denominator)).squareRoot() * Double(scale)
        var m = UInt128(start)
        while m > 0, !reaches(m) { m -= 1 }
        while reaches(m + 1) { m += 1 }
        return Int64(m)
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
