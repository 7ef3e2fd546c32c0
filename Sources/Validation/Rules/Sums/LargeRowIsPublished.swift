import Codebook
import Statistics
import ValidationWalks

/// In the published form, a region that is certainly over the threshold is not withheld.
struct LargeRowIsPublished: PeriodRule {
    static let code = "threshold-published"
    static let severity: Finding.Severity = .warning
    static let manual = ManualText(
        """
        In the published form, a region that is certainly over the threshold is not withheld.

        Rows are withheld for being small only. A row of 200 or more, for a threshold and a rounding of \
        100, that has `.` throughout has lost its figures, or its units are wrong. It is not asked where \
        each characteristic is published or withheld by itself, nor where the data set is proved safe: \
        there a row may be withheld for the sake of others.
        """,
        repair: """
            check the row at its source, and deliver its figures.
            """
    )

    init?(_ context: RuleContext) {
        guard !context.form.holdsCounts, context.checks.rowsAreWhole else { return nil }
    }

    func check(_ period: PeriodTable, report: inout Report) {
        for row in period.withholding?.rows ?? [] where row.demand == .published && row.numbers == 0 {
            let code = period.code(at: row.position)
            let place = period.delivery.table.records[row.record].place
            report.add(Self.self, at: place, region: code) {
                Remark(
                    Text(
                        nl: "\(code) is groot genoeg om te publiceren, maar alle cijfers ontbreken.",
                        en: "\(code) is large enough to be published, but all its figures are missing."
                    ),
                    repair: Text(
                        nl: "Controleer de rij bij de bron en lever de cijfers.",
                        en: "Check the row at its source, and deliver its figures."
                    )
                )
            }
        }
    }
}
