public import Classification
public import Statistics

extension LinkedRegions {
    /// The published regions of an edition that are known, from what is held of each region itself.
    ///
    /// A region is the sum of its parts where all of them are known, whatever row of its own is held; else it
    /// is its own row. Then what is left of it beside its known parts is a part that nobody publishes; where
    /// the parts hold more than the whole, nothing can be found by subtraction, and the region stands apart.
    ///
    /// - Parameters:
    ///   - edition: The classification.
    ///   - isPublished: Whether the regions of a level are published.
    ///   - roots: The regions to take with all below them; none lies in another.
    ///   - space: What the counts are.
    ///   - counts: The units of every cell that are held of a region itself; nil where nothing is.
    public init(
        edition: Edition,
        isPublished: (_ level: Int) -> Bool,
        roots: [RegionIndex],
        space: CellSpace,
        counts: (RegionIndex) -> [Int64]?
    ) {
        var atoms: [[Int64]] = []
        var members: [Member] = []

        /// The atoms of a region, with its own member and those below it added in publication order.
        func add(_ region: RegionIndex) -> [Int]? {
            let place = members.count
            let level = edition[region].level
            if isPublished(level) { members.append(Member(key: Key(region: region), atoms: [])) }
            let children = edition.children(of: region)
            let parts = children.map(add)
            let known = parts.compactMap(\.self).flatMap(\.self)
            let isSum = !children.isEmpty && parts.allSatisfy { $0 != nil }
            let own =
                isSum
                ? known
                : counts(region).map { counts in
                    let rest = known.reduce(into: counts) { rest, atom in
                        for cell in rest.indices { rest[cell] -= atoms[atom][cell] }
                    }
                    if rest.allSatisfy({ $0 >= 0 }) {
                        atoms.append(rest)
                        if !children.isEmpty { members.append(Member(key: nil, atoms: [atoms.count - 1])) }
                        return known + [atoms.count - 1]
                    }
                    atoms.append(counts)
                    return [atoms.count - 1]
                }
            if isPublished(level) {
                if let own { members[place].atoms = own } else { members[place].key = nil }
            }
            return own
        }
        for root in roots { _ = add(root) }
        self.init(space: space, atoms: atoms, members: members.filter { $0.key != nil || !$0.atoms.isEmpty })
    }
}
