import Codebook
import Statistics
import ValidationWalks

/// The fit of a model for missing levels has no surprises.
struct ImputationModelIsSound: TableRule {
    static let code = "imputation-fit"
    static let severity: Finding.Severity = .warning
    static let manual = ManualText(
        """
        The fit of a model for missing levels has no surprises.

        Levels that never occur in a category, categories that follow from others and the like are dealt \
        with in a defined way, and named here so that nobody is surprised by them. A fit that did not \
        converge, or saw a sample only, is a warning.
        """,
        repair: """
            nothing, if the categories named are as they should be.
            """
    )

    init?(_ context: RuleContext) { if context.form.traits.cells != .counted { return nil } }

    func check(_ delivery: LookedUp, report: inout Report) {
        for remark in delivery.table.units?.modelRemarks ?? [] {
            report.add(Self.self, atMost: remark.isSerious ? .warning : .note, at: nil) {
                Remark(
                    remark.text,
                    repair: Text(
                        nl: "Niets, als de genoemde categorieën zo horen te zijn.",
                        en: "Nothing, if the categories named are as they should be."
                    )
                )
            }
        }
    }
}
