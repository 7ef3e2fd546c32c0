import Statistics

/// The counts of one characteristic in one connected part, by group.
struct CharacteristicArea {
    /// The rows of its regions, in publication order.
    let rows: [Int]
    /// By atom, the units of every group.
    let atoms: [[Int64]]
    /// The units of every group in the whole part.
    let units: [Int64]
    /// By row, the units of every group.
    let groups: [Int: [Int64]]
    /// The regions.
    let members: [LinkedRegions.Member]

    /// All units of the part.
    var total: Int64 { units.reduce(0, +) }

    /// Sums the categories of atoms to groups.
    ///
    /// - Parameters:
    ///   - regions: The regions of the part.
    ///   - row: The row of a region; nil if it has none.
    init(_ regions: LinkedRegions, row: (RegionIndex) -> Int?) {
        let zero = [Int64](repeating: 0, count: regions.space.groupTotal)
        atoms = regions.atoms.map { counts in
            var groups = zero
            for (cell, group) in regions.space.groups[0].enumerated() { groups[group] += counts[cell] }
            return groups
        }
        members = regions.members
        units = atoms.reduce(into: zero) { sums, atom in
            for group in sums.indices { sums[group] += atom[group] }
        }
        var rows: [Int] = []
        var groups: [Int: [Int64]] = [:]
        for member in members {
            guard let row = member.key.flatMap({ row($0.region) }) else { continue }
            rows.append(row)
            var sums = zero
            for atom in member.atoms { for group in sums.indices { sums[group] += atoms[atom][group] } }
            groups[row] = sums
        }
        self.rows = rows
        self.groups = groups
    }

    /// True if primary suppression applies to regions of the part, so that exchanges must protect them.
    func hidesRegions(below threshold: Int64) -> Bool {
        members.contains { member in
            let units = member.atoms.reduce(0) { $0 + atoms[$1].reduce(0, +) }
            return units > 0 && (units < threshold || member.key == nil)
        }
    }
}

extension LinkedRegions {
    /// Creates the linked regions with the reduced groups as cells.
    init(_ part: CharacteristicArea, groups: CharacteristicGroups, space: CellSpace) {
        self.init(space: space, atoms: part.atoms.map(groups.units), members: part.members)
    }
}
