import Codebook
package import Statistics

/// Regions of a period in which a part counts more than the whole it belongs to.
///
/// A count that the delivery lacks is compared as it is stored of the same period, where the delivery leaves it in force.
package struct PartsOfWholes: Sendable {
    private let pairs: [KindChecks.Part]
    /// By how much a published part may pass its whole, by pair: both are rounded, each by less than its unit.
    private let slack: @Sendable (_ pair: KindChecks.Part, _ tally: Tally) -> Int64

    /// Prepares the comparison of pairs.
    ///
    /// - Parameters:
    ///   - pairs: The parts and their wholes.
    ///   - slack: By how much a part may pass its whole.
    package init(
        pairs: [KindChecks.Part],
        slack: @escaping @Sendable (_ pair: KindChecks.Part, _ tally: Tally) -> Int64 = { _, _ in 0 }
    ) {
        self.pairs = pairs
        self.slack = slack
    }

    /// Reports each region and pair with a part above its whole, at the count that was delivered.
    ///
    /// - Parameters:
    ///   - period: The period.
    ///   - rule: The rule that reports.
    ///   - report: Receives the findings.
    ///   - remark: The words for a pair and region; `isBoth` states that the delivery has both counts.
    package func check(
        _ period: PeriodTable,
        by rule: (some PeriodRule).Type,
        report: inout Report,
        remark: (_ pair: KindChecks.Part, _ code: RegionCode, _ isBoth: Bool) -> Remark
    ) {
        let columns = Set(period.delivery.context.columns)
        for (position, record) in period.delivered {
            func count(_ rank: Int) -> Int64? {
                if columns.contains(rank) { return period.tallies[record][rank]?.number }
                let region = RegionIndex(position)
                return period.stored?.beside[region]?[rank]?.number
                    ?? period.standing(at: position)?[rank]?.number
            }
            for pair in pairs {
                guard let part = count(pair.part), let whole = count(pair.whole),
                    part > whole + slack(pair, period.tallies[record])
                else {
                    continue
                }
                let rank = columns.contains(pair.part) ? pair.part : pair.whole
                let code = period.code(at: position)
                let place = period.delivery.table.records[record].place(of: rank)
                report.add(rule, at: place, region: code) {
                    remark(pair, code, columns.isSuperset(of: [pair.part, pair.whole]))
                }
            }
        }
    }
}
