import Codebook
import Statistics
import ValidationWalks

/// True if a household stands twice could not be found out.
struct UnitsAreCompared: TableRule {
    static let code = "household-ids-compared"
    static let severity: Finding.Severity = .note
    static let manual = ManualText(
        """
        Whether a household stands twice could not be found out.

        Ids are compared by a bit for each whole number, in bounded memory. Ids that are no whole numbers \
        of at most 16 digits, behind the beginning that the first one has, or that lie too far apart, \
        cannot be compared so.
        """,
        repair: """
            nothing, if every household is certain to stand once; else number them one by one.
            """
    )

    init?(_ context: RuleContext) { if context.form.traits.cells != .counted { return nil } }

    func check(_ delivery: LookedUp, report: inout Report) {
        guard let units = delivery.table.units, !units.checkedIDs else { return }
        report.add(Self.self, at: nil) {
            Remark(
                Text(
                    nl:
                        "Of een sleutel twee keer voorkomt is niet helemaal nagegaan: er zijn te veel sleutels die geen "
                        + "hele getallen zijn.",
                    en:
                        "Whether an id stands twice was not wholly found out: too many ids are no whole numbers."
                ),
                repair: Text(
                    nl: "Niets, als elke sleutel zeker één keer voorkomt; nummer anders oplopend.",
                    en: "Nothing, if every id is certain to stand once; else number them one by one."
                )
            )
        }
    }
}
