/// Returns the natural logarithm of a positive finite number, the same bits on every machine.
@inline(__always)
func logarithm(_ x: Double) -> Double {
    // A subnormal number has no exponent in the exponent field; it is scaled up first.
    let isSmall = x < 0x1p-1022
    let bits = (isSmall ? x * 0x1p54 : x).bitPattern
    var exponent = Double(Int(bits >> 52) - 1023) - (isSmall ? 54 : 0)
    var significand = Double(bitPattern: bits & 0x000F_FFFF_FFFF_FFFF | 0x3FF0_0000_0000_0000)
    if significand > 1.4142135623730951 {
        significand *= 0.5
        exponent += 1
    }
    // ln m = 2 artanh z with z = (m - 1) / (m + 1), and |z| at most 0.1716.
    let z = (significand - 1) / (significand + 1)
    let square = z * z
    var sum = 1.0 / 23
    sum = sum * square + 1.0 / 21
    sum = sum * square + 1.0 / 19
    sum = sum * square + 1.0 / 17
    sum = sum * square + 1.0 / 15
    sum = sum * square + 1.0 / 13
    sum = sum * square + 1.0 / 11
    sum = sum * square + 1.0 / 9
    sum = sum * square + 1.0 / 7
    sum = sum * square + 1.0 / 5
    sum = sum * square + 1.0 / 3
    return exponent * 0.693147180369123816490
        + (exponent * 1.90821492927058770002e-10 + (2 * z + 2 * z * square * sum))
}

/// Returns the cosine of a number of full turns, 0 to 1, the same bits on every machine.
func cosineOfTurns(_ turns: Double) -> Double {
    // The cosine is even around 0 and around a half turn, and changes its sign a half turn on.
    let folded = abs(turns - turns.rounded())
    let isFar = folded > 0.25
    let angle = 6.283185307179586 * (isFar ? 0.5 - folded : folded)
    var sum = 1.0
    for step in stride(from: 22.0, through: 2.0, by: -2.0) {
        sum = 1 - sum * angle * angle / (step * (step - 1))
    }
    return isFar ? -sum : sum
}
