import Codebook
import Statistics

/// The percentages of one variable add up to 100, but for their rounding.
///
/// Three groups with one decimal add up to 99.9, 100.0 or 100.1; of four groups that are all rounded up
/// from a half, 100.2 can come. Looked at where a delivery has all groups of a variable.
/// Put right: correct the percentage that is wrong, or the order of the columns.
struct PercentagesAddUp: RecordRule {
    static let code = "percentages-add-up"
    static let severity: Finding.Severity = .rejection

    private let variables: [Shares]

    private struct Shares {
        let title: Text
        let ranks: [Int]
        let allowed: ClosedRange<Int64>
    }

    init?(_ context: RuleContext) {
        guard context.form.layout == .published else { return nil }
        let topics = context.form.topics
        variables = context.codebook.variables.enumerated().compactMap { number, variable in
            let measures = variable.groups.indices.map { Measure.share(variable: number, group: $0) }
            guard let ranks = context.ranks(of: measures), let first = ranks.first,
                ranks.allSatisfy({ topics[$0].decimals == topics[first].decimals })
            else { return nil }
            let whole = (0..<topics[first].decimals).reduce(Int64(100)) { whole, _ in whole * 10 }
            // Roundings add less than a half each below, and a half at most above.
            // Where variables are of units of their own, nobody sees which of them have whole percents.
            let step = context.codebook.countsApart ? whole / 100 : 1
            let below = step * max(1, Int64(ranks.count - 1) / 2)
            let above = step * max(1, Int64(ranks.count) / 2)
            return Shares(title: variable.title, ranks: ranks, allowed: whole - below...whole + above)
        }
    }

    func check(_ row: Row, report: inout Report) {
        for shares in variables where shares.ranks.allSatisfy({ Row.isNumber(row.values[$0]) }) {
            let sum = shares.ranks.reduce(0) { $0 + row.values[$1] }
            if shares.allowed.contains(sum) { continue }
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
}
