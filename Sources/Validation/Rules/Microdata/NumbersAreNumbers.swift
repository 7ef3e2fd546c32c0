import Codebook
import Statistics
import ValidationWalks

/// No single number stands for a missing one.
struct NumbersAreNumbers: TableRule {
    static let code = "number-repeated"
    static let severity: Finding.Severity = .warning
    static let manual = ManualText(
        """
        No single number stands for a missing one.

        Files write 99999, 9999999999 or -99999 where a value is not known, as Swing and others do; read as \
        numbers these move every figure. Reported is one number in many rows that is of this kind, that is written \
        in nines and lies alone at twice the next number or more, as 99 among house moves and 999 among distances, or \
        that lies far beyond all others.
        """,
        repair: """
            leave the field empty where the value is not known.
            """
    )

    init?(_ context: RuleContext) {
        guard context.form.traits.cells == .counted || context.form.units != nil else { return nil }
    }

    func check(_ delivery: LookedUp, report: inout Report) {
        for field in delivery.table.units?.fields ?? [] {
            for case .constant(let rows) in field.oddities {
                report.add(Self.self, at: field.place) {
                    Remark(
                        Text(
                            nl:
                                "In kolom '\(field.header)' staat in \(rows) rijen hetzelfde getal, dat waarschijnlijk 'onbekend' betekent.",
                            en:
                                "Column '\(field.header)' has one and the same number in \(rows) rows, which probably means 'unknown'."
                        ),
                        repair: Text(
                            nl: "Laat het veld leeg waar de waarde onbekend is, en lever opnieuw.",
                            en: "Leave the field empty where the value is not known, and deliver again."
                        )
                    )
                }
            }
        }
    }
}
