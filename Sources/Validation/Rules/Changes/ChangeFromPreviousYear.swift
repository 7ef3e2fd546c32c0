import Codebook
import Statistics
import ValidationWalks

/// The units of a region do not jump from one year to the next.
struct ChangeFromPreviousYear: PeriodRule {
    static let code = "change-previous-year"
    static let severity: Finding.Severity = .rejection
    static let bounds: [String: Int64] = ["warning": 200, "rejection": 800]
    static let manual = ManualText(
        """
        The units of a region do not jump from one year to the next.

        The change is relative to the year before, as delivered in the same file or else as held, for \
        regions over the threshold. Beyond the bound `warning` it is a warning; beyond `rejection` the \
        delivery is rejected.
        """,
        repair: """
            check the region in both years; if the change is real, have the operator widen the bound.
            """
    )

    private let change: PopulationChange

    init?(_ context: RuleContext) {
        change = PopulationChange(Self.self, context: context)
    }

    func check(_ period: PeriodTable, report: inout Report) {
        guard let before = period.yearBefore else { return }
        let unit = period.delivery.context.codebook.unit
        let year = period.period.previousYear.name
        change.check(Self.self, period, since: before, report: &report) { code in
            Remark(
                Text(
                    nl: "Het aantal \(unit.nl) van \(code) verschilt sterk van dat van \(year).",
                    en: "The number of \(unit.en) of \(code) differs much from that of \(year)."
                ),
                repair: Text(
                    nl: "Controleer de regio in beide jaren; laat de grens verruimen als de verandering echt "
                        + "is.",
                    en: "Check the region in both years; have the bound widened if the change is real."
                )
            )
        }
    }
}
