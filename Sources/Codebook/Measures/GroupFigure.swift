/// The units of published groups of one variable: their number, or their share in the units of the region.
public struct GroupFigure: Hashable, Sendable {
    /// The quantity that tells the units.
    public enum Quantity: Hashable, Sendable {
        /// Their number.
        case count
        /// Their share in the units of the region, in percent.
        case share
    }

    /// The groups that are told together.
    public enum Members: Hashable, Sendable {
        /// These, by rising rank; several only where a region's groups are merged so.
        case groups([Int])
        /// The group of that rank with those that are merged into it in the region.
        case gathered(into: Int)
    }

    /// The quantity that tells the units.
    public let quantity: Quantity
    /// The rank of the variable.
    public let variable: Int
    /// The groups that are told together.
    public let members: Members

    /// The ranks of the groups; nil where they differ by region.
    public var groups: [Int]? { if case .groups(let groups) = members { groups } else { nil } }

    /// The rank of the group that others are gathered into; nil where groups are named.
    public var gathering: Int? { if case .gathered(let group) = members { group } else { nil } }

    /// The measure that tells the same of one group by itself.
    public func measure(ofGroup group: Int) -> Measure {
        switch quantity {
        case .count: .count(variable: variable, groups: [group])
        case .share: .share(variable: variable, group: group)
        }
    }

    /// The measure that tells the same of the variable of another rank.
    public func measure(ofVariable other: Int) -> Measure {
        switch (quantity, members) {
        case (.count, .groups(let groups)): .count(variable: other, groups: groups)
        case (.share, .groups(let groups)) where groups.count == 1:
            .share(variable: other, group: groups[0])
        case (.share, .groups(let groups)): .mergedShare(variable: other, groups: groups)
        case (.count, .gathered(let group)): .gatheredCount(variable: other, into: group)
        case (.share, .gathered(let group)): .gatheredShare(variable: other, into: group)
        }
    }
}

extension Measure {
    /// The groups that it tells the units of; nil where it tells something else.
    public var groupFigure: GroupFigure? {
        switch self {
        case .share(let variable, let group):
            GroupFigure(quantity: .share, variable: variable, members: .groups([group]))
        case .mergedShare(let variable, let groups):
            GroupFigure(quantity: .share, variable: variable, members: .groups(groups))
        case .count(let variable, let groups):
            GroupFigure(quantity: .count, variable: variable, members: .groups(groups))
        case .gatheredCount(let variable, let group):
            GroupFigure(quantity: .count, variable: variable, members: .gathered(into: group))
        case .gatheredShare(let variable, let group):
            GroupFigure(quantity: .share, variable: variable, members: .gathered(into: group))
        default: nil
        }
    }

    /// The variable and the category that it counts the units of; nil where it tells something else.
    public var countedCategory: (variable: Int, category: Int)? {
        if case .category(let variable, let category) = self { (variable, category) } else { nil }
    }

    /// The measure as one that bounds can be around; nil where it has none.
    public var bounded: BoundedMeasure? {
        switch self {
        case .share(let variable, let group): .share(variable: variable, group: group)
        case .score(let variable): .score(variable: variable)
        default: nil
        }
    }
}
