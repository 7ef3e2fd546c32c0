import Codebook
import Statistics
import ValidationWalks

/// Rows of a subgroup are rows of the group that it is a part of.
struct SubgroupIsCounted: TableRule {
    static let code = "subgroup-outside"
    static let severity: Finding.Severity = .rejection
    static let manual = ManualText(
        """
        Rows of a subgroup are rows of the group that it is a part of.

        A suspect of a violent offence is a suspect. A row whose fields say otherwise counts in both groups, and is \
        reported with the number of such rows; beyond the bound, a share of the rows, the delivery is rejected.
        """,
        repair: """
            correct one of the two fields; or check that neither column holds something else.
            """
    )
    static let bounds: [String: Int64] = ["rejection": 100]

    private let rejection: Int64

    init?(_ context: RuleContext) {
        guard context.form.units != nil else { return nil }
        rejection = context.bound("rejection", of: Self.self)
    }

    func check(_ delivery: LookedUp, report: inout Report) {
        let bound = Double(rejection) / 1000
        for field in delivery.table.units?.fields ?? [] {
            for case .outsideWhole(let rows, let part, let whole) in field.oddities {
                let isMany = Double(rows) > bound * Double(max(field.filled, 1))
                report.add(Self.self, atMost: isMany ? .rejection : .warning, at: field.place) {
                    Remark(
                        Text(
                            nl:
                                "\(rows) rijen tellen mee bij '\(part.nl)' en niet bij '\(whole.nl)', waar dat een deel van is. De eerste staat hier.",
                            en:
                                "\(rows) rows count in '\(part.en)' and not in '\(whole.en)', of which that is a part. The first one stands here."
                        ),
                        repair: isMany
                            ? Text(
                                nl: "Controleer of de kolommen niet verwisseld zijn, en lever opnieuw.",
                                en: "Check that the columns are not exchanged, and deliver again."
                            )
                            : Text(
                                nl: "Verbeter een van beide velden; tot dan tellen de rijen bij beide mee.",
                                en: "Correct one of the two fields; until then the rows count in both."
                            )
                    )
                }
            }
        }
    }
}
