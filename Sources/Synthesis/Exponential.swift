/// Returns e to the power of `x`, by additions and multiplications only.
///
/// The system's own function may differ in its last bit between machines, and with it a household.
func exponential(_ x: Double) -> Double {
    let halvings = (x * 1.4426950408889634).rounded()
    let rest = x - halvings * 0.6931471805599453
    var sum = 1.0
    for divisor in stride(from: 16.0, through: 1.0, by: -1.0) { sum = 1 + sum * rest / divisor }
    return Double(sign: .plus, exponent: Int(halvings), significand: sum)
}
