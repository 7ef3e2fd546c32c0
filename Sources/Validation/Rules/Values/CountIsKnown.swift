import Codebook
import Statistics
import ValidationWalks

/// A count of an indicator is known.
struct CountIsKnown: PeriodRule {
    static let code = "count-unknown"
    static let severity: Finding.Severity = .warning
    static let manual = ManualText(
        """
        A count of an indicator is known.

        Where a symbol stands in a count's place, the region has no ratio of which it is part, which is \
        not a ratio of 0, and so perhaps no index. A topic that no region of a period has is taken to be \
        delivered elsewhere.
        """,
        repair: """
            deliver the number; 0 where there are none.
            """
    )

    private let topics: [Topic]

    init?(_ context: RuleContext) {
        guard context.form.holdsTopicsApart else { return nil }
        topics = context.form.topics
    }

    func check(_ period: PeriodTable, report: inout Report) {
        // For a faulty row only the fault is reported.
        let delivered = period.delivered.filter {
            period.populations[$0.record] != ExaminedRecords.unreliable
        }
        for rank in period.delivery.context.columns {
            let unknown = delivered.filter { period.tallies[$0.record][rank] == nil }
            guard unknown.count < delivered.count else { continue }
            for (position, record) in unknown {
                let code = period.code(at: position)
                report.add(Self.self, at: period.delivery.table.records[record].place(of: rank), region: code)
                {
                    Remark(
                        Text(
                            nl: "Dit aantal van \(code) is onbekend (\(topics[rank].title.nl)).",
                            en: "This count of \(code) is unknown (\(topics[rank].title.en))."
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
}
