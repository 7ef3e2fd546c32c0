import Codebook
import Statistics
import ValidationWalks

/// `NA` in a column of countries is Namibia, and not a missing value.
struct CountryIsNotMissing: TableRule {
    static let code = "country-na"
    static let severity: Finding.Severity = .warning
    static let manual = ManualText(
        """
        `NA` in a column of countries is Namibia, and not a missing value.

        Programs such as R write `NA` where a value is not known. Where a column has no blank at all and `NA` \
        in more rows than the bound, a share of the rows, that is what it probably means, and unknown \
        countries are counted as foreign ones.
        """,
        repair: """
            leave the field empty where the country is not known.
            """
    )
    static let bounds: [String: Int64] = ["share": 2]

    private let share: Int64

    init?(_ context: RuleContext) {
        guard context.form.traits.cells == .counted || context.form.units != nil else { return nil }
        share = context.bound("share", of: Self.self)
    }

    func check(_ delivery: LookedUp, report: inout Report) {
        let bound = Double(share) / 1000
        for field in delivery.table.units?.fields ?? [] {
            for case .namibia(let rows) in field.oddities
            where Double(rows) > bound * Double(field.filled) && rows > 1 {
                report.add(Self.self, at: field.place) {
                    Remark(
                        Text(
                            nl:
                                "In kolom '\(field.header)' staat in \(rows) rijen NA; dat is de code van Namibië, en betekent waarschijnlijk 'onbekend'.",
                            en:
                                "Column '\(field.header)' has NA in \(rows) rows; that is the code of Namibia, and probably means 'unknown'."
                        ),
                        repair: Text(
                            nl: "Laat het veld leeg waar het land onbekend is, en lever opnieuw.",
                            en: "Leave the field empty where the country is not known, and deliver again."
                        )
                    )
                }
            }
        }
    }
}
