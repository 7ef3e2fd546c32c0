public import Statistics

/// The regions of one period with the exact counts of what they are made of.
///
/// Atoms are the smallest parts that any two regions share or not: buurten, or the parts of buurten in one
/// postcode each. A region is a set of atoms. Everything is confidential.
public struct LinkedRegions: Sendable {
    /// A region of one of the geographies that are published together.
    public typealias Key = SafetyCertificate.Key

    /// A region that is published, or a part that nobody publishes but anyone may find by subtraction.
    public struct Member: Hashable, Sendable {
        /// The region; nil for a part without a row of its own.
        public var key: Key?
        /// The positions of its atoms.
        public var atoms: [Int]

        /// Creates a member.
        public init(key: Key?, atoms: [Int]) {
            self.key = key
            self.atoms = atoms
        }
    }

    /// What the counts are.
    public let space: CellSpace
    /// By atom, the units of every cell.
    public let atoms: [[Int64]]
    /// The regions, in publication order.
    public let members: [Member]

    /// Creates linked regions.
    public init(space: CellSpace, atoms: [[Int64]], members: [Member]) {
        self.space = space
        self.atoms = atoms
        self.members = members
    }

    /// The members that hang together by shared atoms, as positions: one list for each connected part.
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
