/// The counts of regions that are published together: atoms, which no published region divides, and the regions that
/// are made of them.
public struct OffsetCountry: Sendable {
    /// By atom, the units of every cell; none negative.
    public var atoms: [[Int32]]
    /// By atom, its name, the same in every release.
    public var names: [String]
    /// The regions, each once.
    public var regions: [Region]

    /// A published region.
    public struct Region: Hashable, Sendable {
        /// Its code, the same in every release.
        public var code: String
        /// The positions of its atoms, rising.
        public var atoms: [Int]
        /// Relation of the region to others.
        public var kind: Kind

        /// Creates a region.
        public init(code: String, atoms: [Int], kind: Kind) {
            self.code = code
            self.atoms = atoms
            self.kind = kind
        }
    }

    /// Relation of a region to others.
    public enum Kind: UInt8, Hashable, Sendable {
        /// One of the smallest, which divide the country.
        case smallest
        /// Made of smaller ones.
        case made
        /// Of the widest published level.
        case widest
        /// Of a second geography, whose borders are others.
        case other
    }

    /// Creates a country.
    public init(atoms: [[Int32]], names: [String], regions: [Region]) {
        self.atoms = atoms
        self.names = names
        self.regions = regions
    }
}
