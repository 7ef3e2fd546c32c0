import Classification
import Statistics
import ValidationWalks

/// A code holds no letters behind its prefix, where no code of the edition does.
struct RegionHasNoLetters: TableRule {
    static let code = "region-letters"
    static let severity: Finding.Severity = .rejection
    static let manual = ManualText(
        """
        A code holds no letters behind its prefix, where no code of the edition does.

        Codes such as `BU0363AA01` exist since a gemeente can have more than 99 wijken or buurten. In an \
        edition without them they show that the delivery is in the classification of another year.
        """,
        repair: """
            deliver the figures in the classification of the drop.
            """
    )

    init?(_ context: RuleContext) {}

    func check(_ delivery: LookedUp, report: inout Report) {
        let edition = delivery.context.edition.key
        let better = Set(delivery.better?.years ?? [])
        for (region, outcome) in zip(delivery.table.regions, delivery.regions) where outcome == .letters {
            if delivery.fit?.years[region.code]?.contains(where: better.contains) == true { continue }
            report.add(Self.self, at: region.place, region: region.code) {
                Remark(
                    Text(
                        nl:
                            "De code \(region.code) heeft letters, en die komen in de indeling van \(edition) niet voor: "
                            + "dit is een ander indelingsjaar.",
                        en:
                            "The code \(region.code) holds letters, which the classification of \(edition) does not "
                            + "have: this is of another classification year."
                    ),
                    repair: Text(
                        nl: "Lever deze cijfers in de regionale indeling van \(edition).",
                        en: "Deliver these figures in the regional classification of \(edition)."
                    )
                )
            }
        }
    }
}
