import Classification
import Statistics
import ValidationWalks

/// A delivery of a whole year has every region of the edition.
struct EditionIsCovered: PeriodRule {
    static let code = "coverage"
    static let severity: Finding.Severity = .warning
    static let manual = ManualText(
        """
        A delivery of a whole year has every region of the edition.

        It replaces all that is held of its periods, so what it lacks is no longer held. The missing \
        regions of each level are counted, and the first named. A wijk or gemeente whose counts follow \
        from its parts is not missing, nor is a region that is empty.
        """,
        repair: """
            deliver the missing regions too, or use the drop for corrections if this is not a whole year.
            """
    )

    init?(_ context: RuleContext) { if !context.replacesPeriods { return nil } }

    func check(_ period: PeriodTable, report: inout Report) {
        let context = period.delivery.context
        for level in period.edition.levels.indices where context.publishes(level: level) {
            var missing: [Int] = []
            var all = 0
            for position in period.positions(ofLevel: level) {
                all += 1
                if period.composition.states[position] == .unknown { missing.append(position) }
            }
            guard let first = missing.first else { continue }
            report.add(Self.self, at: nil, region: period.code(at: first)) {
                let codes = CodeList(missing.map { period.code(at: $0) })
                let title = period.edition.levels[level].title
                return Remark(
                    Text(
                        nl: "Niet aangeleverd voor \(period.period.name) op het niveau \(title.nl): "
                            + "\(missing.count) van de \(all), te weten \(codes.nl).",
                        en: "Not delivered for \(period.period.name) on the level \(title.en): "
                            + "\(missing.count) of \(all), namely \(codes.en)."
                    ),
                    repair: Text(
                        nl: "Lever ook de ontbrekende regio's, of gebruik de map voor correcties.",
                        en: "Deliver the missing regions too, or use the drop for corrections."
                    )
                )
            }
        }
    }
}
