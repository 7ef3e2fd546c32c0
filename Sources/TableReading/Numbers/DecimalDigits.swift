import Statistics

/// A number as decimal digits, of any length.
struct DecimalDigits {
    /// The digits, 0 to 9, highest first; not empty.
    var digits: [UInt8]
    /// The number of digits behind the decimal mark; may be negative, or larger than the number of digits.
    var fraction: Int

    /// The number in units of its last decimal.
    ///
    /// Further decimals are accepted if they are zeros, or noise of binary arithmetic.
    func value(isNegative: Bool, decimals: Int) -> Value {
        let significant = digits.drop { $0 == 0 }
        if significant.isEmpty { return .number(0) }
        var digits = Array(significant)
        var fraction = fraction
        BinaryNoise.remove(from: &digits, fraction: &fraction, decimals: decimals)
        if digits.isEmpty { return .number(0) }
        guard fraction <= decimals else { return .unreadable(.tooManyDecimals) }
        guard digits.count + decimals - fraction <= 16 else { return .unreadable(.tooLarge) }
        var number: Int64 = 0
        for digit in digits { number = number * 10 + Int64(digit) }
        for _ in fraction..<decimals { number *= 10 }
        guard number <= Value.limit else { return .unreadable(.tooLarge) }
        return .number(isNegative ? -number : number)
    }
}
