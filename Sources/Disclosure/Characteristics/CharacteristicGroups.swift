import Codebook
import Statistics

/// The reduced groups of a characteristic in one connected part: those that are published separately there.
///
/// A group without units in the whole part stays separate and is 0 in every shown row: that a whole gemeente
/// has none of it is no figure about any part. A group with too few units for any exchange to protect it is
/// recoded along the ladder in all rows of the part. The rest is protected region by region.
struct CharacteristicGroups {
    /// The characteristic with its reduced groups, one category each; nil for fewer than two.
    let variable: Variable?

    private let original: Int
    /// By reduced group, the ranks of the groups that it consists of.
    private let members: [[Int]]
    /// By pair of reduced groups that may be recoded together, the empty groups between them.
    private let between: [MergeLadder.Pair: [Int]]

    /// Chooses the groups of a part, given the units of every group there.
    ///
    /// - Parameters:
    ///   - variable: The characteristic.
    ///   - units: By group, the units in the part.
    ///   - rule: The protection rule.
    ///   - hidesRegions: True if primary suppression applies to regions of the part, so that exchanges must
    ///     protect them.
    init(_ variable: Variable, units: [Int64], rule: ProtectionRule, hidesRegions: Bool) {
        original = variable.groups.count
        var whole = rule
        whole.minimum = hidesRegions ? rule.minimum + 2 * rule.interval : 1
        whole.groupDisclosure = .publish
        let merging = GroupMerging(rule: whole, pairs: variable.mergePairs, counts: units)
        let blocks = merging.blocks(near: [], last: nil)
        let members = units.indices.filter { blocks[$0] == $0 }.map { first in
            units.indices.filter { blocks[$0] == first }
        }.filter { groups in groups.contains { units[$0] > 0 } }
        self.members = members
        guard members.count > 1, merging.passes(blocks) else {
            self.variable = nil
            between = [:]
            return
        }
        var between: [MergeLadder.Pair: [Int]] = [:]
        for one in members.indices {
            for (other, path) in Self.reached(from: one, members, variable.mergePairs) where other > one {
                between[MergeLadder.Pair(one, other)] = path
            }
        }
        self.between = between
        var reduced = variable
        reduced.categories = members.indices.map { variable.categories[$0] }
        reduced.groups = members.indices.map {
            Variable.Group(
                key: variable.groups[members[$0][0]].key,
                title: variable.title,
                categories: $0..<$0 + 1
            )
        }
        reduced.merges = .pairs(between.keys.sorted { ($0.first, $0.second) < ($1.first, $1.second) })
        self.variable = reduced
    }

    /// The reduced groups that may be recoded together with one, each with the empty groups between them.
    private static func reached(from start: Int, _ members: [[Int]], _ pairs: [MergeLadder.Pair]) -> [(
        Int, [Int]
    )] {
        var owners: [Int: Int] = [:]
        for (reduced, groups) in members.enumerated() { for group in groups { owners[group] = reduced } }
        var found: [Int: [Int]] = [:]
        var seen = Set(members[start])
        var open = members[start].map { (group: $0, path: [Int]()) }
        while !open.isEmpty {
            let (group, path) = open.removeFirst()
            let next = pairs.compactMap { pair in
                pair.first == group ? pair.second : pair.second == group ? pair.first : nil
            }
            for other in next.sorted() where seen.insert(other).inserted {
                if let owner = owners[other] {
                    if found[owner] == nil { found[owner] = path }
                } else {
                    open.append((other, path + [other]))
                }
            }
        }
        return found.sorted { $0.key < $1.key }
    }

    /// The units of the reduced groups.
    func units(_ groups: [Int64]) -> [Int64] { members.map { $0.reduce(0) { $0 + groups[$1] } } }

    /// Reduces the version of a region to the reduced groups.
    ///
    /// - Parameters:
    ///   - version: The version in all groups.
    ///   - current: The exact units of every group now.
    ///   - near: The difference in units below which counts are nearly the same.
    /// - Returns: The version, without its published values.
    func version(_ version: RegionVersion, current: [Int64], near: Int64) -> RegionVersion {
        var reduced = version
        reduced.groups = units(version.groups)
        reduced.columns = []
        reduced.values = []
        let blocks = version.view.blocks[0]
        var owners = Array(members.indices)
        for one in members.indices {
            let joined = members.indices.filter { other in
                members[other].contains { group in members[one].contains { blocks[$0] == blocks[group] } }
            }
            let owner = joined.map { owners[$0] }.min() ?? one
            let old = Set(joined.map { owners[$0] })
            for other in owners.indices where old.contains(owners[other]) { owners[other] = owner }
        }
        reduced.view.blocks = [owners]
        // Units of groups that are empty now are not compared; a large difference has to stay large.
        let now = current.reduce(0, +)
        let pairs = zip(current, version.groups)
        let gained = pairs.reduce(0) { $0 + max(0, $1.0 - $1.1) }
        let lost = pairs.reduce(0) { $0 + max(0, $1.1 - $1.0) }
        if max(gained, lost, abs(now - version.units)) >= near { reduced.units = now + near }
        return reduced
    }

    /// The suppression pattern in all groups, from one in reduced groups.
    func view(_ view: RegionView) -> RegionView {
        var blocks = Array(0..<original)
        for reduced in members.indices {
            let together = members.indices.filter { view.blocks[0][$0] == view.blocks[0][reduced] }
            var all = Set(together.flatMap { members[$0] })
            for (pair, path) in between where together.contains(pair.first) && together.contains(pair.second)
            {
                all.formUnion(path)
            }
            guard together.first == reduced, let lowest = all.min() else { continue }
            for group in all { blocks[group] = lowest }
        }
        // If all units are in one block, the characteristic is suppressed.
        if view.blocks[0].allSatisfy({ $0 == 0 }) { blocks = blocks.map { _ in 0 } }
        return RegionView(isShown: view.isShown, blocks: [blocks])
    }
}
