import Codebook
import Statistics
import ValidationWalks

/// Every period has a set of coefficients that serves it.
struct PeriodHasCoefficients: TableRule {
    static let code = "period-coefficients"
    static let severity: Finding.Severity = .rejection
    static let manual = ManualText(
        """
        Every period has a set of coefficients that serves it.

        Scores are made from counts with coefficients of a base year, each set for its own report years. \
        Figures that are delivered as published need none, so for these it is a warning: they cannot be \
        compared.
        """,
        repair: """
            have the operator add a set for the year to the codebook.
            """
    )

    private let scheme: CoefficientScheme
    private let atMost: Finding.Severity?

    init?(_ context: RuleContext) {
        guard let scheme = context.codebook.scheme.coefficients else { return nil }
        self.scheme = scheme
        atMost = context.form.holdsCounts ? nil : .warning
    }

    func check(_ delivery: LookedUp, report: inout Report) {
        for parsed in delivery.table.periods {
            guard let period = parsed.period, delivery.context.codebook.isOpen(for: period),
                scheme.set(for: period) == nil
            else { continue }
            report.add(Self.self, atMost: atMost, at: parsed.place) {
                Remark(
                    Text(
                        nl: "Voor \(period.name) zijn er geen coëfficiënten om scores mee te berekenen.",
                        en: "There are no coefficients to compute the scores of \(period.name) with."
                    ),
                    repair: Text(
                        nl: "Vraag de beheerder coëfficiënten voor dit jaar in het codeboek op te nemen.",
                        en: "Ask the operator to add coefficients for this year to the codebook."
                    )
                )
            }
        }
    }
}
