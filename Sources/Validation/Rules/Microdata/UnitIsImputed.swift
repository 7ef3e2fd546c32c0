import Codebook
import Statistics
import ValidationWalks

/// There is a model to impute missing levels with.
struct UnitIsImputed: TableRule {
    static let code = "imputation-model"
    static let severity: Finding.Severity = .rejection
    static let isFirm = true
    static let manual = ManualText(
        """
        There is a model to impute missing levels with.

        A year delivery brings its own: it is fitted on the rows whose levels of persons are known. A \
        correction imputes with the model that its period holds, so that correcting one gemeente changes \
        no other; a period that was delivered with every level holds none, and what was fitted before the \
        codebook asked for other fields cannot be used.
        """,
        repair: """
            deliver the levels of persons that are known; or, for a correction, the whole year with its \
            missing levels, which brings a model.
            """
    )

    private let levels: String

    init?(_ context: RuleContext) {
        guard let layout = context.form.records else { return nil }
        levels = (layout.imputation?.persons ?? []).map { "'\(layout.fields[$0.level].key)'" }
            .joined(separator: ", ")
    }

    func check(_ delivery: LookedUp, report: inout Report) {
        for gap in delivery.table.units?.withoutModel ?? [] {
            let place = delivery.table.periods.first { $0.period == gap.period }?.place
            report.add(Self.self, at: place) { remark(of: gap) }
        }
    }

    private func remark(of gap: ParsedUnits.ModelGap) -> Remark {
        let period = gap.period.name
        let whole = Text(
            nl:
                "Lever het hele jaar \(period) opnieuw, met de ontbrekende niveaus leeg: dat brengt een model mee; "
                + "of vul de niveaus in deze correctie.",
            en:
                "Deliver the whole year \(period) again, with missing levels left empty: that brings a model; or "
                + "fill in the levels of this correction."
        )
        switch gap.reason {
        case .nothingToFitOn:
            return Remark(
                Text(
                    nl: "Niveaus van \(period) ontbreken, en geen enkele rij heeft er een om een model op te "
                        + "schatten (\(levels)).",
                    en: "Levels of \(period) are missing, and no row has one to fit a model on (\(levels))."
                ),
                repair: Text(
                    nl: "Lever in deze kolommen ook de niveaus die wel bekend zijn.",
                    en: "Deliver the levels that are known in these columns too."
                )
            )
        case .noneIsKept:
            return Remark(
                Text(
                    nl:
                        "Niveaus ontbreken, en \(period) is vastgelegd zonder model om ze mee te schatten: de "
                        + "gegevensset vulde toen niets in.",
                    en:
                        "Levels are missing, and \(period) is held without a model to impute them with: the data "
                        + "set imputed nothing then."
                ),
                repair: whole
            )
        case .keptIsOfOtherFields:
            return Remark(
                Text(
                    nl:
                        "Niveaus ontbreken, en het model van \(period) is van andere velden dan het codeboek nu "
                        + "heeft.",
                    en:
                        "Levels are missing, and the model of \(period) is of other fields than the codebook has "
                        + "now."
                ),
                repair: whole
            )
        }
    }
}
