import Codebook
import Statistics
import ValidationWalks

/// Published figures agree with what the counts that are stored come to.
struct AgreesWithCounts: PeriodRule {
    static let code = "agrees-with-counts"
    static let severity: Finding.Severity = .warning
    static let bounds: [String: Int64] = ["score": 50]
    static let manual = ManualText(
        """
        Published figures agree with what the counts that are held come to.

        Compared where the period is held as counts. Percentages may differ by one in the last decimal, \
        units by their rounding, scores and measures of spread by 0.05, since the published coefficients \
        have one decimal.
        """,
        repair: """
            find out which of the two is right, the figures in the file or the counts delivered before.
            """
    )

    /// The tolerated difference of each topic, by rank; nil for topics that are not compared.
    private let apart: [Int64?]

    init?(_ context: RuleContext) {
        guard !context.form.holdsCounts else { return nil }
        let score = context.bound("score", of: Self.self)
        apart = context.form.topics.map { topic in
            let unit = (0..<topic.decimals).reduce(Int64(1)) { unit, _ in unit * 10 }
            return switch topic.traits.tolerance {
            case .rounding: max(1, context.codebook.protection.rounding / 2)
            case .lastDecimal: 1
            case .scores: max(1, score * unit / 1000)
            case nil: nil
            }
        }
    }

    func check(_ period: PeriodTable, report: inout Report) {
        guard let computed = period.stored?.computed else { return }
        let context = period.delivery.context
        for (position, record) in period.delivered {
            guard let figures = computed[.init(position)] else { continue }
            period.tallies[record].forEach { rank, value in
                guard case .number(let number) = value, let apart = apart[rank], let figure = figures[rank],
                    abs(number - figure) > apart
                else { return }
                let code = period.code(at: position)
                report.add(Self.self, at: period.delivery.table.records[record].place(of: rank), region: code)
                {
                    let topic = context.form.topics[rank].title
                    return Remark(
                        Text(
                            nl:
                                "Dit cijfer van \(code) wijkt af van wat uit de vastgelegde aantallen volgt (\(topic.nl)).",
                            en:
                                "This figure of \(code) differs from what follows from the counts held (\(topic.en))."
                        ),
                        repair: Text(
                            nl: "Ga na wat klopt: dit cijfer, of de aantallen die eerder zijn geleverd.",
                            en:
                                "Find out which is right: this figure, or the counts that were delivered before."
                        )
                    )
                }
            }
        }
    }
}
