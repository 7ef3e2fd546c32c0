/// Decimal numbers as whole millionths, so that comparing with a bound is exact.
public enum Millionths {
    /// One, in millionths.
    public static let one: Int64 = 1_000_000

    /// Reads a decimal number with a point or a comma and at most six decimals; nil for anything else.
    ///
    /// Digits are not grouped; the number is within ±10^12.
    public static func read(_ text: String) -> Int64? {
        var bytes = Array(text.utf8)[...]
        let isNegative = bytes.first == 45
        if isNegative || bytes.first == 43 { bytes = bytes.dropFirst() }
        let parts = bytes.split(separator: 46, omittingEmptySubsequences: false)
        let halves = parts.count == 1 ? bytes.split(separator: 44, omittingEmptySubsequences: false) : parts
        guard (1...2).contains(halves.count), halves.allSatisfy({ !$0.isEmpty }), halves[0].count <= 12,
            halves.count == 1 || halves[1].count <= 6,
            halves.allSatisfy({ $0.allSatisfy { (48...57).contains($0) } })
        else { return nil }
        let fraction = halves.count == 2 ? Array(halves[1]) : []
        let digits = Array(halves[0]) + fraction + Array(repeating: 48, count: 6 - fraction.count)
        let number = digits.reduce(Int64(0)) { $0 * 10 + Int64($1 - 48) }
        return isNegative ? -number : number
    }
}
