import Codebook
import Statistics
import ValidationWalks

/// Codes of a column are in a list of the codebook.
struct CodesAreListed: TableRule {
    static let code = "codes-unlisted"
    static let severity: Finding.Severity = .rejection
    static let manual = ManualText(
        """
        Codes of a column are in a list of the codebook.

        Some characteristics have a category for everything else. A code that no list has is counted there, \
        and reported with the number of its rows: a misspelt code, or one of another classification, would \
        move the figures in silence. Beyond the bound, a share of the rows, the delivery is rejected.
        """,
        repair: """
            write the codes of the codebook; or have the operator add the code to its category.
            """
    )
    static let bounds: [String: Int64] = ["rejection": 100]

    private let rejection: Int64

    init?(_ context: RuleContext) {
        guard context.form.traits.cells == .counted || context.form.units != nil else { return nil }
        rejection = context.bound("rejection", of: Self.self)
    }

    func check(_ delivery: LookedUp, report: inout Report) {
        let bound = Double(rejection) / 1000
        for field in delivery.table.units?.fields ?? [] {
            for case .unlisted(let rows, let title) in field.oddities {
                let isMany = Double(rows) > bound * Double(max(field.filled, 1))
                report.add(Self.self, atMost: isMany ? .rejection : .warning, at: field.place) {
                    Remark(
                        Text(
                            nl:
                                "In kolom '\(field.header)' staan in \(rows) rijen codes die in geen lijst van \(title.nl) voorkomen; ze "
                                + "tellen als overig.",
                            en:
                                "Column '\(field.header)' has codes in \(rows) rows that are in no list of \(title.en); they count as "
                                + "other."
                        ),
                        repair: Text(
                            nl:
                                "Schrijf de codes van het codeboek, en laat het veld leeg waar de waarde onbekend is; of vraag de "
                                + "beheerder de code aan een categorie toe te voegen.",
                            en:
                                "Write the codes of the codebook, and leave the field empty where the value is not known; or ask the "
                                + "operator to add the code to a category."
                        )
                    )
                }
            }
        }
    }
}
