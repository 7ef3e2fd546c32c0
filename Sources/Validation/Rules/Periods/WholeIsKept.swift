import Statistics
import ValidationWalks

/// A correction of a part redelivers the whole, where the whole is stored by itself.
struct WholeIsKept: PeriodRule {
    static let code = "whole-kept"
    static let severity: Finding.Severity = .rejection
    static let manual = ManualText(
        """
        A correction of a part redelivers the whole, where the whole is held by itself.

        A wijk whose buurten are all held follows them. One that is held by itself, because not all its \
        buurten are, does not, and would contradict the correction; so would the rounded units of the \
        published form.
        """,
        repair: """
            deliver the wijk and the gemeente of the corrected buurt too.
            """
    )

    init?(_ context: RuleContext) { if context.replacesPeriods { return nil } }

    func check(_ period: PeriodTable, report: inout Report) {
        for contradiction in period.composition.broken {
            let code = period.code(at: contradiction.whole)
            report.add(
                Self.self,
                at: period.firstPlace(in: period.subtree(contradiction.whole)),
                region: code
            ) {
                Remark(
                    Text(
                        nl:
                            "De correctie verandert een deel van \(code), dat zelf is vastgelegd en niet is meegeleverd.",
                        en:
                            "The correction changes a part of \(code), which is held by itself and is not delivered."
                    ),
                    repair: Text(
                        nl: "Lever \(code) ook, met de gecorrigeerde cijfers.",
                        en: "Deliver \(code) too, with its corrected figures."
                    )
                )
            }
        }
    }
}
