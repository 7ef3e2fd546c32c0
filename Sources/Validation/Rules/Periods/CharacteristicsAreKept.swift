import Codebook
import Statistics
import ValidationWalks

/// A correction has every characteristic that its regions are stored with.
struct CharacteristicsAreKept: PeriodRule {
    static let code = "characteristics-kept"
    static let severity: Finding.Severity = .warning
    static let manual = ManualText(
        """
        A correction has every characteristic that its regions are held with.

        A row replaces what is held of its region as a whole, so a characteristic that is left out is dropped there, \
        and is no longer published of the region.
        """,
        repair: """
            deliver the correction with every characteristic that is to stay.
            """
    )

    init?(_ context: RuleContext) {
        let form = context.form
        // Topics that are held by themselves stay; joint counts have every variable.
        guard !context.replacesPeriods, form.holdsCounts, !form.holdsTopicsApart, !form.traits.isJoint,
            form.traits.units == .fullestVariable || form.units != nil
        else { return nil }
    }

    func check(_ period: PeriodTable, report: inout Report) {
        let context = period.delivery.context
        let codebook = context.codebook
        guard let stored = period.stored, stored.form == context.form.key else { return }
        let lost = Set(stored.columns).subtracting(context.columns)
        guard !lost.isEmpty else { return }
        let variables = codebook.variables.enumerated().map { ($1.title, codebook.categoryRanks(of: $0)) }
        let areas = codebook.areas.enumerated().map { number, area in
            let rank = codebook.areaRanks.lowerBound + number
            return (area.title, rank..<rank + 1)
        }
        for (title, ranks) in variables + areas where !lost.isDisjoint(with: ranks) {
            let first = period.delivered.first { position, _ in
                let tally = stored.tallies[RegionIndex(position)]
                return ranks.contains { tally?[$0]?.number != nil }
            }
            guard let (position, record) = first else { continue }
            let place = period.delivery.table.records[record].place
            report.add(Self.self, at: place, region: period.code(at: position)) {
                Remark(
                    Text(
                        nl:
                            "'\(title.nl)' ontbreekt in deze correctie, maar is voor \(period.period.name) wel vastgelegd; in de "
                            + "geleverde gebieden vervalt het, waarvan hier het eerste staat.",
                        en:
                            "'\(title.en)' is not in this correction, but is held for \(period.period.name); it is dropped in "
                            + "the regions delivered, of which the first stands here."
                    ),
                    repair: Text(
                        nl: "Lever de correctie met alle kenmerken die moeten blijven.",
                        en: "Deliver the correction with every characteristic that is to stay."
                    )
                )
            }
        }
    }
}
