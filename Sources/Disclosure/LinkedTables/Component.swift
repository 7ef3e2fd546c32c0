import Codebook
import Statistics

/// A connected part of the linked tables, prepared for protection; regions with the same atoms are one unit.
///
/// A wijk of one buurt, or of one inhabited buurt, is one region with two codes: both codes get the same
/// suppression and the same recoding.
struct Component: Sendable {
    let space: CellSpace
    let rule: ProtectionRule
    /// By atom: the units of every cell, and sums that are used repeatedly.
    let cells: [[Int64]]
    let atomUnits: [Int64]
    let atomGroups: [[Int64]]
    /// By atom, the units of every kind, all scales in one list.
    let atomKinds: [[Int64]]
    /// By atom and scale, the sum of the scores.
    let atomScores: [[Int64]]
    /// The regions; atoms without units are in none.
    let units: [Unit]
    /// By atom, the regions that contain it, rising.
    let holders: [[Int]]

    /// One or more regions that consist of the same atoms.
    struct Unit: Sendable {
        /// The region codes, in publication order; none for a rest without a row of its own.
        var keys: [LinkedRegions.Key]
        /// The inhabited atoms, rising.
        var atoms: [Int]
        /// The exact units.
        var count: Int64 = 0
        /// The exact units of every group, all variables in one list.
        var groups: [Int64] = []
        /// The exact units of every kind, all scales in one list.
        var kinds: [Int64] = []
        /// By scale, the sum of the scores.
        var scores: [Int64] = []
        /// The cost of suppressing it: its units, more if it contains other regions.
        var cost: Int64 = 0
        /// Keyed tie-breaker between candidates of equal cost.
        var tie: UInt64 = 0
        /// Its rows in earlier releases that are still public.
        var versions: [RegionVersion] = []
        /// By version, true if it was computed from nearly the same counts.
        var isNear: [Bool] = []
        /// True if an earlier release already fixes this region's figures for an intruder.
        var isOut = false
    }

    init(
        _ regions: LinkedRegions,
        members: [Int],
        rule: ProtectionRule,
        tieKey: UInt64,
        history: ProtectionHistory
    ) {
        space = regions.space
        self.rule = rule
        let space = space
        var places: [Int: Int] = [:]
        var cells: [[Int64]] = []
        var atomUnits: [Int64] = []
        var atomGroups: [[Int64]] = []
        var units: [Unit] = []
        var unitPlaces: [[Int]: Int] = [:]
        for member in members.map({ regions.members[$0] }) {
            var atoms: [Int] = []
            for atom in member.atoms.sorted() {
                if let place = places[atom] {
                    if place >= 0 { atoms.append(place) }
                    continue
                }
                let counts = regions.atoms[atom]
                let sums = Self.sums(counts, space)
                guard sums.units > 0 else {
                    places[atom] = -1
                    continue
                }
                places[atom] = cells.count
                atoms.append(cells.count)
                cells.append(counts)
                atomUnits.append(sums.units)
                atomGroups.append(sums.groups)
            }
            atoms.sort()
            if !atoms.isEmpty, let place = unitPlaces[atoms] {
                units[place].keys += member.key.map { [$0] } ?? []
            } else {
                if !atoms.isEmpty { unitPlaces[atoms] = units.count }
                units.append(Unit(keys: member.key.map { [$0] } ?? [], atoms: atoms))
            }
        }
        var holders = [[Int]](repeating: [], count: cells.count)
        for (position, unit) in units.enumerated() {
            for atom in unit.atoms { holders[atom].append(position) }
        }
        let atomKinds = cells.map { Self.kinds($0, space) }
        let atomScores = atomKinds.map { Self.scores($0, space) }
        for position in units.indices {
            let atoms = units[position].atoms
            units[position].count = atoms.reduce(0) { $0 + atomUnits[$1] }
            units[position].groups = atoms.reduce(into: [Int64](repeating: 0, count: space.groupTotal)) {
                sums,
                atom in sums.add(atomGroups[atom])
            }
            units[position].kinds = atoms.reduce(into: [Int64](repeating: 0, count: space.kindTotal)) {
                sums,
                atom in sums.add(atomKinds[atom])
            }
            units[position].scores = Self.scores(units[position].kinds, space)
            let own = Set(atoms)
            let inside = Set(atoms.flatMap { holders[$0] }).count {
                units[$0].atoms.count < atoms.count && units[$0].atoms.allSatisfy(own.contains)
            }
            let versions = units[position].keys.flatMap { history.versions[$0] ?? [] }
            units[position].versions = versions
            units[position].isNear = versions.map {
                $0.distance(units: units[position].count, groups: units[position].groups, in: space)
                    < rule.minimum
            }
            units[position].isOut = zip(versions, units[position].isNear).contains { $0.view.isShown && $1 }
            let wasWithheld = versions.contains { !$0.view.isShown }
            units[position].cost = wasWithheld ? 1 : units[position].count * Int64(1 + inside)
            units[position].tie = units[position].keys.reduce(tieKey) {
                BitMixing.mixed($0 ^ Self.number($1))
            }
        }
        self.atomKinds = atomKinds
        self.atomScores = atomScores
        self.cells = cells
        self.atomUnits = atomUnits
        self.atomGroups = atomGroups
        self.units = units
        self.holders = holders
    }

    /// The groups of counts, and their number of units.
    static func sums(_ counts: [Int64], _ space: CellSpace) -> (units: Int64, groups: [Int64]) {
        var groups = [Int64](repeating: 0, count: space.groupTotal)
        for variable in 0..<space.variableCount {
            let start = space.groupStarts[variable]
            let places = space.groups[variable]
            for cell in 0..<space.count where places[cell] >= 0 {
                groups[start + places[cell]] += counts[cell]
            }
        }
        // Every unit has a group of every variable.
        return (space.variableCount == 0 ? 0 : groups[space.groupRange(0)].reduce(0, +), groups)
    }

    private static func kinds(_ counts: [Int64], _ space: CellSpace) -> [Int64] {
        var sums = [Int64](repeating: 0, count: space.kindTotal)
        for (place, scale) in space.scales.enumerated() {
            let start = space.kindStarts[place]
            for cell in scale.kinds.indices where scale.kinds[cell] >= 0 {
                sums[start + scale.kinds[cell]] += counts[cell]
            }
        }
        return sums
    }

    private static func scores(_ kinds: [Int64], _ space: CellSpace) -> [Int64] {
        space.scales.indices.map { scale in
            let scores = space.scales[scale].scores
            let first = space.kindStarts[scale]
            return scores.indices.reduce(0) { $0 + scores[$1] * kinds[first + $1] }
        }
    }

    private static func number(_ key: LinkedRegions.Key) -> UInt64 {
        UInt64(key.geography) << 32 | UInt64(key.region.position)
    }
}

extension [Int64] {
    /// Adds other numbers, element by element.
    mutating func add(_ others: [Int64]) {
        for place in indices { self[place] += others[place] }
    }
}
