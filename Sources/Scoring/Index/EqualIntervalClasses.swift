/// Equally wide classes between the lowest and the highest ratio.
///
/// A ratio on a border is in the class above it; the highest is in the last class. A single ratio is in the
/// first.
enum EqualIntervalClasses {
    /// Returns the class of each of `ratios`, distinct and rising.
    static func classes(of ratios: [IndicatorRate], into count: Int) -> [Int] {
        guard let low = ratios.first, let high = ratios.last else { return [] }
        let spread = distance(low, high)
        guard spread > 0 else { return [0] }
        // (ratio - low) / (high - low): the denominator of low cancels out. At most 2^38 x 2^76 x 100 < 2^121.
        return ratios.map { ratio in
            let part = distance(low, ratio) * Int128(high.denominator)
            let whole = Int128(ratio.denominator) * spread
            return min(count - 1, Int(part * Int128(count) / whole))
        }
    }

    /// The distance between two ratios, times both denominators.
    private static func distance(_ low: IndicatorRate, _ high: IndicatorRate) -> Int128 {
        Int128(high.numerator) * Int128(low.denominator) - Int128(low.numerator) * Int128(high.denominator)
    }
}
