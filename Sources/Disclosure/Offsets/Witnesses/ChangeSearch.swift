/// The search for changes of one variable's counts that exist as whole units and keep what is published.
struct ChangeSearch: Sendable {
    let sums: ReachableSums
    let table: ChangeTable
    /// Where the groups of the variable begin in a row of all groups.
    let base: Int

    /// How the counts of a variable change: by group, and the sum of the coefficients.
    struct Change: Hashable, Sendable {
        /// By group.
        var groups: [Int8]
        /// The change of the sum of coefficients.
        var sum: Int
    }

    init(_ model: OffsetModel, variable: Int) {
        sums = model.sums[variable]
        table = model.changes[variable]
        base = model.groupBase[variable]
    }

    /// Offers changes of the count of a group by `step`, the least first, until one is taken.
    ///
    /// - Parameters:
    ///   - group: The group.
    ///   - step: How its count must change.
    ///   - counts: The counts of all groups.
    ///   - sum: The sum of the coefficients of the variable.
    ///   - room: What must be kept.
    ///   - patience: How many sums are offered before the change is given up.
    ///   - take: Whether a change that exists is taken.
    /// - Returns: The change that was taken; nil when none was.
    func change(
        of group: Int,
        by step: Int,
        counts: [Int],
        sum: Int,
        room: ChangeRoom,
        patience: Int = 3,
        take: (Change) -> Bool
    ) -> Change? {
        guard room.low <= room.high else { return nil }
        return unsafe table.entries.withUnsafeBufferPointer { entries -> Change? in
            guard let start = entries.baseAddress else { return nil }
            for place in table.changing(group, by: step) {
                let change = unsafe start + Int(place) * table.groups
                guard unsafe isPossible(change, counts), unsafe room.allows(change) else { continue }
                let (low, high) = unsafe sums.bounds(counts, base, change)
                if let found = unsafe nearest(
                    0,
                    max(room.low, low - sum)...max(max(room.low, low - sum), min(room.high, high - sum)),
                    isEmpty: max(room.low, low - sum) > min(room.high, high - sum),
                    counts,
                    sum,
                    change,
                    patience,
                    take
                ) {
                    return found
                }
            }
            return nil
        }
    }

    /// Offers changes that move the sum of the coefficients by at least `step`, the least first, until one is taken.
    func change(
        ofSumBy step: Int,
        counts: [Int],
        sum: Int,
        room: ChangeRoom,
        patience: Int = 3,
        take: (Change) -> Bool
    ) -> Change? {
        let wanted = step > 0 ? (max(room.low, step), room.high) : (room.low, min(room.high, step))
        guard wanted.0 <= wanted.1 else { return nil }
        return unsafe table.entries.withUnsafeBufferPointer { entries -> Change? in
            guard let start = entries.baseAddress else { return nil }
            for place in 0..<table.count {
                let change = unsafe start + place * table.groups
                guard unsafe isPossible(change, counts), unsafe room.allows(change) else { continue }
                let (low, high) = unsafe sums.bounds(counts, base, change)
                let from = max(wanted.0, low - sum)
                let to = min(wanted.1, high - sum)
                if let found = unsafe nearest(
                    step,
                    from...max(from, to),
                    isEmpty: from > to,
                    counts,
                    sum,
                    change,
                    patience,
                    take
                ) {
                    return found
                }
            }
            return nil
        }
    }

    @inline(__always)
    private func isPossible(_ change: UnsafePointer<Int8>, _ counts: [Int]) -> Bool {
        for group in 0..<table.groups {
            let step = unsafe Int(change[group])
            if step < 0, counts[base &+ group] &+ step < 0 { return false }
        }
        return true
    }

    /// The sum nearest to `goal` that exists and is taken; a few are tried.
    private func nearest(
        _ goal: Int,
        _ range: ClosedRange<Int>,
        isEmpty: Bool,
        _ counts: [Int],
        _ sum: Int,
        _ change: UnsafePointer<Int8>,
        _ patience: Int,
        _ take: (Change) -> Bool
    ) -> Change? {
        guard !isEmpty else { return nil }
        let start = min(range.upperBound, max(range.lowerBound, goal))
        var away = 0
        var offered = 0
        while away <= 48 * patience, start - away >= range.lowerBound || start + away <= range.upperBound {
            for step in away == 0 ? [start] : [start - away, start + away]
            where range.contains(step) {
                guard unsafe sums.contains(sum + step, counts, base, change) else { continue }
                let found = unsafe Change(
                    groups: Array(UnsafeBufferPointer(start: change, count: table.groups)),
                    sum: step
                )
                if take(found) { return found }
                offered += 1
                if offered >= patience { return nil }
            }
            away += 1
        }
        return nil
    }
}
