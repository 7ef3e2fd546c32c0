/// Which sums of one variable's coefficients are possible with given counts of its groups: exact, by whole numbers.
struct ReachableSums: Sendable {
    /// By group.
    let groups: [GroupReach]
    /// The groups whose units do not all have one coefficient, the finest last.
    private let order: [Int]
    /// The least coefficient of all.
    let least: Int
    /// The greatest coefficient of all.
    let greatest: Int

    init(_ variable: OffsetVariable) {
        let groups = (0..<variable.groupCount).map { group in
            GroupReach(zip(variable.groups, variable.coefficients).filter { $0.0 == group }.map(\.1))
        }
        self.groups = groups
        least = variable.coefficients.min() ?? 0
        greatest = variable.coefficients.max() ?? 0
        order = groups.indices.filter { groups[$0].widest > 0 }
            .sorted { (groups[$0].step, groups[$0].widest) > (groups[$1].step, groups[$1].widest) }
    }

    /// The least and the greatest sum with these counts.
    @inline(__always)
    func bounds(_ counts: [Int], _ base: Int, _ change: UnsafePointer<Int8>?) -> (Int, Int) {
        var low = 0
        var span = 0
        for group in groups.indices {
            let count = unsafe counts[base &+ group] &+ (change.map { unsafe Int($0[group]) } ?? 0)
            low &+= count &* groups[group].base
            span &+= count &* groups[group].widest
        }
        return (low, low &+ span)
    }

    /// Whether a sum is possible with these counts, changed or not; none of them negative.
    func contains(_ sum: Int, _ counts: [Int], _ base: Int, _ change: UnsafePointer<Int8>?) -> Bool {
        unsafe split(sum, counts, base, change, nil)
    }

    /// The excess of every group in one way to have the sum; nil where there is none.
    func excesses(_ sum: Int, _ counts: [Int], _ base: Int, _ change: UnsafePointer<Int8>?) -> [Int]? {
        var result = [Int](repeating: 0, count: groups.count)
        let found = unsafe result.withUnsafeMutableBufferPointer { buffer in
            unsafe split(sum, counts, base, change, buffer.baseAddress)
        }
        return found ? result : nil
    }

    private func split(
        _ sum: Int,
        _ counts: [Int],
        _ base: Int,
        _ change: UnsafePointer<Int8>?,
        _ result: UnsafeMutablePointer<Int>?
    ) -> Bool {
        let (low, high) = unsafe bounds(counts, base, change)
        guard sum >= low, sum <= high else { return false }
        return unsafe split(sum - low, from: 0, counts, base, change, result)
    }

    private func split(
        _ excess: Int,
        from position: Int,
        _ counts: [Int],
        _ base: Int,
        _ change: UnsafePointer<Int8>?,
        _ result: UnsafeMutablePointer<Int>?
    ) -> Bool {
        guard position < order.count else { return excess == 0 }
        let group = order[position]
        let reach = groups[group]
        let units = unsafe counts[base + group] + (change.map { unsafe Int($0[group]) } ?? 0)
        if position == order.count - 1 {
            unsafe result?[group] = excess
            return reach.contains(excess, units: units)
        }
        var others = 0
        for next in order[(position + 1)...] {
            let own = unsafe counts[base + next] + (change.map { unsafe Int($0[next]) } ?? 0)
            others += own * groups[next].widest
        }
        let most = units * reach.widest
        let low = (max(0, excess - others) + reach.step - 1) / reach.step
        let high = min(excess, most) / reach.step
        guard low <= high else { return false }
        // From its fair part outwards: that is where nearly everything is possible.
        let middle = min(high, max(low, excess * most / max(1, most + others) / reach.step))
        var away = 0
        while middle - away >= low || middle + away <= high {
            for place in away == 0 ? [middle] : [middle - away, middle + away]
            where place >= low && place <= high && reach.contains(place * reach.step, units: units) {
                unsafe result?[group] = place * reach.step
                if unsafe split(excess - place * reach.step, from: position + 1, counts, base, change, result)
                {
                    return true
                }
            }
            away += 1
        }
        return false
    }
}
