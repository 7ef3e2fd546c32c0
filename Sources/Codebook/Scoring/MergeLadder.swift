/// The recodings of a variable: which published groups may be combined if one of them is too small.
public enum MergeLadder: Hashable, Sendable {
    /// Each group with its predecessor and its successor: for ordered categories.
    case neighbours
    /// Each group with this one, for example "other": for unordered categories.
    case into(group: Int)
    /// The two groups of each pair, the lower rank first.
    case pairs([Pair])
    /// None: a variable with a group that is too small is suppressed.
    case none

    /// Two groups, by their rank.
    public struct Pair: Hashable, Sendable {
        /// The lower rank.
        public var first: Int
        /// The higher rank.
        public var second: Int

        /// Creates a pair, in either order.
        public init(_ one: Int, _ other: Int) {
            first = min(one, other)
            second = max(one, other)
        }
    }
}

extension Variable {
    /// The pairs of groups that may be recoded together, by rising ranks.
    public var mergePairs: [MergeLadder.Pair] {
        switch merges {
        case .neighbours: groups.indices.dropLast().map { .init($0, $0 + 1) }
        case .into(let group): groups.indices.filter { $0 != group }.map { .init($0, group) }
        case .pairs(let pairs): pairs
        case .none: []
        }
    }

    /// True if groups may be recoded into one: at least two and not all, and connected by pairs of the
    /// ladder.
    ///
    /// - Parameter merged: Ranks of groups, rising.
    /// - Returns: True if a topic may publish them as one.
    public func mayMerge(_ merged: [Int]) -> Bool {
        guard merged.count >= 2, merged.count < groups.count, merged.allSatisfy(groups.indices.contains),
            zip(merged, merged.dropFirst()).allSatisfy(<)
        else { return false }
        let wanted = Set(merged)
        let pairs = mergePairs.filter { wanted.contains($0.first) && wanted.contains($0.second) }
        var reached: Set = [merged[0]]
        var grew = true
        while grew {
            grew = false
            for pair in pairs where reached.contains(pair.first) != reached.contains(pair.second) {
                reached.formUnion([pair.first, pair.second])
                grew = true
            }
        }
        return reached == wanted
    }
}
