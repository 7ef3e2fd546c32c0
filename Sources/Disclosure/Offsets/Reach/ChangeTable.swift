/// The changes of the counts of a variable's groups that are tried for a second world, the least first.
///
/// They add up to zero. With many groups only those that touch at most three of them are tried, and with very many two:
/// what is not tried is not found, so that something above becomes coarser, and the table stays of a size.
struct ChangeTable: Sendable {
    /// How far a count may change.
    static let reach = 10
    /// How far the counts of two groups may change where no other does.
    static let wide = 30

    /// How many groups a change has.
    let groups: Int
    /// The changes one after the other, the least first.
    let entries: [Int8]
    /// By group and change of its count, which changes make it, the least first.
    private let places: [[Int32]]
    /// All changes by how they sort; the first changes nothing.
    let count: Int

    init(groups: Int) {
        self.groups = groups
        var all: [[Int8]] = []
        let most = Self.reach
        let touches = groups <= 4 ? 4 : groups <= Self.many ? 3 : 2
        func extend(_ change: [Int8], _ left: Int, _ touched: Int) {
            if change.count == groups - 1 {
                let last = -change.reduce(0) { $0 + Int($1) }
                guard abs(last) <= most, touched + (last == 0 ? 0 : 1) <= touches else {
                    return
                }
                all.append(change + [Int8(last)])
                return
            }
            for step in -most...most where touched + (step == 0 ? 0 : 1) <= touches {
                extend(change + [Int8(step)], left - 1, touched + (step == 0 ? 0 : 1))
            }
        }
        if groups > 0 { extend([], groups, 0) }
        // Whole scores of regions whose units are nearly all alike take more units from one group to another.
        for from in 0..<groups {
            for to in 0..<groups where to != from {
                for step in (most + 1)...Self.wide {
                    var change = [Int8](repeating: 0, count: groups)
                    change[from] = Int8(-step)
                    change[to] = Int8(step)
                    all.append(change)
                    for other in 0..<groups where other != from && other != to && groups <= 6 {
                        for more in 1...8 {
                            var wider = change
                            wider[other] = Int8(-more)
                            wider[to] = Int8(step + more)
                            all.append(wider)
                        }
                    }
                }
            }
        }
        // In regions of few units several groups have one unit each to give.
        if groups > 4 {
            for to in 0..<groups {
                let isMany = groups > Self.many
                for given in isMany ? 2...3 : 3...Self.gathered {
                    all += Self.gatherings(of: given, from: isMany ? 2 : 3, into: to, groups)
                }
            }
        }
        let sized = all.map { change in (change, change.reduce(0) { $0 + abs(Int($1)) }) }
        let sorted = sized.sorted { a, b in
            a.1 != b.1 ? a.1 < b.1 : a.0.lexicographicallyPrecedes(b.0)
        }.map(\.0)
        entries = sorted.flatMap(\.self)
        count = sorted.count
        var places = [[Int32]](repeating: [], count: groups * (2 * most + 1))
        for (place, change) in sorted.enumerated() {
            for group in 0..<groups where abs(Int(change[group])) <= most {
                places[group * (2 * most + 1) + Int(change[group]) + most].append(Int32(place))
            }
        }
        self.places = places
    }

    /// Beyond how many groups changes of three of them, and of many, would be too many.
    static let many = 12

    /// How many units are gathered from several groups, where there are many.
    static let gathered = 5

    /// The changes that bring so many units from at least `fewest` groups to one.
    private static func gatherings(of given: Int, from fewest: Int, into to: Int, _ groups: Int) -> [[Int8]] {
        var result: [[Int8]] = []
        func give(_ change: [Int8], from group: Int, _ left: Int, _ givers: Int) {
            if left == 0 {
                if givers >= fewest { result.append(change) }
                return
            }
            guard group < groups else { return }
            give(change, from: group + 1, left, givers)
            guard group != to else { return }
            for step in 1...left {
                var next = change
                next[group] = Int8(-step)
                give(next, from: group + 1, left - step, givers + 1)
            }
        }
        var start = [Int8](repeating: 0, count: groups)
        start[to] = Int8(given)
        give(start, from: 0, given, 0)
        return result
    }

    /// The changes that change the count of a group by so much, the least first.
    func changing(_ group: Int, by step: Int) -> [Int32] {
        guard abs(step) <= Self.reach else { return [] }
        return places[group * (2 * Self.reach + 1) + step + Self.reach]
    }
}
