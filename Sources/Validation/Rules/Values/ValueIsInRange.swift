import Codebook
import Statistics
import ValidationWalks

/// A figure is one that its topic can have.
struct ValueIsInRange: RecordRule {
    static let code = "value-range"
    static let severity: Finding.Severity = .rejection
    static let passesOverPlainRows = true
    static let manual = ManualText(
        """
        A figure is one that its topic can have.

        Percentages lie from 0 to 100; scores no further than the lowest and highest score that \
        coefficients give a household, with room for the rounding of the coefficients; measures of spread \
        are not negative and not larger than the distance between these. A codebook can give a topic a \
        range of its own.
        """,
        repair: """
            correct the value, or the order of the columns.
            """
    )

    private let ranks: [Int]
    private let topics: [Topic]
    private let limits: Limits

    init?(_ context: RuleContext) {
        guard !context.form.holdsCounts || context.form.traits.hasAreas else { return nil }
        topics = context.form.topics
        limits = Limits(context)
        ranks = context.columns.filter { context.form.topics[$0].kind != .count }
    }

    func check(_ row: RecordRow, report: inout Report) {
        for rank in ranks {
            guard RecordRow.isNumber(row.values[rank]),
                !limits.range(of: rank, period: row.period).contains(row.values[rank])
            else { continue }
            let topic = topics[rank]
            report.add(Self.self, at: row.place(of: rank), region: row.code) {
                Remark(
                    Text(
                        nl: "Dit getal kan bij dit onderwerp niet voorkomen (\(topic.title.nl)).",
                        en: "This number cannot occur for its topic (\(topic.title.en))."
                    ),
                    repair: Text(
                        nl: "Verbeter het getal, of de volgorde van de kolommen.",
                        en: "Correct the number, or the order of the columns."
                    )
                )
            }
        }
    }
}
