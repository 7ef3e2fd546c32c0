/// The ratio of two counts of an area, compared exactly.
public struct IndicatorRate: Hashable, Sendable, Comparable {
    /// The count above the line; 0 to 2^38.
    public let numerator: Int64
    /// The count below the line; 1 to 2^38.
    public let denominator: Int64

    /// The largest count for which classes are computed within 128 bits.
    static let most: Int64 = 1 << 38

    /// Creates a ratio; nil (missing, never 0) if a count is missing or out of bounds, if the denominator is
    /// 0, or if the ratio is above 64.
    public init?(_ numerator: Int64?, of denominator: Int64?) {
        guard let numerator, let denominator, (0...Self.most).contains(numerator),
            (1...Self.most).contains(denominator), numerator / denominator < 64
        else { return nil }
        self.numerator = numerator
        self.denominator = denominator
    }

    /// Compares ratios by cross multiplication.
    public static func < (a: Self, b: Self) -> Bool {
        Int128(a.numerator) * Int128(b.denominator) < Int128(b.numerator) * Int128(a.denominator)
    }

    /// True for equal ratios: 1 of 2 is 50 of 100.
    public static func == (a: Self, b: Self) -> Bool {
        Int128(a.numerator) * Int128(b.denominator) == Int128(b.numerator) * Int128(a.denominator)
    }

    /// Hashes the ratio in lowest terms, in line with its equality.
    public func hash(into hasher: inout Hasher) {
        var (a, b) = (numerator, denominator)
        while b != 0 { (a, b) = (b, a % b) }
        hasher.combine(numerator / a)
        hasher.combine(denominator / a)
    }
}
