import Codebook
import Statistics
import ValidationWalks

/// The level of a household is the highest of those of its persons.
struct UnitLevelIsHighest: TableRule {
    static let code = "household-level"
    static let severity: Finding.Severity = .rejection
    static let manual = ManualText(
        """
        The level of a household is the highest of those of its persons.

        Where the level of the household and those of its persons are all delivered, they must agree; and \
        no person has a higher level than the household.
        """,
        repair: """
            correct the level that is wrong, or leave the household's empty: then it follows from its \
            persons.
            """
    )

    init?(_ context: RuleContext) { if context.form.traits.cells != .counted { return nil } }

    func check(_ delivery: LookedUp, report: inout Report) {
        let faults = delivery.table.units?.faults.filter { $0.kind == .notHighest } ?? []
        report.add(Self.self, faults) { fault, _ in
            let field = fault.field ?? ""
            return Remark(
                Text(
                    nl: "'\(field)' is niet het hoogste van de niveaus van de personen in deze rij.",
                    en: "'\(field)' is not the highest of the levels of the persons in this row."
                ),
                repair: Text(
                    nl: "Verbeter het niveau dat niet klopt, of laat dat van het geheel leeg.",
                    en: "Correct the level that is wrong, or leave that of the whole empty."
                )
            )
        }
    }
}
