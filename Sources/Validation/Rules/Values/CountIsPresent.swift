import Codebook
import Statistics
import ValidationWalks

/// A count is a number, never a symbol for a missing one.
struct CountIsPresent: RecordRule {
    static let code = "count-present"
    static let severity: Finding.Severity = .rejection
    static let isFirm = true
    static let passesOverPlainRows = true
    static let manual = ManualText(
        """
        A count is a number, never a symbol for a missing one.

        `.` says that a figure is unknown or secret, which is not zero. Counts from which figures are \
        computed must be known; so must the rounded units of the published form, which everything else in \
        the row depends on.
        """,
        repair: """
            deliver the number; 0 where there are none.
            """
    )

    private let ranks: [Int]
    private let topics: [Topic]
    private let isJoint: Bool
    private let mayLackCells: Bool

    init?(_ context: RuleContext) {
        if context.form.holdsTopicsApart { return nil }
        topics = context.form.topics
        isJoint = context.form.traits.cells == .combinations
        mayLackCells = context.form.traits.gaps == .none
        let isPublished = !context.form.holdsCounts
        ranks = context.columns.filter { rank in
            let topic = context.form.topics[rank]
            // Of published figures only the units must be present; others may be suppressed.
            return topic.kind == .count && (!isPublished || topic.measure == .population)
        }
    }

    func check(_ row: RecordRow, report: inout Report) {
        // A joint record has the delivered cells only; a wide one must have every column.
        for rank in isJoint ? Array(row.values.indices) : ranks {
            let word = row.values[rank]
            guard RecordRow.isMissing(word), !mayLackCells || word != RecordRow.absent else { continue }
            let topic = topics[isJoint ? 0 : rank]
            report.add(Self.self, at: row.place(of: rank), region: row.code) {
                Remark(
                    Text(
                        nl:
                            "Hier hoort een aantal te staan, geen teken voor een ontbrekend aantal (\(topic.title.nl)).",
                        en: "A count belongs here, not a symbol for a missing one (\(topic.title.en))."
                    ),
                    repair: Text(
                        nl: "Lever het aantal; 0 waar er geen zijn.",
                        en: "Deliver the number; 0 where there are none."
                    )
                )
            }
        }
    }
}
