import Classification
public import Statistics

/// Regions whose unknowns an intruder solves for together, and the regions under attack.
public struct AttackScope: Hashable, Sendable {
    /// The region that contains all others.
    public let root: RegionIndex
    /// All regions, in publication order, the root first.
    public let members: [RegionIndex]
    /// The suppressed regions whose figures are sought.
    public let targets: [RegionIndex]

    /// The breadth of an attack: the regions that are solved for together.
    public enum Breadth: String, Hashable, Sendable, CaseIterable {
        /// A region and its parts, and all descendants of a suppressed part: quick.
        case narrow
        /// All descendants of a region of the coarsest published level: the strongest.
        case wide
    }

    /// Returns the scope with one region as its only target.
    public func seeking(_ target: RegionIndex) -> Self {
        Self(root: root, members: members, targets: [target])
    }

    /// The scopes that together attack every suppressed region of a table once, in publication order.
    public static func all(of table: PublishedTable, breadth: Breadth) -> [Self] {
        let edition = table.edition
        return edition.indices.compactMap { root in
            guard table.rows[root.position] != nil else { return nil }
            let hasParent = edition[root].parent.map { table.rows[$0.position] != nil } ?? false
            let below = edition.descendants(of: root).map { RegionIndex($0) }
            switch breadth {
            case .wide:
                guard !hasParent else { return nil }
                let targets = ([root] + below).filter(table.isWithheld)
                return targets.isEmpty ? nil : Self(root: root, members: [root] + below, targets: targets)
            case .narrow:
                // A suppressed part belongs to the scope of its parent, with its descendants.
                guard !hasParent || !table.isWithheld(root) else { return nil }
                var members = [root]
                for part in edition.children(of: root) {
                    members.append(part)
                    if table.isWithheld(part) {
                        members += edition.descendants(of: part).map { RegionIndex($0) }
                    }
                }
                let targets = members.filter(table.isWithheld)
                return targets.isEmpty ? nil : Self(root: root, members: members, targets: targets)
            }
        }
    }
}
