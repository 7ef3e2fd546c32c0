import Codebook
import Statistics
import ValidationWalks

/// The percentages of one variable add up to 100, but for their rounding.
struct PercentagesAddUp: RecordRule {
    static let code = "percentages-add-up"
    static let severity: Finding.Severity = .rejection
    static let manual = ManualText(
        """
        The percentages of one variable add up to 100, but for their rounding.

        Three groups with one decimal add up to 99.9, 100.0 or 100.1; of four groups that are all rounded \
        up from a half, 100.2 can come. Looked at where a delivery has all groups of a variable. Where the \
        data set is proved safe, percentages of few units are whole, and may add up to 99 or 102. In a row that \
        tells the unit of the percentages, each is less than two units off: one, and one that it may be behind.
        """,
        repair: """
            correct the percentage that is wrong, or the order of the columns.
            """
    )

    private let variables: [Shares]

    private struct Shares {
        let title: Text
        let ranks: [Int]
        let allowed: ClosedRange<Int64>
        /// The range of sums of whole percentages, and the value of one percent.
        let allowedWhole: ClosedRange<Int64>
        let percent: Int64
        /// The rank of the topic that tells the unit of the percentages; nil where none does.
        let unit: Int?
    }

    /// The topic of the units, and the published units below which percentages are whole; nil if they never
    /// are.
    private let coarse: (population: Int, limit: Int64)?

    init?(_ context: RuleContext) {
        guard !context.form.holdsCounts else { return nil }
        let topics = context.form.topics
        let rule = context.codebook.protection
        if case .wholeBelow(let limit) = rule.percentages, rule.method.isProved,
            let population = context.populationRank
        {
            coarse = (population, limit)
        } else {
            coarse = nil
        }
        variables = context.codebook.variables.enumerated().compactMap { number, variable in
            let measures = variable.groups.indices.map { Measure.share(variable: number, group: $0) }
            guard let ranks = context.ranks(of: measures), let first = ranks.first,
                ranks.allSatisfy({ topics[$0].decimals == topics[first].decimals })
            else { return nil }
            let whole = (0..<topics[first].decimals).reduce(Int64(100)) { whole, _ in whole * 10 }
            // Each rounding adds less than a half below, and at most a half above.
            let percent = whole / 100
            let below = max(1, Int64(ranks.count - 1) / 2)
            let above = max(1, Int64(ranks.count) / 2)
            // If variables have units of their own, it is not visible which of them have whole percentages.
            let step = context.checks.variablesAreApart ? percent : 1
            return Shares(
                title: variable.title,
                ranks: ranks,
                allowed: whole - below * step...whole + above * step,
                allowedWhole: whole - below * percent...whole + above * percent,
                percent: percent,
                unit: context.columns.first { topics[$0].measure == .unit(of: .shares(variable: number)) }
            )
        }
    }

    func check(_ row: RecordRow, report: inout Report) {
        for shares in variables where shares.ranks.allSatisfy({ RecordRow.isNumber(row.values[$0]) }) {
            let sum = shares.ranks.reduce(0) { $0 + row.values[$1] }
            if let unit = shares.unit, RecordRow.isNumber(row.values[unit]),
                abs(sum - shares.percent * 100) < 2 * Int64(shares.ranks.count) * row.values[unit]
            {
                continue
            }
            if shares.allowed.contains(sum) || isWhole(row, shares) && shares.allowedWhole.contains(sum) {
                continue
            }
            report.add(Self.self, at: row.place(of: shares.ranks[0]), region: row.code) {
                Remark(
                    Text(
                        nl: "De percentages van \(shares.title.nl) tellen niet op tot 100.",
                        en: "The percentages of \(shares.title.en) do not add up to 100."
                    ),
                    repair: Text(
                        nl: "Verbeter het percentage dat fout is, of de volgorde van de kolommen.",
                        en: "Correct the percentage that is wrong, or the order of the columns."
                    )
                )
            }
        }
    }

    /// True if a row has whole percentages only, and so few units that the rule asks for these.
    private func isWhole(_ row: RecordRow, _ shares: Shares) -> Bool {
        guard let coarse, RecordRow.isNumber(row.values[coarse.population]),
            row.values[coarse.population] < coarse.limit
        else { return false }
        return shares.ranks.allSatisfy { row.values[$0] % shares.percent == 0 }
    }
}
