import Classification
import Codebook
import Statistics

/// Walks an edition from its parts to its wholes, and adds up counts.
struct CountWalk {
    /// The resulting composition.
    private(set) var composition: Composition

    private let table: PeriodTable
    private let edition: Edition
    private let isJoint: Bool
    private let replacesPeriods: Bool
    private let firstPublished: Int
    private let published: [Bool]
    private let partsAreListed: [Bool]
    /// By depth, the sum of the known counts of regions passed at that depth below the current whole.
    private var known: [[Int64]]
    /// The same of delivered counts only, without stored ones.
    private var fresh: [[Int64]]
    private var own: [Int64]

    /// The facts about a region, or about all parts of one.
    private struct Learned {
        /// All cells are known.
        var isKnown = true
        /// It or one of its descendants was delivered.
        var isDelivered = false
        /// One of its descendants was delivered with unreliable values.
        var isSpoiled = false
        /// The delivery changes a stored descendant.
        var isChanged = false
        /// It was stored, by itself or by its parts, before the delivery.
        var wasStored = true

        mutating func add(_ part: Self) {
            isKnown = isKnown && part.isKnown
            isDelivered = isDelivered || part.isDelivered
            isSpoiled = isSpoiled || part.isSpoiled
            isChanged = isChanged || part.isChanged
            wasStored = wasStored && part.wasStored
        }
    }

    /// Prepares a walk.
    init(_ table: PeriodTable) {
        let context = table.delivery.context
        let levels = context.edition.levels
        self.table = table
        edition = context.edition
        isJoint = context.form.hasRowsOfUnitsOnly
        replacesPeriods = context.replacesPeriods
        published = levels.indices.map { context.publishes(level: $0) }
        firstPublished = published.firstIndex(of: true) ?? 0
        partsAreListed = levels.indices.map { level in
            !table.hasUndecided && levels[(level + 1)...].allSatisfy { $0.completeness == .complete }
        }
        // Microdata has rows of the lowest level only, so there are no wholes to compare.
        let cells =
            switch context.form.traits.cells {
            case .combinations: JointCells(context.codebook.variables).count
            // Figures of a region as a whole do not add up.
            case .topics where context.form.traits.hasAreas: context.codebook.areaRanks.lowerBound
            case .topics: context.form.topics.count
            case .counted: 0
            }
        own = Array(repeating: 0, count: cells)
        known = Array(repeating: own, count: levels.count + 2)
        fresh = known
        composition = Composition(regions: edition.regions.count)
    }

    /// Walks the whole edition.
    mutating func run() {
        var position = 0
        while position < edition.regions.count {
            _ = visit(position, depth: 0)
            clear(depth: 0)
            position = table.subtree(position).upperBound
        }
    }

    private mutating func clear(depth: Int) {
        Self.clear(&known[depth])
        if !replacesPeriods { Self.clear(&fresh[depth]) }
    }

    private static func clear(_ sums: inout [Int64]) { for rank in sums.indices { sums[rank] = 0 } }

    private static func add(_ sums: [Int64], to others: inout [Int64]) {
        for rank in sums.indices { others[rank] += sums[rank] }
    }

    /// Visits a region: finds its facts and adds its counts to the sums of its depth.
    private mutating func visit(_ position: Int, depth: Int) -> Learned {
        let subtree = table.subtree(position)
        let level = edition.regions[position].level
        guard table.delivers(any: subtree) || (!replacesPeriods && level > firstPublished) else {
            return Learned(isKnown: false, wasStored: false)
        }
        if subtree.count == 1 { return leaf(position, depth: depth) }

        clear(depth: depth + 1)
        var parts = Learned()
        var part = position + 1
        while part < subtree.upperBound {
            parts.add(visit(part, depth: depth + 1))
            part = table.subtree(part).upperBound
        }
        if let record = table.record(at: position) {
            return deliveredWhole(position, record: record, parts: parts, depth: depth)
        }
        return absentWhole(position, parts: parts, depth: depth)
    }

    private mutating func leaf(_ position: Int, depth: Int) -> Learned {
        let stored = table.standing(at: position)
        if let record = table.record(at: position) {
            let tally = table.tallies[record]
            if !own.isEmpty {
                tally.add(to: &known[depth])
                if !replacesPeriods { tally.add(to: &fresh[depth]) }
            }
            composition.states[position] = .delivered
            return Learned(
                isDelivered: true,
                isSpoiled: table.populations[record] < 0,
                isChanged: stored != nil && stored != tally,
                wasStored: stored != nil
            )
        }
        guard let stored else { return Learned(isKnown: false, wasStored: false) }
        if !own.isEmpty { stored.add(to: &known[depth]) }
        composition.states[position] = .stored
        return Learned()
    }

