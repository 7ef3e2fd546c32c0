package import Classification
import Codebook
package import Statistics

/// One period of a delivery, with its records by position in the edition, and the stored values.
package struct PeriodTable: Sendable {
    /// The period.
    package let period: Period
    /// The status of its figures; if the delivery has several marks, the least final one.
    package let status: PeriodStatus
    /// The delivery.
    package let delivery: LookedUp
    /// By position in the edition, the record of the region; negative for none.
    private let records: [Int32]
    /// For each position, and one past the last, the number of records before it.
    private let before: [Int32]
    /// Further records of a region that has one already.
    package let repeated: [Int]
    /// True if rows were left out because the edition cannot tell their region.
    let hasUndecided: Bool
    /// The tally of each record of the delivery, as it would be stored.
    package let tallies: [Tally]
    /// The units of each record of the delivery; negative without a reliable number.
    package let populations: [Int64]
    /// The stored values of the period; nil if there are none.
    package let stored: StoredPeriodFacts?
    /// The agreement of the units of the regions.
    package private(set) var composition: Composition
    /// The suppression pattern of the rows; nil if the minimum frequency rule does not apply to the delivery.
    package private(set) var withholding: Withholding?
    /// The units of the year before; nil if unknown.
    package var yearBefore: Populations?
    /// The references that the period is compared with as a whole; nil where no rule asks.
    package var distributions: Distributions?
    /// Figures of the standing release, where a delivery of published figures might undo it.
    package var release: ReleasedFigures?

    /// The units of a record of the delivery; negative if unknown.
    package func units(of record: Int) -> Int64 {
        guard delivery.context.form.holdsTopicsApart else { return populations[record] }
        let rank = delivery.context.form.unitRank(delivery.context.checks)
        return rank.flatMap { tallies[record][$0]?.number } ?? -1
    }

    /// Places the records of a period by position in the edition.
    package init(
        _ delivery: LookedUp,
        period: Int,
        records numbers: [Int],
        tallies: [Tally],
        populations: [Int64],
        stored: StoredPeriodFacts?
    ) {
        let context = delivery.context
        self.delivery = delivery
        self.tallies = tallies
        self.populations = populations
        self.stored = stored
        self.period = context.periods[period]
        status =
            zip(delivery.periods, delivery.table.periods)
            .filter { $0.0 == period }
            .map(\.1.status)
            .max { $0.provisionality < $1.provisionality } ?? .definitive

        var records = [Int32](repeating: -1, count: context.edition.regions.count)
        var repeated: [Int] = []
        var hasUndecided = false
        for number in numbers {
            switch delivery.regions[delivery.table.records[number].region] {
            case .known(let index):
                if records[index.position] < 0 {
                    records[index.position] = Int32(number)
                } else {
                    repeated.append(number)
                }
            case .undecided: hasUndecided = true
            case .unknown, .letters, .malformed, .unplaced: break
            }
        }
        var before: [Int32] = [0]
        before.reserveCapacity(records.count + 1)
        for record in records { before.append((before.last ?? 0) + (record < 0 ? 0 : 1)) }
        self.records = records
        self.before = before
        self.repeated = repeated
        self.hasUndecided = hasUndecided
        composition = Composition(regions: records.count)
        composition = Composition(of: self)
        withholding = Withholding.applies(to: context) ? Withholding(self) : nil
    }

    /// The edition of the classification.
    package var edition: Edition { delivery.context.edition }

    /// The record of the region at a position; nil if there is none.
    package func record(at position: Int) -> Int? { records[position] < 0 ? nil : Int(records[position]) }

    /// The positions that have a record, in publication order.
    package var delivered: some Sequence<(position: Int, record: Int)> {
        records.enumerated().lazy.filter { $0.element >= 0 }.map {
            (position: $0.offset, record: Int($0.element))
        }
    }

    /// True if any region of these positions has a record.
    package func delivers(any positions: Range<Int>) -> Bool {
        before[positions.lowerBound] < before[positions.upperBound]
    }

    /// The number of records of these positions.
    package func count(in positions: Range<Int>) -> Int {
        Int(before[positions.upperBound] - before[positions.lowerBound])
    }

    /// The positions of a region and of all its descendants.
    package func subtree(_ position: Int) -> Range<Int> {
        position..<edition.descendants(of: RegionIndex(position)).upperBound
    }

    /// The positions of the parts of a region.
    package func parts(of position: Int) -> [Int] {
        edition.children(of: RegionIndex(position)).map(\.position)
    }

    /// The stored tally of the region at a position, if a correction leaves it in force.
    package func standing(at position: Int) -> Tally? {
        guard !delivery.context.replacesPeriods, let stored, stored.form == delivery.context.form.key else {
            return nil
        }
        return stored.tallies[RegionIndex(position)]
    }

    /// The place of the first record of these positions.
    package func firstPlace(in positions: Range<Int>) -> Place? {
        positions.lazy.compactMap { record(at: $0) }.map { delivery.table.records[$0].place }.min()
    }

    /// The code of the region at a position.
    package func code(at position: Int) -> RegionCode { edition.regions[position].code }

    /// The positions of the regions of a level, in publication order.
    package func positions(ofLevel level: Int) -> some Sequence<Int> {
        edition.regions.indices.lazy.filter { edition.regions[$0].level == level }
    }
}

extension PeriodStatus {
    /// The order of statuses from final to least final.
    fileprivate var provisionality: Int {
        switch self {
        case .definitive: 0
        case .revisedProvisional: 1
        case .provisional: 2
        }
    }
}
