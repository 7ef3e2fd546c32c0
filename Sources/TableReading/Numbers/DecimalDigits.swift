import Statistics

/// A number as decimal digits, of any length.
struct DecimalDigits {
    /// The digits, 0 to 9, highest first; not empty.
    var digits: [UInt8]
    /// The number of digits behind the decimal mark; may be negative, or larger than the number of digits.
    var fraction: Int

    /// The number of digits that a double certainly has; further written digits are noise.
    private static let certain = 15
    /// The number of further decimals from which on nines or zeros are the noise of arithmetic.
    private static let run = 8

    /// The number in units of its last decimal.
    ///
    /// Further decimals are accepted if they are zeros, or noise of binary arithmetic: 20.8 written as
    /// 20.800000000000001, and 12.3 as 12.299999999999999 or, by programs that keep fewer digits, 12.2999999999.
    func value(isNegative: Bool, decimals: Int) -> Value {
        let significant = digits.drop { $0 == 0 }
        if significant.isEmpty { return .number(0) }
        var digits = Array(significant)
        var fraction = fraction
        if digits.count > Self.certain, fraction > decimals {
            fraction -= digits.count - Self.certain
            let goesUp = digits[Self.certain] >= 5
            digits.removeSubrange(Self.certain...)
            if goesUp { Self.increment(&digits) }
        }
        let further = fraction - decimals
        if further >= Self.run, digits.count >= further {
            // The last two digits are what the noise itself left.
            let run = digits.suffix(further).dropLast(2)
            if run.allSatisfy({ $0 == 9 }) || run.allSatisfy({ $0 == 0 }) {
                let goesUp = run.first == 9
                digits.removeLast(further)
                fraction = decimals
                if goesUp { Self.increment(&digits) }
            }
        }
        while fraction > decimals, digits.last == 0 {
            digits.removeLast()
            fraction -= 1
        }
        if digits.isEmpty { return .number(0) }
        guard fraction <= decimals else { return .unreadable(.tooManyDecimals) }
        guard digits.count + decimals - fraction <= 16 else { return .unreadable(.tooLarge) }
        var number: Int64 = 0
        for digit in digits { number = number * 10 + Int64(digit) }
        for _ in fraction..<decimals { number *= 10 }
        guard number <= Value.limit else { return .unreadable(.tooLarge) }
        return .number(isNegative ? -number : number)
    }

    private static func increment(_ digits: inout [UInt8]) {
        var position = digits.count - 1
        while position >= 0 {
            if digits[position] < 9 {
                digits[position] += 1
                return
            }
            digits[position] = 0
            position -= 1
        }
        digits.insert(1, at: 0)
    }
}