    /// Compares a delivered whole with the sums of its parts.
    private mutating func deliveredWhole(_ position: Int, record: Int, parts: Learned, depth: Int) -> Learned
    {
        let tally = table.tallies[record]
        let stored = table.standing(at: position)
        let spoiled = table.populations[record] < 0
        composition.states[position] = .delivered
        load(tally)
        if !spoiled, !parts.isSpoiled { confront(position, parts: parts, depth: depth) }
        tally.add(to: &known[depth])
        if !replacesPeriods { tally.add(to: &fresh[depth]) }
        return Learned(
            isDelivered: true,
            isSpoiled: spoiled,
            isChanged: parts.isChanged || (stored != nil && stored != tally),
            wasStored: stored != nil || parts.wasStored
        )
    }

    private mutating func confront(_ position: Int, parts: Learned, depth: Int) {
        let level = edition.regions[position].level
        let delivered = replacesPeriods ? known[depth + 1] : fresh[depth + 1]
        if isJoint, published[level] {
            if own == delivered { return empty(below: position) }
            if parts.isKnown, own == known[depth + 1] { return }
            // A part that is neither delivered nor stored has no units to fill the gap, unless the whole
            // stands alone, or parts exist that the edition does not list.
            let isComplete = parts.isKnown || parts.isDelivered
            return compare(position, with: known[depth + 1], isComplete: isComplete && partsAreListed[level])
        }
        compare(position, with: known[depth + 1], isComplete: parts.isKnown && partsAreListed[level])
    }

    private mutating func compare(_ position: Int, with sum: [Int64], isComplete: Bool) {
        guard let rank = contradiction(with: sum, isComplete: isComplete) else { return }
        composition.contradictions.append(.init(whole: position, rank: rank, isComplete: isComplete))
    }

    /// The first cell in which the whole differs from the sum of all parts, or in which some parts exceed it.
    private func contradiction(with sum: [Int64], isComplete: Bool) -> Int? {
        own.indices.first { isComplete ? own[$0] != sum[$0] : own[$0] < sum[$0] }
    }

    /// Finds the counts of an absent whole: the sum of its parts, or its stored counts, or unknown.
    private mutating func absentWhole(_ position: Int, parts: Learned, depth: Int) -> Learned {
        let stored = table.standing(at: position)
        let level = edition.regions[position].level
        var learned = parts
        learned.wasStored = stored != nil || parts.wasStored
        let stoodAlone = stored != nil && !parts.wasStored

        if let stored, stoodAlone, parts.isDelivered, !parts.isSpoiled {
            load(stored)
            let isComplete = (parts.isKnown && partsAreListed[level]) || parts.isChanged
            if let rank = contradiction(with: known[depth + 1], isComplete: isComplete) {
                composition.broken.append(.init(whole: position, rank: rank, isComplete: isComplete))
            }
        }
        if !parts.isKnown, let stored {
            stored.add(to: &known[depth])
            composition.states[position] = .stored
            learned.isKnown = true
        } else {
            Self.add(known[depth + 1], to: &known[depth])
            if parts.isKnown { composition.states[position] = .derived }
        }
        if !replacesPeriods { Self.add(fresh[depth + 1], to: &fresh[depth]) }
        if replacesPeriods, isJoint, level == firstPublished, parts.isDelivered, partsAreListed[level] {
            assumeEmpty(below: position)
            learned.isKnown = !parts.isSpoiled
        }
        if !replacesPeriods, published[level], parts.isDelivered, !learned.isKnown {
            let subtree = table.subtree(position)
            while let last = composition.blocked.last, subtree.contains(last) {
                composition.blocked.removeLast()
            }
            composition.blocked.append(position)
        }
        return learned
    }

    private mutating func load(_ tally: Tally) {
        Self.clear(&own)
        tally.add(to: &own)
    }

    /// Marks the descendants of a whole that equals the sum of its delivered parts as empty, unless they have
    /// a row.
    private mutating func empty(below whole: Int) {
        for part in table.parts(of: whole) where table.record(at: part) == nil {
            let subtree = table.subtree(part)
            if subtree.count > 1 {
                empty(below: part)
                composition.states[part] = .derived
            } else if table.standing(at: part)?.isEmpty != true {
                composition.states[part] = .empty
            }
        }
    }

    /// Assumes that every unknown descendant is empty, unless it is in a delivered whole.
    private mutating func assumeEmpty(below whole: Int) {
        for part in table.parts(of: whole) where table.record(at: part) == nil {
            if table.subtree(part).count > 1 {
                assumeEmpty(below: part)
                composition.states[part] = .derived
            } else if composition.states[part] == .unknown {
                composition.states[part] = .empty
                composition.assumedEmpty.append(part)
            }
        }
        if composition.states[whole] == .unknown { composition.states[whole] = .derived }
    }
}
