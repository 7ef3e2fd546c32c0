import Classification
import Codebook
import Statistics

/// The suppression pattern of a period in the published form, beside what the minimum frequency rule demands.
package struct Withholding: Sendable {
    /// The demand of the minimum frequency rule on a row.
    package enum Demand: Hashable, Sendable {
        /// Certainly under the minimum: no figure but the units may be shown.
        case withheld
        /// Certainly over the minimum: every figure must be shown.
        case published
        /// Undecided by the rounded units.
        case either
    }

    /// One row.
    package struct ComparedRow: Sendable {
        /// The position of the region.
        package let position: Int
        /// The record.
        package let record: Int
        /// The demand of the minimum frequency rule.
        package let demand: Demand
        /// The number of topics beside the units with a number.
        package var numbers = 0
        /// The number of topics without one.
        package var missing = 0
        /// The first topic with a number.
        package var firstNumber: Int?
        /// The first topic without one.
        package var firstMissing: Int?
    }

    /// The rows whose units are known, in publication order.
    package let rows: [ComparedRow]

    /// True if a delivery has rows to which the minimum frequency rule applies.
    static func applies(to context: RuleContext) -> Bool {
        guard !context.form.holdsCounts, let rank = context.populationRank else { return false }
        return context.columns.contains(rank)
    }

    /// Examines the rows of a period.
    init(_ period: PeriodTable) {
        let context = period.delivery.context
        let rule = context.codebook.protection
        let units = context.populationRank
        let isOfUnits = context.checks.thresholdIsOfUnits
        let topics = context.columns.filter { $0 != units }

        // Topics without a number in any row were not measured, and are ignored.
        var measured = [Bool](repeating: false, count: context.form.topics.count)
        for (_, record) in period.delivered {
            period.tallies[record].forEach { rank, value in
                if case .number = value { measured[rank] = true }
            }
        }
        let counted = topics.filter { measured[$0] }
        var counts = [Bool](repeating: false, count: measured.count)
        for rank in counted.isEmpty ? topics : counted { counts[rank] = true }

        rows = period.delivered.compactMap { position, record in
            let population = period.populations[record]
            guard population >= 0, context.publishes(level: period.edition.regions[position].level) else {
                return nil
            }
            let demand = Self.demand(population, rule)
            // If thresholds apply to denominators, which are not published, the units give one answer only:
            // with fewer inhabitants than the threshold no denominator can reach it. Larger regions have no
            // classes. With no inhabitants at all, the denominators are of other days.
            if !isOfUnits, demand != .withheld || population == 0 { return nil }
            var row = ComparedRow(position: position, record: record, demand: demand)
            period.tallies[record].forEach { rank, value in
                guard counts[rank] else { return }
                if case .number = value {
                    row.numbers += 1
                    row.firstNumber = row.firstNumber ?? rank
                } else {
                    row.missing += 1
                    row.firstMissing = row.firstMissing ?? rank
                }
            }
            return row
        }
    }

    /// The demand on rounded units: the count is at most half the base of rounding below or above.
    private static func demand(_ units: Int64, _ rule: ProtectionRule) -> Demand {
        if 2 * units + rule.rounding <= 2 * rule.threshold { return .withheld }
        if 2 * units - rule.rounding >= 2 * rule.threshold { return .published }
        return .either
    }
}
