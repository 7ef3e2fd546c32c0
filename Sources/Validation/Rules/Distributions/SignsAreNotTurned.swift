import Codebook
import Statistics
import ValidationWalks

/// The scores do not have their signs turned.
struct SignsAreNotTurned: DistributionRule {
    static let code = "signs-turned"
    static let severity: Finding.Severity = .rejection
    static let manual = ManualText(
        """
        The scores do not have their signs turned.

        A whole column with plus for minus has possible values only. It shows beside the year before, or the \
        version that is held. The evidence is how much more likely turned signs are, as a natural logarithm. \
        Beyond the bound `warning` it is a warning; beyond `rejection`, in ten regions or more, the delivery \
        is rejected.
        """,
        repair: """
            restore the signs, and deliver the file again.
            """
    )
    static let bounds: [String: Int64] = ["warning": 14_000, "rejection": 200_000]

    /// Twenty to one: beside a column that is certainly turned, others that are probably so are counted with it.
    private static let likely = 3.0

    private let warning: Double
    private let rejection: Double

    init?(_ context: RuleContext) {
        guard context.form.traits.gaps == .symbols else { return nil }
        warning = Double(context.bound("warning", of: Self.self)) / 1000
        rejection = Double(context.bound("rejection", of: Self.self)) / 1000
    }

    func check(_ period: PeriodTable, report: inout Report) {
        for reference in period.distributions?.references ?? [] {
            let comparison = reference.comparison
            func isContradicted(_ place: Int) -> Bool {
                (period.distributions?.references ?? []).contains { other in
                    other.kind != reference.kind
                        && other.comparison.features.firstIndex(of: comparison.features[place])
                            .map { other.comparison.evidence(turned: $0).logarithm < 0 } == true
                }
            }
            // Scores that stand as they stood in the other reference have changed, and not their signs; unless a whole year
            // comes as wrong as it is held.
            let comesAgain = period.delivery.context.replacesPeriods && reference.kind == .yearBefore
            let turned = comparison.features.indices.filter { comparison.features[$0].scale == .score }
                .map { (place: $0, evidence: comparison.evidence(turned: $0)) }
                .filter { $0.evidence.logarithm > Self.likely && (comesAgain || !isContradicted($0.place)) }
            guard let worst = turned.max(by: { $0.evidence.logarithm < $1.evidence.logarithm }),
                worst.evidence.logarithm > warning
            else { continue }
            let isSevere =
                worst.evidence.logarithm > rejection && worst.evidence.regions >= 10
                && !isContradicted(worst.place)
            report.add(
                Self.self,
                atMost: isSevere ? .rejection : .warning,
                at: period.place(of: comparison.features[worst.place])
            ) {
                let title = period.delivery.context.codebook.title(of: comparison.features[worst.place])
                let other = reference.name(of: period.period)
                return Remark(
                    Text(
                        nl:
                            "De scores van \(period.period.name) lijken het omgekeerde teken te hebben van \(other.nl) "
                            + "('\(title.nl)'; kolommen: \(turned.count)).",
                        en:
                            "The scores of \(period.period.name) seem to have the opposite sign of \(other.en) "
                            + "('\(title.en)'; columns: \(turned.count))."
                    ),
                    repair: Text(
                        nl:
                            "Herstel de tekens en lever opnieuw; kloppen de cijfers, dan hoeft u niets te doen.",
                        en:
                            "Restore the signs and deliver again; nothing is to be done if the figures are right."
                    )
                )
            }
            return
        }
    }
}
