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
        // The largest m with (2m - 1)^2 d <= (2 scale)^2 n, where the right side takes up to 256 bits.
        let target = (4 * scale.magnitude * scale.magnitude).multipliedFullWidth(
            by: fraction.numerator.magnitude
        )
        let quotient = fraction.denominator.magnitude.dividingFullWidth(target).quotient
        return Int64((root(quotient) + 1) / 2)
    }

    /// The largest whole number whose square is at most `number`, by Newton's method from above.
    private static func root(_ number: UInt128) -> UInt128 {
        guard number > 0 else { return 0 }
        var root: UInt128 = 1 << ((129 - UInt128(number.leadingZeroBitCount)) / 2)
        while case let next = (root + number / root) / 2, next < root { root = next }
        return root
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
