import Codebook
import Statistics

/// The valid range of each topic of a form, by period: coefficients are of their report years.
package struct Limits: Sendable {
    /// By position of the period and rank of the topic, in units of the topic's last decimal.
    private let ranges: [[ClosedRange<Int64>]]

    /// Computes the valid ranges of the topics of a delivery.
    package init(_ context: RuleContext) {
        ranges = context.periods.map { period in
            context.form.topics.map { Self.range(of: $0, in: context.codebook, period: period) }
        }
    }

    /// The valid range of a topic in a period.
    package func range(of rank: Int, period: Int) -> ClosedRange<Int64> { ranges[period][rank] }

    /// The valid ranges of all ranks in a period.
    package func all(period: Int) -> [ClosedRange<Int64>] { ranges[period] }

    /// More units than any region has; small enough that no sum over a country overflows.
    package static let units: ClosedRange<Int64> = 0...(1 << 36)

    private static let anything = -Value.limit...Value.limit

    private static func range(of topic: Topic, in codebook: Codebook, period: Period) -> ClosedRange<Int64> {
        if let range = topic.range { return range }
        let unit = power(topic.decimals)
        switch topic.kind {
        case .count: return units
        case .percentage: return 0...100 * unit
        case .number: return anything
        case .score:
            guard let span = span(of: topic.measure, in: codebook, period: period, unit: unit) else {
                return anything
            }
            return span.lowest - span.slack...span.highest + span.slack
        case .spread:
            guard let span = span(of: topic.measure, in: codebook, period: period, unit: unit) else {
                return 0...Value.limit
            }
            return 0...span.highest - span.lowest + 2 * span.slack
        }
    }

    /// The lowest and highest score that coefficients allow, with the tolerance for their rounding.
    private struct Span {
        let lowest: Int64
        let highest: Int64
        let slack: Int64
    }

    private static func span(of measure: Measure, in codebook: Codebook, period: Period, unit: Int64) -> Span?
    {
        guard let scheme = codebook.scheme.coefficients, let set = scheme.set(for: period) else {
            return nil
        }
        let variables =
            measure.traits.dependence.scoreVariable.map { [set.coefficients[$0]] } ?? set.coefficients
        let lowest = variables.reduce(0) { $0 + ($1.min() ?? 0) }
        let highest = variables.reduce(0) { $0 + ($1.max() ?? 0) }
        let denominator = Int128(set.scale) * Int128(scheme.divisor)
        return Span(
            lowest: Rounding.halfUp(Int128(lowest) * Int128(unit), denominator),
            highest: Rounding.halfUp(Int128(highest) * Int128(unit), denominator),
            slack: max(1, unit / (2 * set.scale))
        )
    }

    private static func power(_ decimals: Int) -> Int64 {
        (0..<decimals).reduce(1) { power, _ in power * 10 }
    }
}
