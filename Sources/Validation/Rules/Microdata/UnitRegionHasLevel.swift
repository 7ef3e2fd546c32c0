import Classification
import Codebook
import Statistics
import ValidationWalks

/// Every row of a household names the buurt it is in, not a wijk or gemeente.
struct UnitRegionHasLevel: TableRule {
    static let code = "household-region"
    static let severity: Finding.Severity = .rejection
    static let isFirm = true
    static let manual = ManualText(
        """
        Every row of a household names the buurt it is in, not a wijk or gemeente.

        Households are counted by buurt, from which everything larger follows.
        """,
        repair: """
            deliver the code of the buurt; leave it empty where it is not known.
            """
    )

    private let level: String

    init?(_ context: RuleContext) {
        guard let layout = context.form.records, let field = layout.regionField,
            case .region(let level) = layout.fields[field].role
        else { return nil }
        self.level = level
    }

    func check(_ delivery: LookedUp, report: inout Report) {
        let edition = delivery.context.edition
        for (region, outcome) in zip(delivery.table.regions, delivery.regions) {
            guard case .known(let index) = outcome, edition.levels[edition[index].level].key != level else {
                continue
            }
            report.add(Self.self, at: region.place, region: region.code) {
                Remark(
                    Text(
                        nl: "De regio \(region.code) is geen \(level).",
                        en: "The region \(region.code) is no \(level)."
                    ),
                    repair: Text(
                        nl: "Lever de code van de \(level), of laat het veld leeg.",
                        en: "Deliver the code of the \(level), or leave the field empty."
                    )
                )
            }
        }
    }
}
