import Codebook
import Statistics
import ValidationWalks

/// A correction in the published form has every topic that its period is stored with.
struct TopicsAreKept: PeriodRule {
    static let code = "topics-kept"
    static let severity: Finding.Severity = .rejection
    static let manual = ManualText(
        """
        A correction in the published form has every topic that its period is held with.

        A row replaces what is held of its region as a whole, so a topic that is left out would be lost.
        """,
        repair: """
            export the correction with the topics of the delivery that it corrects.
            """
    )

    init?(_ context: RuleContext) {
        if context.replacesPeriods || context.form.holdsCounts { return nil }
    }

    func check(_ period: PeriodTable, report: inout Report) {
        let context = period.delivery.context
        guard let stored = period.stored, stored.form == context.form.key else { return }
        for rank in stored.columns where !context.columns.contains(rank) {
            guard context.form.topics.indices.contains(rank) else { continue }
            let topic = context.form.topics[rank].title
            report.add(Self.self, at: period.delivery.table.columns.map(\.place).min()) {
                Remark(
                    Text(
                        nl:
                            "Het onderwerp \(topic.nl) ontbreekt, maar is voor \(period.period.name) wel vastgelegd.",
                        en: "The topic \(topic.en) is missing, but is held for \(period.period.name)."
                    ),
                    repair: Text(
                        nl:
                            "Exporteer de correctie met alle onderwerpen van de aanlevering die zij verbetert.",
                        en: "Export the correction with every topic of the delivery that it corrects."
                    )
                )
            }
        }
    }
}
