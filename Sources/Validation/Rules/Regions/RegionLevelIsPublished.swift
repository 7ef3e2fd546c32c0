import Classification
import Statistics
import ValidationWalks

/// Rows are of levels that the data set publishes.
struct RegionLevelIsPublished: TableRule {
    static let code = "region-level"
    static let severity: Finding.Severity = .warning
    static let manual = ManualText(
        """
        Rows are of levels that the data set publishes.

        The row of the whole country is welcome: it is used in checks and then left out, since the country \
        is computed. Rows of other levels, for example provinces, are left out with this warning.
        """,
        repair: """
            nothing, or leave these rows out of the export.
            """
    )

    init?(_ context: RuleContext) {}

    func check(_ delivery: LookedUp, report: inout Report) {
        let context = delivery.context
        for (region, outcome) in zip(delivery.table.regions, delivery.regions) {
            guard case .known(let index) = outcome else { continue }
            let known = context.edition[index]
            guard known.parent != nil || known.level == context.edition.unionLevel,
                !context.publishes(level: known.level)
            else { continue }
            let level = context.edition.levels[known.level].title
            report.add(Self.self, at: region.place, region: region.code) {
                Remark(
                    Text(
                        nl:
                            "\(region.code) is van een niveau (\(level.nl)) dat hier niet wordt gepubliceerd; "
                            + "de rijen zijn niet overgenomen.",
                        en:
                            "\(region.code) is of a level (\(level.en)) that is not published here; its rows are "
                            + "left out."
                    ),
                    repair: Text(
                        nl: "Laat rijen van dit niveau weg uit de export.",
                        en: "Leave rows of this level out of the export."
                    )
                )
            }
        }
    }
}
