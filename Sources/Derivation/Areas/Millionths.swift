/// Decimal numbers as whole millionths, so that comparisons with bounds are exact.
public enum Millionths {
    /// The most decimals.
    public static let decimals = 6

    /// One, in millionths.
    public static let one: Int64 = 1_000_000

    /// Reads a decimal number with a point or a comma and at most six decimals; nil for anything else.
    ///
    /// Digits are not grouped; the number is within ±10^12.
    public static func read(_ text: String) -> Int64? {
        var (number, whole, decimals) = (Int64(0), 0, 0)
        var (isNegative, isFraction, isFirst) = (false, false, true)
        for byte in text.utf8 {
            switch byte {
            case 43, 45:
                guard isFirst else { return nil }
                isNegative = byte == 45
            case 44, 46:
                guard !isFraction, whole > 0 else { return nil }
                isFraction = true
            case 48...57:
                if isFraction { decimals += 1 } else { whole += 1 }
                guard whole <= 12, decimals <= 6 else { return nil }
                number = number * 10 + Int64(byte - 48)
            default: return nil
            }
            isFirst = false
        }
        guard whole > 0, !isFraction || decimals > 0 else { return nil }
        for _ in decimals..<6 { number *= 10 }
        return isNegative ? -number : number
    }
}
