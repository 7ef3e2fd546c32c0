import Codebook
import Statistics
import ValidationWalks

/// The count above the line of an indicator is a part of the one below it.
struct NumeratorIsPart: PeriodRule {
    static let code = "numerator-above-denominator"
    static let severity: Finding.Severity = .rejection
    static let manual = ManualText(
        """
        The count above the line of an indicator is a part of the one below it.

        Where one of the two is not in the delivery, it is compared with what is held of the same period.
        """,
        repair: """
            correct the number; where both counts are new, deliver them in one file.
            """
    )

    private let parts: PartsOfWholes
    private let topics: [Topic]

    init?(_ context: RuleContext) {
        guard context.form.holdsTopicsApart, !context.checks.parts.isEmpty else { return nil }
        let columns = Set(context.columns)
        // Two indicators may divide the same counts.
        var seen: Set<KindChecks.Part> = []
        parts = PartsOfWholes(
            pairs: context.checks.parts.filter { pair in
                !columns.isDisjoint(with: [pair.part, pair.whole]) && seen.insert(pair).inserted
            }
        )
        topics = context.form.topics
    }

    func check(_ period: PeriodTable, report: inout Report) {
        parts.check(period, by: Self.self, report: &report, remark: remark)
    }

    private func remark(_ pair: KindChecks.Part, _ code: RegionCode, _ isBoth: Bool) -> Remark {
        let (part, whole) = (topics[pair.part].title, topics[pair.whole].title)
        return Remark(
            Text(
                nl: "Van \(code) zijn er meer in '\(part.nl)' dan in '\(whole.nl)', waar zij deel van zijn.",
                en: "\(code) has more in '\(part.en)' than in '\(whole.en)', of which they are part."
            ),
            repair: isBoth
                ? Text(nl: "Verbeter een van beide aantallen.", en: "Correct one of the two counts.")
                : Text(
                    nl:
                        "Verbeter het aantal; is het andere, eerder geleverde fout, lever dan beide in één bestand.",
                    en:
                        "Correct the count; where the other, delivered before, is wrong, deliver both in one file."
                )
        )
    }
}
