import Codebook
import Statistics
import ValidationWalks

/// Every period is a whole year that the data set is open for.
struct PeriodIsOpen: TableRule {
    static let code = "period-open"
    static let severity: Finding.Severity = .rejection
    static let isFirm = true
    static let manual = ManualText(
        """
        Every period is a whole year that the data set is open for.

        The codebook says for which report years; quarters and months are not among them.
        """,
        repair: """
            leave the period out, or have the operator open the year in the codebook.
            """
    )

    init?(_ context: RuleContext) {}

    func check(_ delivery: LookedUp, report: inout Report) {
        let codebook = delivery.context.codebook
        for parsed in delivery.table.periods {
            guard let period = parsed.period, !codebook.isOpen(for: period) else { continue }
            let years = codebook.years
            report.add(Self.self, at: parsed.place) {
                if period.kind != .year {
                    return Remark(
                        PeriodText(parsed.text).message,
                        repair: Text(
                            nl:
                                "Lever de cijfers van hele jaren, geschreven als \(period.year) of \(period.year)JJ00.",
                            en:
                                "Deliver the figures of whole years, written as \(period.year) or \(period.year)JJ00."
                        )
                    )
                }
                return Remark(
                    Text(
                        nl: "De periode \(period.name) is niet open: \(codebook.dataset) heeft de jaren "
                            + "\(years.lowerBound) tot en met \(years.upperBound).",
                        en: "The period \(period.name) is not open: \(codebook.dataset) has the years "
                            + "\(years.lowerBound) to \(years.upperBound)."
                    ),
                    repair: Text(
                        nl: "Laat de periode weg, of vraag de beheerder het jaar open te stellen.",
                        en: "Leave the period out, or ask the operator to open the year."
                    )
                )
            }
        }
    }
}
