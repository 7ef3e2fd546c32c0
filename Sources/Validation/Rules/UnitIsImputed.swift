import Codebook
import Statistics

/// There is a model to impute missing levels with.
///
/// A year delivery brings its own: it is fitted on the rows whose levels are known. A correction imputes with the
/// model that its period holds, so that correcting one gemeente changes no other; a period that holds none, or a
/// year without a single known level, cannot be imputed.
/// Put right: deliver the year first, or deliver the levels that are known.
struct UnitIsImputed: TableRule {
    static let code = "imputation-model"
    static let severity: Finding.Severity = .rejection
    static let isFirm = true

    init?(_ context: RuleContext) { if context.form.layout != .records { return nil } }

    func check(_ delivery: LookedUp, report: inout Report) {
        for period in delivery.table.units?.withoutModel ?? [] {
            report.add(Self.self, at: delivery.table.periods.first { $0.period == period }?.place) {
                Remark(
                    Text(
                        nl: "Er is geen model om ontbrekende niveaus van \(period.name) mee te schatten.",
                        en: "There is no model to impute missing levels of \(period.name) with."
                    ),
                    repair: Text(
                        nl: "Lever eerst het hele jaar, of lever ook de niveaus die wel bekend zijn.",
                        en: "Deliver the whole year first, or deliver the levels that are known too."
                    )
                )
            }
        }
    }
}
