public import Codebook
public import Statistics

/// The index of an area: the weighted mean of its class scores.
public enum AreaIndex {
    /// Returns the index; nil if the area has fewer scores than the scheme requires.
    ///
    /// A missing score drops out with its weight. There is one score an indicator, in the order of the
    /// scheme.
    public static func index(of scores: [Int?], in scheme: ClassScheme) -> Fraction? {
        var sum: Int128 = 0
        var weights: Int128 = 0
        var present = 0
        for (score, indicator) in zip(scores, scheme.indicators) {
            guard let score else { continue }
            sum += Int128(score) * Int128(indicator.weight)
            weights += Int128(indicator.weight)
            present += 1
        }
        guard present >= scheme.leastIndicators else { return nil }
        return Fraction(sum, weights)
    }
}
