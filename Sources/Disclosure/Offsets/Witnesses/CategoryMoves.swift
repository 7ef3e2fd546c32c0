/// Turns a change of group counts and of a sum of coefficients into units that change their category, few of them.
struct CategoryMoves: Sendable {
    private let variable: OffsetVariable
    private let sums: ReachableSums
    /// The last gain of the shortest way from zero to a sum, by sum beside ``middle``; 0 where there is none.
    private let last: [Int]
    private let middle: Int
    /// By gain, the pairs of categories of one group that a unit moves between.
    private let pairs: [Int: [(from: Int, to: Int)]]

    init(_ variable: OffsetVariable, _ sums: ReachableSums) {
        self.variable = variable
        self.sums = sums
        var pairs: [Int: [(from: Int, to: Int)]] = [:]
        for from in variable.groups.indices {
            for to in variable.groups.indices where to != from && variable.groups[from] == variable.groups[to]
            {
                let gain = variable.coefficients[to] - variable.coefficients[from]
                if gain != 0 { pairs[gain, default: []].append((from, to)) }
            }
        }
        self.pairs = pairs
        let middle = 40 * (sums.greatest - sums.least)
        self.middle = middle
        var last = [Int](repeating: 0, count: 2 * middle + 1)
        var border = [0]
        let gains = pairs.keys.sorted { (abs($0), $0) < (abs($1), $1) }
        while !border.isEmpty {
            var next: [Int] = []
            for sum in border {
                for gain in gains {
                    let reached = sum + gain
                    guard abs(reached) <= middle, reached != 0, last[middle + reached] == 0 else { continue }
                    last[middle + reached] = gain
                    next.append(reached)
                }
            }
            border = next
        }
        self.last = last
    }

    /// By category, how many units more; nil where the change does not exist.
    ///
    /// - Parameters:
    ///   - groups: By group, how many units more.
    ///   - sum: How much more the coefficients add up to.
    ///   - counts: By category, the units now.
    /// - Returns: The change of every category.
    func categories(_ groups: [Int8], _ sum: Int, _ counts: ArraySlice<Int>) -> [Int]? {
        let now = Array(counts)
        var after = now
        for (group, step) in groups.enumerated() where step != 0 {
            let own = variable.groups.indices.filter { variable.groups[$0] == group }
            for _ in 0..<abs(Int(step)) {
                // Where most units are, one more or fewer changes least.
                guard let place = own.max(by: { (after[$0], $1) < (after[$1], $0) }),
                    step > 0 || after[place] > 0
                else { return nil }
                after[place] += step > 0 ? 1 : -1
            }
        }
        var rest =
            sum
            - zip(after, now).enumerated().reduce(0) { $0 + ($1.1.0 - $1.1.1) * variable.coefficients[$1.0] }
        while rest != 0 {
            guard abs(rest) <= middle, case let gain = last[middle + rest], gain != 0,
                let pair = pairs[gain]?.filter({ after[$0.from] > 0 }).max(by: {
                    after[$0.from] < after[$1.from]
                })
            else { return redrawn(groups, sum, now) }
            after[pair.from] -= 1
            after[pair.to] += 1
            rest -= gain
        }
        return zip(after, now).map { $0 - $1 }
    }

    /// The change by drawing the categories of all units anew.
    private func redrawn(_ groups: [Int8], _ sum: Int, _ now: [Int]) -> [Int]? {
        var counts = [Int](repeating: 0, count: groups.count)
        var total = sum
        for (category, count) in now.enumerated() {
            counts[variable.groups[category]] += count
            total += count * variable.coefficients[category]
        }
        for (group, step) in groups.enumerated() { counts[group] += Int(step) }
        guard let excesses = unsafe sums.excesses(total, counts, 0, nil) else { return nil }
        var after = now.map { _ in 0 }
        for (group, excess) in excesses.enumerated() {
            guard let gaps = sums.groups[group].gaps(of: excess), gaps.count <= counts[group] else {
                return nil
            }
            for place in 0..<counts[group] {
                let coefficient = sums.groups[group].base + (place < gaps.count ? gaps[place] : 0)
                guard
                    let category = variable.groups.indices.first(where: {
                        variable.groups[$0] == group && variable.coefficients[$0] == coefficient
                    })
                else { return nil }
                after[category] += 1
            }
        }
        return zip(after, now).map { $0 - $1 }
    }
}
