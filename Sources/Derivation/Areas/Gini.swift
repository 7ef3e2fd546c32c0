public import Statistics

/// The Gini coefficient of incomes: 0 where all are equal, towards 1 where one has everything.
///
/// With n incomes x in rising order it is the sum of (2i - n - 1) x_i over n times the sum of x, which is the mean
/// absolute difference of all ordered pairs over twice the mean; so the most that n incomes reach is 1 - 1/n. An
/// income under 0 counts as 0, for with it the coefficient could pass 1. Incomes that are all 0 are equal.
/// Source: docs/method.md, "Background characteristics", income inequality; the treatment of negative incomes
/// is our choice.
public enum Gini {
    /// Computes the coefficient; the order of the incomes does not matter.
    ///
    /// - Parameter incomes: One a household, in any unit; at most 2^31 of them, each at most 2^52.
    /// - Returns: The exact coefficient; nil without incomes.
    public static func coefficient(of incomes: [Int64]) -> Fraction? {
        guard !incomes.isEmpty else { return nil }
        let rising = incomes.map { max(0, $0) }.sorted()
        let count = Int128(rising.count)
        var sum: Int128 = 0
        var weighted: Int128 = 0
        for (position, income) in rising.enumerated() {
            sum += Int128(income)
            weighted += (2 * Int128(position + 1) - count - 1) * Int128(income)
        }
        return sum == 0 ? Fraction(0, 1) : Fraction(weighted, count * sum)
    }
}
