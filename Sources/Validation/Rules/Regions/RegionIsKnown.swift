import Classification
import Statistics
import ValidationWalks

/// Every region is one of the edition of the classification that the drop is for.
struct RegionIsKnown: TableRule {
    static let code = "region-known"
    static let severity: Finding.Severity = .rejection
    static let manual = ManualText(
        """
        Every region is one of the edition of the classification that the drop is for.

        A code can be mistyped, or be of another year: where other years are known to have it, the finding \
        names them. When the whole delivery fits another year better, `other-year` says so once instead.
        """,
        repair: """
            correct the code, or deliver the figures in the classification of the drop.
            """
    )

    init?(_ context: RuleContext) {}

    func check(_ delivery: LookedUp, report: inout Report) {
        let better = Set(delivery.better?.years ?? [])
        for (region, outcome) in zip(delivery.table.regions, delivery.regions) where outcome == .unknown {
            let years = delivery.fit?.years[region.code] ?? []
            if years.contains(where: better.contains) { continue }
            report.add(Self.self, at: region.place, region: region.code) {
                remark(region.code, edition: delivery.context.edition, years: years)
            }
        }
    }

    private func remark(_ code: RegionCode, edition: Edition, years: [Int]) -> Remark {
        let list = years.map { "\($0)" }.joined(separator: ", ")
        let hint =
            years.isEmpty
            ? Text(nl: "", en: "")
            : Text(
                nl: "; de indeling van \(list) heeft hem wel",
                en: "; the classification of \(list) does have it"
            )
        return Remark(
            Text(
                nl: "De regio \(code) bestaat niet in de indeling van \(edition.key)\(hint.nl).",
                en: "The region \(code) does not exist in the classification of \(edition.key)\(hint.en)."
            ),
            repair: years.isEmpty
                ? Text(
                    nl: "Verbeter de code; let op verwisselde of vergeten cijfers.",
                    en: "Correct the code; look for digits that were swapped or left out."
                )
                : Text(
                    nl: "Lever deze cijfers in de regionale indeling van \(edition.key).",
                    en: "Deliver these figures in the regional classification of \(edition.key)."
                )
        )
    }
}
