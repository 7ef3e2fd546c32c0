import Codebook
import Statistics

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

    private let indicators: [ClassScheme.Indicator]
    private let topics: [Topic]

    init?(_ context: RuleContext) {
        guard context.form.holdsTopicsApart, let scheme = context.codebook.scheme.classes else { return nil }
        let columns = Set(context.columns)
        // Two indicators may divide the same counts.
        var seen: Set<[Int]> = []
        indicators = scheme.indicators.filter { indicator in
            let pair = [indicator.numerator, indicator.denominator]
            return !columns.isDisjoint(with: pair) && seen.insert(pair).inserted
        }
        topics = context.form.topics
    }

    func check(_ period: PeriodTable, report: inout Report) {
        let columns = Set(period.delivery.context.columns)
        for (position, record) in period.delivered {
            func count(_ rank: Int) -> Int64? {
                columns.contains(rank)
                    ? period.tallies[record][rank]?.number
                    : period.held?.beside[.init(position)]?[rank]?.number
            }
            for indicator in indicators {
                guard let part = count(indicator.numerator), let whole = count(indicator.denominator),
                    part > whole
                else { continue }
                let rank = columns.contains(indicator.numerator) ? indicator.numerator : indicator.denominator
                let code = period.code(at: position)
                let place = period.delivery.table.records[record].place(of: rank)
                report.add(Self.self, at: place, region: code) {
                    remark(
                        indicator,
                        code,
                        isBoth: columns.isSuperset(of: [indicator.numerator, indicator.denominator])
                    )
                }
            }
        }
    }

    private func remark(_ indicator: ClassScheme.Indicator, _ code: RegionCode, isBoth: Bool) -> Remark {
        let (part, whole) = (topics[indicator.numerator].title, topics[indicator.denominator].title)
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
