import Codebook
import Statistics
import ValidationWalks

/// Fields about a partner are filled only where there is one.
struct UnitFieldIsAsked: TableRule {
    static let code = "household-partner"
    static let severity: Finding.Severity = .rejection
    static let manual = ManualText(
        """
        Fields about a partner are filled only where there is one.

        The same goes for every group of fields that the codebook asks under a condition. A row that says \
        both that there is no partner and who it is contradicts itself, and which of the two is wrong \
        nobody can know.
        """,
        repair: """
            correct the field that says whether there is a partner, or leave those about the partner \
            empty.
            """
    )

    init?(_ context: RuleContext) { if context.form.traits.cells != .counted { return nil } }

    func check(_ delivery: LookedUp, report: inout Report) {
        let faults = delivery.table.units?.faults.filter { $0.kind == .notApplicable } ?? []
        report.add(Self.self, faults) { fault, _ in
            let field = fault.field ?? ""
            return Remark(
                Text(
                    nl: "'\(field)' is gevuld, terwijl deze rij zegt dat het niet van toepassing is.",
                    en: "'\(field)' is filled, while this row says that it does not apply."
                ),
                repair: Text(
                    nl: "Verbeter het veld dat de voorwaarde noemt, of laat dit veld leeg.",
                    en: "Correct the field that states the condition, or leave this field empty."
                )
            )
        }
    }
}
