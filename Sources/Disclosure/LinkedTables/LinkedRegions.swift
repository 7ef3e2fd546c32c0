public import Statistics

/// The linked tables of one period: its regions as sets of atoms, with the exact counts of the atoms.
///
/// Atoms are the smallest parts that two regions can share: buurten, or the parts of buurten in one postcode
/// each. Everything is confidential.
public struct LinkedRegions: Sendable {
    /// A region of one of the geographies that are published together.
    public typealias Key = SafetyCertificate.Key

    /// A published region, or an unpublished rest that an intruder finds by subtraction.
    public struct Member: Hashable, Sendable {
        /// The region; nil for a rest without a row of its own.
        public var key: Key?
        /// The positions of its atoms.
        public var atoms: [Int]

        /// Creates a member.
        public init(key: Key?, atoms: [Int]) {
            self.key = key
            self.atoms = atoms
        }
    }

    /// The cells of the counts.
    public let space: CellSpace
    /// Units per atom and cell; outer index: atom, inner: cell.
    public let atoms: [[Int64]]
    /// The regions, in publication order.
    public let members: [Member]

    /// Creates linked regions.
    public init(space: CellSpace, atoms: [[Int64]], members: [Member]) {
        self.space = space
        self.atoms = atoms
        self.members = members
    }

    /// The connected parts: positions of members that are linked by shared atoms, one list for each part.
    var components: [[Int]] {
        var parents = Array(atoms.indices)
        func root(_ atom: Int) -> Int {
            var atom = atom
            while parents[atom] != atom {
                parents[atom] = parents[parents[atom]]
                atom = parents[atom]
            }
            return atom
        }
        for member in members {
            guard let first = member.atoms.first else { continue }
            for atom in member.atoms.dropFirst() { parents[root(atom)] = root(first) }
        }
        var places: [Int: Int] = [:]
        var components: [[Int]] = []
        for (position, member) in members.enumerated() {
            guard let first = member.atoms.first else {
                components.append([position])
                continue
            }
            let place = places[root(first)] ?? components.count
            if place == components.count {
                places[root(first)] = place
                components.append([])
            }
            components[place].append(position)
        }
        return components
    }
}
