import Classification
import Codebook
import Statistics

/// Which rows of a period in the published form are withheld, and which should be.
struct Withholding: Sendable {
    /// What the threshold demands of a row.
    enum Demand: Hashable, Sendable {
        /// Certainly too small: nothing but the units may be there.
        case withheld
        /// Certainly large enough: everything must be there.
        case published
        /// Its rounded units leave it open.
        case either
    }

    /// One row.
    struct Row: Sendable {
        /// The position of the region.
        let position: Int
        /// The record.
        let record: Int
        /// What the threshold demands.
        let demand: Demand
        /// How many topics beside the units have a number.
        var numbers = 0
        /// How many have none.
        var missing = 0
        /// The first of those with a number.
        var firstNumber: Int?
        /// The first of those without.
        var firstMissing: Int?
    }

    /// The rows whose units are known, in publication order.
    let rows: [Row]

    /// Whether a delivery has rows that the threshold says something about.
    static func applies(to context: RuleContext) -> Bool {
        guard !context.form.holdsCounts, let rank = context.populationRank else { return false }
        return context.columns.contains(rank)
    }

    /// Looks at the rows of a period.
    init(_ period: PeriodTable) {
        let context = period.delivery.context
        let rule = context.codebook.protection
        let units = context.populationRank
        let isOfUnits = context.codebook.scheme.classes == nil
        let topics = context.columns.filter { $0 != units }

        // Topics that no row has a number for were not measured; they say nothing of a row.
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
            // Where thresholds look at denominators, which are not published, the units say one thing: of fewer
            // inhabitants than the threshold no part can reach it. And larger regions have no classes.
            // Where there are said to be none at all, the denominators are of other days.
            if !isOfUnits, demand != .withheld || population == 0 { return nil }
            var row = Row(position: position, record: record, demand: demand)
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

    /// What the threshold demands of rounded units: the count lies half a rounding below or above at most.
    private static func demand(_ units: Int64, _ rule: ProtectionRule) -> Demand {
        if 2 * units + rule.rounding <= 2 * rule.threshold { return .withheld }
        if 2 * units - rule.rounding >= 2 * rule.threshold { return .published }
        return .either
    }
}
