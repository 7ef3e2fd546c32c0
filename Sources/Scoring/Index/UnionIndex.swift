public import Statistics

/// The index of a union of areas: the mean of their indices, weighted by population.
///
/// 7 with 100 inhabitants and 8 with 1,000 are 7.91. Areas without an index or a population are left out with
/// their inhabitants. Unions consist of areas, never of unions, so overlapping ones are as exact.
public enum UnionIndex {
    /// One area of a union.
    public struct WeightedArea: Hashable, Sendable {
        /// The index of the area; nil if it has none.
        public let index: Fraction?
        /// The inhabitants of the area; nil if unknown.
        public let population: Int64?

        /// Creates a part.
        public init(index: Fraction?, population: Int64?) {
            self.index = index
            self.population = population
        }
    }

    /// Returns the mean; nil if no area has both an index and inhabitants.
    ///
    /// The parts are the areas, each once, with at most 2^38 inhabitants together.
    public static func index(of parts: some Sequence<WeightedArea>) -> Fraction? {
        // Indices have few denominators, the sums of weights, so they are added by denominator.
        var sums: [Int128: Int128] = [:]
        var people: Int128 = 0
        for part in parts {
            guard let index = part.index, let population = part.population, population > 0 else { continue }
            sums[index.denominator, default: 0] += index.numerator * Int128(population)
            people += Int128(population)
        }
        guard people > 0 else { return nil }
        var sum = Fraction(0, 1)
        for denominator in sums.keys.sorted() {
            let common = leastCommon(sum.denominator, denominator)
            let added = (sums[denominator] ?? 0) * (common / denominator)
            sum = Fraction(sum.numerator * (common / sum.denominator) + added, common)
        }
        return Fraction(sum.numerator, sum.denominator * people)
    }

    private static func leastCommon(_ a: Int128, _ b: Int128) -> Int128 {
        var (high, low) = (a, b)
        while low != 0 { (high, low) = (low, high % low) }
        return a / high * b
    }
}
