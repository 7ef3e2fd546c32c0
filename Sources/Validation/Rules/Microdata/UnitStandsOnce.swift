import Codebook
import Statistics

/// A household stands once in each period.
struct UnitStandsOnce: TableRule {
    static let code = "household-repeated"
    static let severity: Finding.Severity = .rejection
    static let manual = ManualText(
        """
        A household stands once in each period.

        Whoever stands twice would be counted twice. The finding names the later row. Ids are compared \
        where they are whole numbers, perhaps behind the same beginning; else `household-ids-compared` \
        says that they were not.
        """,
        repair: """
            remove the row that is too many, or correct its id.
            """
    )

    init?(_ context: RuleContext) { if context.form.traits.cells != .counted { return nil } }

    func check(_ delivery: LookedUp, report: inout Report) {
        let faults = delivery.table.units?.faults.filter { $0.kind == .repeated } ?? []
        report.add(Self.self, faults) { _ in
            Remark(
                Text(
                    nl: "Wie hier staat, stond in dezelfde periode al eerder in het bestand.",
                    en: "Whoever stands here stood earlier in the file, in the same period."
                ),
                repair: Text(
                    nl: "Verwijder de rij die te veel is, of verbeter de sleutel ervan.",
                    en: "Remove the row that is too many, or correct its id."
                )
            )
        }
    }
}
