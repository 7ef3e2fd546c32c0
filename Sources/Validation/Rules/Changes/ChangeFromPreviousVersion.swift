import Codebook
import Statistics
import ValidationWalks

/// The units of a region do not jump from one version of a year to the next.
struct ChangeFromPreviousVersion: PeriodRule {
    static let code = "change-previous-version"
    static let severity: Finding.Severity = .rejection
    static let bounds: [String: Int64] = ["warning": 200, "rejection": 800]
    static let manual = ManualText(
        """
        The units of a region do not jump from one version of a year to the next.

        The change is relative to what is held of the same year, for regions over the threshold. Beyond \
        the bound `warning` it is a warning; beyond `rejection` the delivery is rejected.
        """,
        repair: """
            check the region; if the change is real, have the operator widen the bound.
            """
    )

    private let change: PopulationChange

    init?(_ context: RuleContext) {
        change = PopulationChange(Self.self, context: context)
    }

    func check(_ period: PeriodTable, report: inout Report) {
        guard let before = Populations(stored: period.stored, context: period.delivery.context) else {
            return
        }
        let unit = period.delivery.context.codebook.unit
        change.check(Self.self, period, since: before, report: &report) { code in
            Remark(
                Text(
                    nl:
                        "Het aantal \(unit.nl) van \(code) verschilt sterk van wat voor \(period.period.name) "
                        + "is vastgelegd.",
                    en: "The number of \(unit.en) of \(code) differs much from what is held for "
                        + "\(period.period.name)."
                ),
                repair: Text(
                    nl: "Controleer de regio; laat de grens verruimen als de verandering echt is.",
                    en: "Check the region; have the bound widened if the change is real."
                )
            )
        }
    }
}
