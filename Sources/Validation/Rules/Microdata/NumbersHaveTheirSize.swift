import Codebook
import Statistics
import ValidationWalks

/// Numbers of a column have the size that its classes suppose.
struct NumbersHaveTheirSize: TableRule {
    static let code = "numbers-too-small"
    static let severity: Finding.Severity = .warning
    static let manual = ManualText(
        """
        Numbers of a column have the size that its classes suppose.

        Where all of them are ten times or more below the lowest limit of the classes, the column is probably \
        in another unit: thousands of euro, or addresses by another area.
        """,
        repair: """
            deliver the numbers in the unit of the codebook.
            """
    )

    init?(_ context: RuleContext) {
        guard context.form.traits.cells == .counted || context.form.units != nil else { return nil }
    }

    func check(_ delivery: LookedUp, report: inout Report) {
        for field in delivery.table.units?.fields ?? [] {
            for case .tooSmall(let rows) in field.oddities {
                report.add(Self.self, at: field.place) {
                    Remark(
                        Text(
                            nl:
                                "Alle getallen in kolom '\(field.header)' (\(rows) rijen) zijn meer dan tien keer zo klein als de laagste klassegrens.",
                            en:
                                "All numbers in column '\(field.header)' (\(rows) rows) are more than ten times below the lowest limit of the classes."
                        ),
                        repair: Text(
                            nl:
                                "Controleer de eenheid van de kolom (euro, geen duizenden euro), en lever zo nodig opnieuw.",
                            en:
                                "Check the unit of the column (euro, not thousands of euro), and deliver again if need be."
                        )
                    )
                }
            }
        }
    }
}
