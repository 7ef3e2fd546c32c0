/// The evidence that figures above withheld regions protect them: exact counts, published values, what the offsets may
/// be, and other worlds of whole units.
///
/// Whoever protects makes it, whoever audits checks it by publishing the worlds. It is confidential, and it promises
/// nothing: only a check makes it a proof.
public struct OffsetEvidence: Sendable {
    /// By atom, the units of every cell.
    public var atoms: [[Int32]]
    /// The shown rows.
    public var rows: [Row]
    /// The withheld groups, and the worlds for each.
    public var targets: [Target]
    /// The rank of the release, from zero.
    public var release: Int
    /// All regions, shown or withheld, those of the same units each by itself.
    public var regions: [Region]

    /// Creates evidence.
    public init(atoms: [[Int32]], rows: [Row], targets: [Target], release: Int, regions: [Region]) {
        self.atoms = atoms
        self.regions = regions
        self.rows = rows
        self.targets = targets
        self.release = release
    }

    /// A region that is counted.
    public struct Region: Sendable {
        /// Its code.
        public var code: String
        /// Its atoms.
        public var atoms: [Int]
        /// Whether it is one of the smallest of its classification, or of another geography.
        public var place: Place

        /// Relation of a region to others.
        public enum Place: Sendable {
            /// One of the smallest, which divide the country.
            case smallest
            /// Made of smaller ones.
            case made
            /// Of another geography.
            case other
        }

        /// Creates a region.
        public init(code: String, atoms: [Int], place: Place) {
            self.code = code
            self.atoms = atoms
            self.place = place
        }
    }

    /// A shown row.
    public struct Row: Sendable {
        /// Its name.
        public var code: String
        /// Its atoms.
        public var atoms: [Int]
        /// Its figures.
        public var figures: [Figure]
        /// By variable, the groups that are published as one, a bit each.
        public var merged: [UInt32]
        /// By variable, whether a group is too small in it.
        public var isRecoded: [Bool]

        /// Creates a row.
        public init(code: String, atoms: [Int], figures: [Figure], merged: [UInt32], isRecoded: [Bool]) {
            self.code = code
            self.atoms = atoms
            self.figures = figures
            self.merged = merged
            self.isRecoded = isRecoded
        }
    }

    /// The quantity that a figure measures.
    public enum Measure: Hashable, Sendable {
        /// The percentage of some groups of a variable, a bit each.
        case share(variable: Int, groups: UInt32)
        /// The mean score of a variable; of all at the count of variables.
        case score(Int)
        /// The standard deviation, likewise.
        case deviation(Int)
        /// The mean difference, likewise.
        case difference(Int)
    }

    /// A published figure.
    public struct Figure: Sendable {
        /// The quantity that it measures.
        public var measure: Measure
        /// The number of units of it.
        public var value: Int
        /// The unit, in the last decimal of the topic.
        public var unit: Int
        /// Between what its offset lies by all publications, in 2^-40; nil where it is rounded half up.
        public var offset: ClosedRange<Int>?
        /// The fewest units of its region at any publication.
        public var fewest: Int
        /// The release that published it last.
        public var anchor: Int
        /// How far worlds that are relied on, of this or any earlier release, change its count, down and up.
        public var reserve = 0...0
        /// Which of the region's offsets of the figure and unit it has; another is another figure.
        public var draw = 0

        /// Creates a figure.
        public init(
            measure: Measure,
            value: Int,
            unit: Int,
            offset: ClosedRange<Int>?,
            fewest: Int,
            anchor: Int
        ) {
            self.measure = measure
            self.value = value
            self.unit = unit
            self.offset = offset
            self.fewest = fewest
            self.anchor = anchor
        }
    }

    /// A withheld figure.
    public struct Target: Sendable {
        /// Its name.
        public var name: String
        /// The atoms that it is of.
        public var atoms: [Int]
        /// The variable; the count of variables for the total.
        public var variable: Int
        /// The group; nil for the sum of the coefficients.
        public var group: Int?
        /// The distance of the world: at least, or for a recoded group exactly.
        public var step: Int
        /// True if it is exact.
        public var isExact: Bool
        /// By atom in the moves, the release since which its counts are what they are.
        public var since: [Int32: Int]
        /// The differences of the world.
        public var moves: [Move]

        /// Creates a target.
        public init(
            name: String,
            atoms: [Int],
            variable: Int,
            group: Int?,
            step: Int,
            isExact: Bool,
            since: [Int32: Int],
            moves: [Move]
        ) {
            self.name = name
            self.atoms = atoms
            self.variable = variable
            self.group = group
            self.step = step
            self.isExact = isExact
            self.since = since
            self.moves = moves
        }
    }

    /// Units of one cell of an atom that are units of another.
    public struct Move: Hashable, Sendable {
        /// The atom.
        public var atom: Int32
        /// The cell with fewer.
        public var from: Int32
        /// The cell with more.
        public var to: Int32
        /// The number of units; positive.
        public var units: Int32

        /// Creates a move.
        public init(atom: Int32, from: Int32, to: Int32, units: Int32) {
            self.atom = atom
            self.from = from
            self.to = to
            self.units = units
        }
    }
}
