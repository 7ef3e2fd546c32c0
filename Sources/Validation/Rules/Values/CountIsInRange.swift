import Codebook
import Statistics
import ValidationWalks

/// A count is not negative, and not larger than any population.
struct CountIsInRange: RecordRule {
    static let code = "count-range"
    static let severity: Finding.Severity = .rejection
    static let isFirm = true
    static let passesOverPlainRows = true
    static let manual = ManualText(
        """
        A count is not negative, and not larger than any population.
        """,
        repair: """
            correct the number, or the order of the columns.
            """
    )

    private let ranks: [Int]
    private let topics: [Topic]
    private let limits: Limits
    private let isJoint: Bool

    init?(_ context: RuleContext) {
        topics = context.form.topics
        limits = Limits(context)
        isJoint = context.form.traits.cells == .combinations
        ranks = context.columns.filter { context.form.topics[$0].kind == .count }
    }

    func check(_ row: RecordRow, report: inout Report) {
        for rank in isJoint ? Array(row.values.indices) : ranks {
            let topic = topics[isJoint ? 0 : rank]
            let range = limits.range(of: isJoint ? 0 : rank, period: row.period)
            guard RecordRow.isNumber(row.values[rank]), !range.contains(row.values[rank]) else { continue }
            report.add(Self.self, at: row.place(of: rank), region: row.code) {
                Remark(
                    Text(
                        nl: "Dit aantal is negatief of onmogelijk groot (\(topic.title.nl)).",
                        en: "This count is negative or impossibly large (\(topic.title.en))."
                    ),
                    repair: Text(
                        nl:
                            "Schrijf een punt (.) waar het aantal ontbreekt of geheim is; verbeter anders het aantal of de volgorde van "
                            + "de kolommen.",
                        en:
                            "Write a point (.) where the count is missing or secret; else correct the number, or the order of the "
                            + "columns."
                    )
                )
            }
        }
    }
}
