import Codebook
import Statistics
import ValidationWalks

/// Numbers have no point or comma between their thousands.
struct NumbersAreNotGrouped: TableRule {
    static let code = "thousands-grouped"
    static let severity: Finding.Severity = .rejection
    static let manual = ManualText(
        """
        Numbers have no point or comma between their thousands.

        `27.337` is read as a little more than 27. Where nearly every number of a column has exactly three \
        digits behind its only sign, the sign parts thousands; so it does in a few of them, where no other number has \
        decimals and most are thousands.
        """,
        repair: """
            write the numbers without a sign between thousands.
            """
    )

    init?(_ context: RuleContext) {
        guard context.form.traits.cells == .counted || context.form.units != nil else { return nil }
    }

    func check(_ delivery: LookedUp, report: inout Report) {
        for field in delivery.table.units?.fields ?? [] {
            for case .grouped(let rows) in field.oddities {
                report.add(Self.self, at: field.place) {
                    Remark(
                        Text(
                            nl:
                                "Kolom '\(field.header)' heeft in \(rows) rijen een punt of komma tussen de duizendtallen; zo gelezen zijn de getallen duizend keer te klein.",
                            en:
                                "Column '\(field.header)' has a point or comma between thousands in \(rows) rows; read as it stands, the numbers are a thousand times too small."
                        ),
                        repair: Text(
                            nl: "Schrijf de getallen zonder teken tussen de duizendtallen, en lever opnieuw.",
                            en: "Write the numbers without a sign between thousands, and deliver again."
                        )
                    )
                }
            }
        }
    }
}
