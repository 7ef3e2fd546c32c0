/// Returns e to the power of `x`, by additions and multiplications only; 0 far below, infinity far above.
///
/// The system's own function may differ in its last bit between machines, and with it a draw.
@inlinable
public func exponential(_ x: Double) -> Double {
    guard x > -745 else { return 0 }
    guard x < 709.7 else { return .infinity }
    let halvings = (x * 1.4426950408889634).rounded()
    // ln 2 in two parts, so that nothing is lost in the subtraction.
    let rest = (x - halvings * 0.693147180369123816490) - halvings * 1.90821492927058770002e-10
    var sum = 1.0
    for divisor in stride(from: 16.0, through: 1.0, by: -1.0) { sum = 1 + sum * rest / divisor }
    return Double(sign: .plus, exponent: Int(halvings), significand: sum)
}
