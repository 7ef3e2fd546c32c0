import Classification
import Codebook
import Statistics
import ValidationWalks

/// In the published form, a wijk is not left out between its buurten and the other wijken.
struct WholeIsDelivered: PeriodRule {
    static let code = "whole-missing"
    static let severity: Finding.Severity = .warning
    static let manual = ManualText(
        """
        In the published form, a wijk is not left out between its buurten and the other wijken.

        Published figures are held as they are, so a wijk without a row has none, whatever its buurten \
        say. Named is each wijk or gemeente without a row where regions of the same level beside it, and \
        parts of it, have one. In a correction a whole that is held already is not missing.
        """,
        repair: """
            deliver the row of the wijk too.
            """
    )

    init?(_ context: RuleContext) { if context.form.holdsCounts { return nil } }

    func check(_ period: PeriodTable, report: inout Report) {
        let context = period.delivery.context
        let regions = period.edition.regions
        var levels: Set<Int> = []
        for (position, _) in period.delivered { levels.insert(regions[position].level) }
        for level in levels.sorted() where context.publishes(level: level) {
            for whole in period.positions(ofLevel: level)
            where period.record(at: whole) == nil && period.standing(at: whole) == nil {
                let parts = period.subtree(whole)
                guard parts.count > 1, period.delivers(any: parts) else { continue }
                let code = period.code(at: whole)
                report.add(Self.self, at: period.firstPlace(in: parts), region: code) {
                    let level = period.edition.levels[level].title
                    return Remark(
                        Text(
                            nl:
                                "Van \(code) (\(level.nl)) staan er delen in de aanlevering, maar het geheel zelf niet.",
                            en:
                                "Parts of \(code) (\(level.en)) are in the delivery, but the whole itself is not."
                        ),
                        repair: Text(
                            nl: "Lever ook de rij van \(code).",
                            en: "Deliver the row of \(code) too."
                        )
                    )
                }
            }
        }
    }
}
