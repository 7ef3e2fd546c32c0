/// What proves that one connected part of a release is safe: its exact counts, and other worlds of whole units
/// that publish the very same.
///
/// Whoever protects makes it, whoever audits checks it. It is confidential, and it promises nothing: only a check
/// makes it a proof. Source: docs/decisions/0017-proved-by-exchange.md.
public struct SafetyCertificate: Hashable, Sendable {
    /// By atom, the units by the rank of their cell in the form.
    ///
    /// Of a form of one row a unit it is the vector of one postcode; what is in it beside the joint cells is never
    /// exchanged.
    public var atoms: [[Int64]]
    /// The regions of the part, in publication order.
    public var regions: [Region]
    /// The other worlds: each is the counts of ``atoms`` after its exchanges.
    public var worlds: [World]

    /// Creates a certificate.
    public init(atoms: [[Int64]], regions: [Region], worlds: [World]) {
        self.atoms = atoms
        self.regions = regions
        self.worlds = worlds
    }

    /// Which region is meant, of the geographies that are published together.
    public struct Key: Hashable, Comparable, Sendable {
        /// Which geography: 0 the classification, 1 the postcodes.
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

    /// A region, or a part that nobody publishes but anyone may find by subtraction.
    public struct Region: Hashable, Sendable {
        /// The region; nil for a part without a row of its own.
        public var key: Key?
        /// The positions of its atoms.
        public var atoms: [Int]
        /// What is out about it in earlier releases that are still published, where it was published of nearly
        /// the same counts: no world may change any of it.
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
        /// One value for each.
        public var values: [Value]

        /// Creates a row.
        public init(columns: [Int], values: [Value]) {
            self.columns = columns
            self.values = values
        }
    }

    /// A second world.
    public struct World: Hashable, Sendable {
        /// How it differs from the counts.
        public var exchanges: [Exchange]

        /// Creates a world.
        public init(_ exchanges: [Exchange]) { self.exchanges = exchanges }
    }

    /// Units of one cell that become units of another, while elsewhere as many go the other way.
    ///
    /// So every atom keeps its number of units, and with it the reason of every row.
    public struct Exchange: Hashable, Sendable {
        /// The atom whose units of ``from`` become units of ``to``.
        public var atom: Int32
        /// The atom whose units of ``to`` become units of ``from``; -1 for none, where no region that is seen
        /// holds the atom.
        public var partner: Int32
        /// The rank of the cell that ``atom`` has fewer units of.
        public var from: Int32
        /// The rank of the cell that ``atom`` has more units of.
        public var to: Int32
        /// How many units; positive.
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

    /// The certificate as whole numbers in one order, for a digest; each list follows its length.
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
