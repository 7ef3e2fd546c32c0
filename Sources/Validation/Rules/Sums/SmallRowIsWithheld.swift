import Codebook
import Statistics
import ValidationWalks

/// In the published form, a region with fewer units than the threshold has `.` for every other topic.
struct SmallRowIsWithheld: PeriodRule {
    static let code = "threshold-withheld"
    static let severity: Finding.Severity = .rejection
    static let manual = ManualText(
        """
        In the published form, a region with fewer units than the threshold has `.` for every other topic.

        Figures of so few households may not be published. A row is certainly under the threshold when its \
        units are rounded to a number that only smaller counts are rounded to, as 0 is for a threshold of \
        100.
        """,
        repair: """
            withhold the row, or correct its units; and find out how the figures came to be in the file.
            """
    )

    init?(_ context: RuleContext) { if context.form.holdsCounts { return nil } }

    func check(_ period: PeriodTable, report: inout Report) {
        for row in period.withholding?.rows ?? [] where row.demand == .withheld && row.numbers > 0 {
            let code = period.code(at: row.position)
            let place = period.delivery.table.records[row.record].place(of: row.firstNumber ?? 0)
            report.add(Self.self, at: place, region: code) {
                let unit = period.delivery.context.codebook.unit
                return Remark(
                    Text(
                        nl:
                            "\(code) heeft te weinig \(unit.nl) om cijfers van te publiceren, maar heeft ze wel.",
                        en: "\(code) has too few \(unit.en) for figures to be published, but has some."
                    ),
                    repair: Text(
                        nl: "Zet een punt bij elk onderwerp van deze rij, of verbeter het aantal.",
                        en: "Write a point for every topic of this row, or correct the number of units."
                    )
                )
            }
        }
    }
}
