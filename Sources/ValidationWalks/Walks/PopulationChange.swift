import Codebook
package import Statistics

/// The change of the units of regions since an earlier number, compared with two bounds.
///
/// Only regions over the threshold are compared: a few households more or less mean nothing in a small one.
/// Rounded units are given the benefit of their rounding.
package struct PopulationChange: Sendable {
    /// The bound that a change exceeds.
    private enum Extent: Hashable {
        case warning, rejection
    }

    private let warning: Int64
    private let rejection: Int64
    private let threshold: Int64
    private let rounding: Int64

    /// Prepares the bounds of a rule.
    package init(_ rule: (some Rule).Type, context: RuleContext) {
        warning = context.bound("warning", of: rule)
        rejection = context.bound("rejection", of: rule)
        threshold = context.codebook.protection.threshold
        rounding = context.form.holdsCounts ? 1 : context.codebook.protection.rounding
    }

    /// Reports the delivered regions whose units changed too much since an earlier number.
    ///
    /// - Parameters:
    ///   - rule: The rule that reports them.
    ///   - period: The period as delivered.
    ///   - earlier: The units that it is compared with.
    ///   - report: The findings so far.
    ///   - remark: The message for a region, by its code.
    package func check<R: Rule>(
        _ rule: R.Type,
        _ period: PeriodTable,
        since earlier: Populations,
        report: inout Report,
        remark: (RegionCode) -> Remark
    ) {
        for (position, record, extent) in regions(of: period, since: earlier) {
            let code = period.code(at: position)
            let place = period.delivery.table.records[record].place
            report.add(rule, atMost: extent == .warning ? .warning : .rejection, at: place, region: code) {
                remark(code)
            }
        }
    }

    /// The delivered regions of a period whose units changed too much, in publication order.
    private func regions(
        of period: PeriodTable,
        since earlier: Populations
    ) -> [(position: Int, record: Int, extent: Extent)] {
        let rounding = max(rounding, earlier.rounding)
        let slack = rounding > 1 ? rounding : 0
        return period.delivered.compactMap { position, record in
            let units = period.units(of: record)
            guard units >= 0, let before = earlier[position], before >= max(threshold, 1) else { return nil }
            let moved = max(0, abs(units - before) - slack)
            if exceeds(moved, before, rejection) { return (position, record, .rejection) }
            return exceeds(moved, before, warning) ? (position, record, .warning) : nil
        }
    }

    private func exceeds(_ moved: Int64, _ before: Int64, _ bound: Int64) -> Bool {
        Int128(moved) * 1000 > Int128(before) * Int128(bound)
    }
}
