import Statistics
import ValidationWalks

/// A period is written with one mark throughout: none, `*` or `**`.
struct PeriodHasOneStatus: TableRule {
    static let code = "period-status"
    static let severity: Finding.Severity = .rejection
    static let manual = ManualText(
        """
        A period is written with one mark throughout: none, `*` or `**`.

        Two marks for one year mean that two versions of its figures were put together. Where a codebook \
        makes this milder, the least final of the marks is kept.
        """,
        repair: """
            deliver one version of the year, with its own mark on every row.
            """
    )

    init?(_ context: RuleContext) {}

    func check(_ delivery: LookedUp, report: inout Report) {
        var statuses: [Period: PeriodStatus] = [:]
        for parsed in delivery.table.periods {
            guard let period = parsed.period else { continue }
            guard statuses[period, default: parsed.status] != parsed.status else {
                statuses[period] = parsed.status
                continue
            }
            report.add(Self.self, at: parsed.place) {
                Remark(
                    Text(
                        nl:
                            "De periode \(period.name) staat er met verschillende tekens voor voorlopige cijfers.",
                        en: "The period \(period.name) stands with different marks for provisional figures."
                    ),
                    repair: Text(
                        nl: "Lever van dit jaar één versie, met op elke rij hetzelfde teken.",
                        en: "Deliver one version of this year, with the same mark on every row."
                    )
                )
            }
        }
    }
}
