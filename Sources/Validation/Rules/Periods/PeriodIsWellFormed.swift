import Statistics
import ValidationWalks

/// Every period is written as a year, `2019`, or as a key, `2019JJ00`.
struct PeriodIsWellFormed: TableRule {
    static let code = "period-well-formed"
    static let severity: Finding.Severity = .rejection
    static let isFirm = true
    static let manual = ManualText(
        """
        Every period is written as a year, `2019`, or as a key, `2019JJ00`.

        Marks for provisional figures, `2019*` and `2019**`, may stand behind it and are kept. What stands \
        there instead is not repeated in the finding, because it may be a figure.
        """,
        repair: """
            write the period as in the examples.
            """
    )

    init?(_ context: RuleContext) {}

    func check(_ delivery: LookedUp, report: inout Report) {
        for period in delivery.table.periods where period.period == nil {
            report.add(Self.self, at: period.place) {
                Remark(
                    PeriodText(period.text).message,
                    repair: Text(
                        nl:
                            "Schrijf een jaar als 2019 of 2019JJ00, eventueel met * of ** erachter voor voorlopige cijfers.",
                        en:
                            "Write a year as 2019 or 2019JJ00, with * or ** behind it where figures are provisional."
                    )
                )
            }
        }
    }
}
