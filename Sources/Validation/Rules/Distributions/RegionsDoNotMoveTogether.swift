import Codebook
import Statistics
import ValidationWalks

/// The regions do not all move the same way and far.
struct RegionsDoNotMoveTogether: DistributionRule {
    static let code = "common-shift"
    static let severity: Finding.Severity = .warning
    static let manual = ManualText(
        """
        The regions do not all move the same way and far.

        Shares and scores of regions change a little from year to year, some up and some down. Where nearly \
        all of ten regions or more move the same way by more than the bound, the source probably changed its \
        definition, or another column was taken. The change is the middle one of the regions: of shares as a \
        part of one, of scores on their own scale.
        """,
        repair: """
            check the source of the column; nothing, if the change is real.
            """
    )
    static let bounds: [String: Int64] = ["share": 80, "score": 150]

    private let share: Double
    private let score: Double
    private static let regions = 10

    init?(_ context: RuleContext) {
        share = Double(context.bound("share", of: Self.self)) / 1000
        score = Double(context.bound("score", of: Self.self)) / 1000
    }

    func check(_ period: PeriodTable, report: inout Report) {
        for reference in period.distributions?.references ?? [] where reference.kind == .yearBefore {
            let comparison = reference.comparison
            for place in comparison.features.indices {
                let feature = comparison.features[place]
                let bound: Double? =
                    switch feature.scale {
                    case .share: share
                    case .score: score
                    case .spread, .root: nil
                    }
                let shift = comparison.shift(of: place)
                guard let bound, shift.regions >= Self.regions, shift.share >= 0.95,
                    shift.median.magnitude > bound
                else {
                    continue
                }
                report.add(Self.self, at: period.place(of: feature)) {
                    let title = period.delivery.context.codebook.title(of: feature)
                    let year = period.period.previousYear.name
                    return Remark(
                        Text(
                            nl:
                                "'\(title.nl)' is in vrijwel alle regio's veel \(shift.median > 0 ? "hoger" : "lager") dan in \(year).",
                            en:
                                "'\(title.en)' is much \(shift.median > 0 ? "higher" : "lower") than in \(year) in nearly all regions."
                        ),
                        repair: Text(
                            nl:
                                "Controleer de bron van de kolom; u hoeft niets te doen als de verandering echt is.",
                            en: "Check the source of the column; nothing is to be done if the change is real."
                        )
                    )
                }
            }
        }
    }
}
