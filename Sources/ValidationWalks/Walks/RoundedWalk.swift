import Classification
import Codebook
import Statistics

/// Walks an edition from its parts to its wholes, and adds up units that were rounded one by one.
///
/// Each rounding is off by at most half its base, so a whole and the sum of its n parts differ by at most n +
/// 1 halves. A part without a row is the sum of its own parts, with their roundings.
struct RoundedWalk {
    /// The resulting composition.
    private(set) var composition: Composition

    private let table: PeriodTable
    private let edition: Edition
    private let rank: Int?
    private let rounding: Int64
    private let replacesPeriods: Bool
    private let firstPublished: Int
    private let partsAreListed: [Bool]

    /// The units of a region, or of all parts of one.
    private struct Units {
        var sum: Int64 = 0
        /// The number of roundings in the sum.
        var roundings: Int64 = 0
        /// All parts are known.
        var isKnown = true
        /// It or one of its descendants was delivered.
        var isDelivered = false
    }

    /// Prepares a walk.
    init(_ table: PeriodTable) {
        let context = table.delivery.context
        let levels = context.edition.levels
        self.table = table
        edition = context.edition
        rank = context.populationRank
        rounding = context.codebook.protection.rounding
        replacesPeriods = context.replacesPeriods
        firstPublished = levels.indices.first { context.publishes(level: $0) } ?? 0
        partsAreListed = levels.indices.map { level in
            !table.hasUndecided && levels[(level + 1)...].allSatisfy { $0.completeness == .complete }
        }
        composition = Composition(regions: edition.regions.count)
    }

    /// Walks the whole edition.
    mutating func run() {
        var position = 0
        while position < edition.regions.count {
            _ = visit(position)
            position = table.subtree(position).upperBound
        }
    }

    private mutating func visit(_ position: Int) -> Units {
        let subtree = table.subtree(position)
        let level = edition.regions[position].level
        guard table.delivers(any: subtree) || (!replacesPeriods && level > firstPublished) else {
            return Units(isKnown: false)
        }
        var parts = Units(isKnown: subtree.count > 1)
        var part = position + 1
        while part < subtree.upperBound {
            let units = visit(part)
            parts.sum += units.sum
            parts.roundings += units.roundings
            parts.isKnown = parts.isKnown && units.isKnown
            parts.isDelivered = parts.isDelivered || units.isDelivered
            part = table.subtree(part).upperBound
        }
        if let record = table.record(at: position) {
            composition.states[position] = .delivered
            let units = table.populations[record]
            guard units >= 0 else { return Units(isKnown: false, isDelivered: true) }
            if let contradiction = contradiction(position, units, parts) {
                composition.contradictions.append(contradiction)
            }
            return Units(sum: units, roundings: 1, isDelivered: true)
        }
        guard let rank, let units = table.standing(at: position)?[rank]?.number else { return parts }
        composition.states[position] = .stored
        if parts.isDelivered, let contradiction = contradiction(position, units, parts) {
            composition.broken.append(contradiction)
        }
        return Units(sum: units, roundings: 1, isDelivered: parts.isDelivered)
    }

    private func contradiction(_ whole: Int, _ units: Int64, _ parts: Units) -> Composition.Contradiction? {
        let isComplete = parts.isKnown && partsAreListed[edition.regions[whole].level]
        let apart = isComplete ? abs(units - parts.sum) : parts.sum - units
        guard 2 * apart > rounding * (parts.roundings + 1) else { return nil }
        return .init(whole: whole, rank: rank ?? 0, isComplete: isComplete)
    }
}
