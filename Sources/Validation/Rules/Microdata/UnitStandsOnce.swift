import Codebook
import Statistics
import ValidationWalks

/// A household stands once in each period.
struct UnitStandsOnce: TableRule {
    static let code = "household-repeated"
    static let severity: Finding.Severity = .rejection
    static let manual = ManualText(
        """
        A household stands once in each period.

        Whoever stands twice would be counted twice. The finding names the later row; where most rows share \
        their id with another, it is said once. Ids of any form are compared; `household-ids-compared` says \
        where there were too many.
        """,
        repair: """
            remove the row that is too many, or correct its id.
            """
    )

    init?(_ context: RuleContext) { if context.form.traits.cells != .counted { return nil } }

    func check(_ delivery: LookedUp, report: inout Report) {
        let faults = delivery.table.units?.faults.filter { $0.kind == .repeated } ?? []
        let total = faults.reduce(0) { $0 + $1.total }
        let places = faults.flatMap(\.places).sorted()
        if total > 0, places.isEmpty || total > Findings.keptOfEachKind && total * 2 > delivery.table.rows {
            return report.add(Self.self, at: places.first) { Self.everywhere(rows: total) }
        }
        report.add(Self.self, faults) { _, _ in
            Remark(
                Text(
                    nl: "De sleutel van deze rij staat in dezelfde periode al eerder in het bestand.",
                    en: "The id of this row stands earlier in the file, in the same period."
                ),
                repair: Text(
                    nl: "Verwijder de rij die te veel is, of verbeter de sleutel ervan.",
                    en: "Remove the row that is too many, or correct its id."
                )
            )
        }
    }

    /// The remark on ids that are the same in so many rows that no single row is to blame.
    private static func everywhere(rows: Int) -> Remark {
        Remark(
            Text(
                nl: "In \(rows) rijen staat een sleutel die in dezelfde periode al eerder voorkwam.",
                en: "In \(rows) rows stands an id that occurs earlier in the same period."
            ),
            repair: Text(
                nl:
                    "Exporteer het bestand opnieuw met de eigen sleutel van elke rij; een spreadsheet maakt van lange "
                    + "nummers gelijke, doordat het de laatste cijfers verliest.",
                en:
                    "Export the file again with the own id of each row; a spreadsheet makes long numbers the same, "
                    + "because it loses their last digits."
            )
        )
    }
}
