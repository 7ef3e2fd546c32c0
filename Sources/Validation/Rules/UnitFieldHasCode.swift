import Codebook
import Statistics

/// Every field of a row of units holds a value that it can have, or is empty.
///
/// The codes of each column stand in the codebook. An empty field is unknown, which is different from a code of
/// its own. Period and id are never empty; a postcode has four digits and does not begin with 0.
/// Put right: write the value as in the codebook, or leave the field empty where it is not known.
struct UnitFieldHasCode: TableRule {
    static let code = "household-field-code"
    static let severity: Finding.Severity = .rejection
    static let isFirm = true

    init?(_ context: RuleContext) { if context.form.layout != .records { return nil } }

    func check(_ delivery: LookedUp, report: inout Report) {
        let faults = delivery.table.units?.faults.filter { $0.kind == .field } ?? []
        report.add(Self.self, faults) { fault in
            let field = fault.field ?? ""
            return Remark(
                Text(
                    nl: "Wat hier staat is geen waarde die '\(field)' kan hebben.",
                    en: "What stands here is not a value that '\(field)' can have."
                ),
                repair: Text(
                    nl: "Schrijf de waarde zoals in het codeboek; laat het veld leeg als die niet bekend is.",
                    en: "Write the value as in the codebook; leave the field empty where it is not known."
                )
            )
        }
    }
}
