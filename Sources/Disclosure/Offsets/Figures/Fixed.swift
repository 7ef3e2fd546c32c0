/// Parts of a unit as whole numbers of 2^-40.
enum Fixed {
    /// One unit.
    static let one: Int = 1 << 40

    /// The largest whole number that is at most `a` / `b`; `b` is positive.
    @inline(__always)
    static func floor(_ a: Int128, _ b: Int128) -> Int {
        let quotient = a / b
        return Int(quotient * b > a ? quotient - 1 : quotient)
    }

    /// The least whole number that is at least `a` / `b`; `b` is positive.
    @inline(__always)
    static func ceiling(_ a: Int128, _ b: Int128) -> Int { -floor(-a, b) }
}
