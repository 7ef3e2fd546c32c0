import Codebook
package import Statistics

/// Regions of a period in which a part counts more than the whole it belongs to.
///
/// A count that the delivery lacks is compared as it is stored of the same period.
package struct PartsOfWholes: Sendable {
    private let pairs: [KindChecks.Part]
    /// By how much a published part may pass its whole, by pair: both are rounded, each by less than its unit.
    package var slack: @Sendable (_ pair: KindChecks.Part, _ tally: Tally) -> Int64

    /// Prepares the comparison of pairs.
    package init(pairs: [KindChecks.Part]) {
        self.pairs = pairs
        slack = { _, _ in 0 }
    }

    /// The count of a topic that the delivery lacks, as the period holds it in the same form.
    private func held(_ rank: Int, of region: RegionIndex, in period: PeriodTable) -> Int64? {
        guard let stored = period.stored, stored.form == period.delivery.context.form.key else { return nil }
        return stored.tallies[region]?[rank]?.number
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
                return period.stored?.beside[region]?[rank]?.number ?? held(rank, of: region, in: period)
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
