import Classification
import Codebook
import Statistics
import ValidationWalks

/// A correction is delivered in the form that its period is stored in.
struct FormIsKept: PeriodRule {
    static let code = "form-kept"
    static let severity: Finding.Severity = .rejection
    static let isFirm = true
    static let needsEveryRow = false
    static let manual = ManualText(
        """
        A correction is delivered in the form that its period is held in.

        A period is held in one form at a time: counts cannot be corrected by published figures, nor the \
        other way round. The first correction to a period that is not held sets its form.
        """,
        repair: """
            deliver the correction in the form that is held, or the whole year in the new form.
            """
    )

    init?(_ context: RuleContext) { if context.replacesPeriods { return nil } }

    func check(_ period: PeriodTable, report: inout Report) {
        let context = period.delivery.context
        guard let stored = period.stored, stored.form != context.form.key else { return }
        report.add(Self.self, at: period.firstPlace(in: period.edition.regions.indices)) {
            let form = context.codebook.form(stored.form)?.title ?? Text(nl: stored.form, en: stored.form)
            return Remark(
                Text(
                    nl:
                        "De periode \(period.period.name) is vastgelegd in de vorm '\(form.nl)'; een correctie in de vorm "
                        + "'\(context.form.title.nl)' past daar niet bij.",
                    en: "The period \(period.period.name) is held as \(form.en); it cannot be corrected with "
                        + "\(context.form.title.en)."
                ),
                repair: Text(
                    nl:
                        "Lever de correctie in de vorm '\(form.nl)', of het hele jaar in de vorm '\(context.form.title.nl)'.",
                    en: "Deliver the correction as \(form.en), or the whole year as \(context.form.title.en)."
                )
            )
        }
    }
}
