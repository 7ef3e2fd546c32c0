import Classification
import Statistics
import ValidationWalks

/// A code that the edition can neither confirm nor deny is left out, with a warning.
struct RegionIsDecided: TableRule {
    static let code = "region-undecided"
    static let severity: Finding.Severity = .warning
    static let manual = ManualText(
        """
        A code that the edition can neither confirm nor deny is left out, with a warning.

        An edition says of each level whether it lists every region. Where a list is known to be \
        incomplete, a well-formed code that is not on it may exist. Its rows are counted as left out; the \
        delivery goes on.
        """,
        repair: """
            have the operator import the official list with `peil regions import`, and deliver again.
            """
    )

    init?(_ context: RuleContext) {}

    func check(_ delivery: LookedUp, report: inout Report) {
        let edition = delivery.context.edition.key
        for (region, outcome) in zip(delivery.table.regions, delivery.regions) where outcome == .undecided {
            report.add(Self.self, at: region.place, region: region.code) {
                Remark(
                    Text(
                        nl:
                            "Of \(region.code) bestaat is niet te zeggen: de lijst van \(edition) is onvolledig. "
                            + "De rijen zijn niet overgenomen.",
                        en:
                            "Whether \(region.code) exists cannot be told: the list of \(edition) is incomplete. "
                            + "Its rows are left out."
                    ),
                    repair: Text(
                        nl:
                            "Laat de beheerder de officiële lijst inlezen (peil regions import) en lever opnieuw.",
                        en:
                            "Have the operator import the official list (peil regions import), and deliver again."
                    )
                )
            }
        }
    }
}
