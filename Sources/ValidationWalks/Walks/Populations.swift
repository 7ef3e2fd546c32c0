import Classification
import Codebook
import Statistics

/// The units of each region of one period, delivered or stored, for comparing changes.
package struct Populations: Sendable {
    /// The base of rounding of the numbers; 1 for counts.
    package let rounding: Int64
    private let edition: Edition
    /// The units of the regions that were delivered, by position; negative for the others.
    private let delivered: [Int64]
    private let stored: StoredPeriodFacts?
    private let rank: Int?
    private let units: UnitSum
    private let isRounded: Bool
    private let isApart: Bool

    /// Takes the stored units of a period; nil if there are none, or in a form that the data set no longer
    /// has.
    package init?(stored: StoredPeriodFacts?, context: RuleContext) {
        guard let stored, let form = context.codebook.form(stored.form) else { return nil }
        self.init(delivered: [], stored: stored, form: form, context: context)
    }

    /// Takes the units of a period after a delivery: its own rows, and for a correction the stored rows that
    /// stay.
    package init(after table: PeriodTable) {
        let context = table.delivery.context
        var delivered = [Int64](repeating: -1, count: context.edition.regions.count)
        for (position, record) in table.delivered { delivered[position] = table.units(of: record) }
        let stands = !context.replacesPeriods && table.stored?.form == context.form.key
        self.init(
            delivered: delivered,
            stored: stands ? table.stored : nil,
            form: context.form,
            context: context
        )
    }

    private init(delivered: [Int64], stored: StoredPeriodFacts?, form: Form, context: RuleContext) {
        self.delivered = delivered
        self.stored = stored
        edition = context.edition
        rank = form.unitRank(context.checks)
        units = UnitSum(context.codebook, form)
        isRounded = !form.holdsCounts
        isApart = form.holdsTopicsApart
        rounding = isRounded ? context.codebook.protection.rounding : 1
    }

    /// The units of the region at a position; nil if unknown.
    ///
    /// Counts of a region that was not delivered are those of its parts, if these are known: the stored
    /// counts of a whole are older than a correction of its parts. Rounded units do not add up.
    package subscript(position: Int) -> Int64? {
        if !delivered.isEmpty, delivered[position] >= 0 { return delivered[position] }
        let parts = isRounded ? [] : edition.children(of: RegionIndex(position))
        guard !parts.isEmpty else { return own(position) }
        var sum: Int64 = 0
        for part in parts {
            guard let units = self[part.position] else { return own(position) }
            sum += units
        }
        return sum
    }

    private func own(_ position: Int) -> Int64? {
        guard let tally = stored?.tallies[RegionIndex(position)] else { return nil }
        guard let rank else {
            return units.units(of: tally)
        }
        guard let value = tally[rank] else { return isRounded || isApart ? nil : 0 }
        return value.number
    }
}
