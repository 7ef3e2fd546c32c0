/// The evidence that one connected part of the linked tables is safe: its exact counts, and alternative
/// tables of whole units that publish the same bytes.
///
/// Protection makes it and the audit checks it. It is confidential, and proves nothing until it is checked.
/// Source: docs/decisions/0017-proved-by-exchange.md.
public struct SafetyCertificate: Hashable, Sendable {
    /// Units per atom and cell; outer index: atom, inner: rank of the cell in the form.
    ///
    /// In a microdata form an atom is the vector of one postcode; its elements beside the joint cells are
    /// never exchanged.
    public var atoms: [[Int64]]
    /// The regions of the part, in publication order.
    public var regions: [Region]
    /// The alternative tables, each as its difference from ``atoms``.
    public var worlds: [World]

    /// Creates a certificate.
    public init(atoms: [[Int64]], regions: [Region], worlds: [World]) {
        self.atoms = atoms
        self.regions = regions
        self.worlds = worlds
    }

    /// A region, by its geography and its place in it.
    public struct Key: Hashable, Comparable, Sendable {
        /// The geography: 0 the classification, 1 the postcodes.
        public var geography: Int
        /// The region in its edition.
        public var region: RegionIndex

        /// Creates a key.
        public init(geography: Int = 0, region: RegionIndex) {
            self.geography = geography
            self.region = region
        }

        /// By geography, then in publication order.
        public static func < (a: Self, b: Self) -> Bool {
            (a.geography, a.region) < (b.geography, b.region)
        }
    }

    /// A published region, or an unpublished rest that an intruder finds by subtraction.
    public struct Region: Hashable, Sendable {
        /// The region; nil for a rest without a row of its own.
        public var key: Key?
        /// The positions of its atoms.
        public var atoms: [Int]
        /// The rows of it in earlier releases that are still public, where they were computed from nearly the
        /// same counts: an alternative table must not change any of them.
        public var earlier: [Row]

        /// Creates a region.
        public init(key: Key?, atoms: [Int], earlier: [Row] = []) {
            self.key = key
            self.atoms = atoms
            self.earlier = earlier
        }
    }

    /// A published row.
    public struct Row: Hashable, Sendable {
        /// The ranks of its topics.
        public var columns: [Int]
        /// The published values, one for each topic.
        public var values: [Value]

        /// Creates a row.
        public init(columns: [Int], values: [Value]) {
            self.columns = columns
            self.values = values
        }
    }

    /// An alternative table: counts other than the true ones that publish the same bytes.
    public struct World: Hashable, Sendable {
        /// The differences from the true counts.
        public var exchanges: [Exchange]

        /// Creates an alternative table.
        public init(_ exchanges: [Exchange]) { self.exchanges = exchanges }
    }

    /// Units of one cell that become units of another in one atom, while as many go the other way in a second
    /// atom.
    ///
    /// Every atom so keeps its number of units, and every row the reason for its suppression.
    public struct Exchange: Hashable, Sendable {
        /// The atom whose units of ``from`` become units of ``to``.
        public var atom: Int32
        /// The atom whose units of ``to`` become units of ``from``; -1 for none, where no published region
        /// contains the atom.
        public var partner: Int32
        /// The rank of the cell of which ``atom`` gets fewer units.
        public var from: Int32
        /// The rank of the cell of which ``atom`` gets more units.
        public var to: Int32
        /// The number of units; positive.
        public var units: Int64

        /// Creates an exchange.
        public init(atom: Int32, partner: Int32 = -1, from: Int32, to: Int32, units: Int64) {
            self.atom = atom
            self.partner = partner
            self.from = from
            self.to = to
            self.units = units
        }
    }

    /// Writes the certificate as whole numbers in a fixed order, for a digest; each list follows its length.
    public func write(_ number: (Int64) -> Void) {
        func list<T>(_ items: [T], _ write: (T) -> Void) {
            number(Int64(items.count))
            for item in items { write(item) }
        }
        list(atoms) { list($0, number) }
        list(regions) { region in
            number(Int64(region.key?.geography ?? -1))
            number(Int64(region.key?.region.position ?? -1))
            list(region.atoms) { number(Int64($0)) }
            list(region.earlier) { row in
                list(row.columns) { number(Int64($0)) }
                list(row.values) { number(Int64(bitPattern: $0.code)) }
            }
        }
        list(worlds) { world in
            list(world.exchanges) { exchange in
                number(Int64(exchange.atom))
                number(Int64(exchange.partner))
                number(Int64(exchange.from))
                number(Int64(exchange.to))
                number(exchange.units)
            }
        }
    }
}
