/// Outcome of protection by offsets for a country: a layout and values for every row, what proves them, and what they
/// cost.
public struct OffsetOutcome: Sendable {
    /// By region of the country, its row; nil where its figures are withheld because it is too small or empty.
    public var rowOf: [Int?]
    /// By region of the country, its units as published versions have them.
    public var unitsOf: [Int]
    /// How many inhabited regions are withheld because they are too small.
    public var withheld: Int
    /// The shown rows.
    public var rows: [Row]
    /// Proof of each withheld figure: confidential.
    public var certificates: [OffsetCertificate]
    /// The targets that no world was found for, by name: confidential.
    public var unproved: [String]
    /// Wishes that could not be granted.
    public var refused: [Refused] = []
    /// How many atoms of shown regions wait until more units differ.
    public var waiting: Int

    /// A variable of a region.
    public struct Refused: Hashable, Sendable {
        /// The code of the region.
        public var code: String
        /// The rank of the variable.
        public var variable: Int
        /// Whether its figures were to stay shown; else they were to go.
        public var isShown: Bool
    }

    /// A shown row.
    public struct Row: Sendable {
        /// The code of the region that stands for all of the same units.
        public var code: String
        /// Its units.
        public var units: Int
        /// Its layout.
        public var layout: RowLayout
        /// The layout that it would have without repairs.
        public var before: RowLayout
        /// The shown figures.
        public var values: [RowFigure: Published]
        /// Whether some withheld region lies in it.
        public var isAboveWithheld: Bool
        /// The counts of every group, variable by variable, that its figures are made of: confidential.
        public var groups: [Int]
        /// Whether it is made of the same counts as in the release before, whatever is stored by now: confidential.
        public var isStanding: Bool
    }

    /// A published figure.
    public struct Published: Hashable, Sendable {
        /// How many units it is.
        public var value: Int
        /// The unit, in the last decimal of the topic.
        public var unit: Int
        /// Whether a secret offset was added before it was rounded down; else it is rounded half up.
        public var hasOffset: Bool
        /// How often it was begun anew with another offset; confidential.
        public var turn = 0
    }
}

/// Proof of one withheld figure: a world for each of its targets.
public struct OffsetCertificate: Hashable, Sendable {
    /// Name of the withheld figure.
    public var name: String
    /// The atoms of it.
    public var atoms: [Int]
    /// For each target, the world that reaches it.
    public var worlds: [(target: Target, world: OffsetWorld)]

    /// Whether two are the same.
    public static func == (a: Self, b: Self) -> Bool {
        a.name == b.name && a.atoms == b.atoms && a.worlds.count == b.worlds.count
            && zip(a.worlds, b.worlds).allSatisfy { $0.target == $1.target && $0.world == $1.world }
    }

    /// Feeds what it says to a hasher.
    public func hash(into hasher: inout Hasher) {
        hasher.combine(name)
        hasher.combine(worlds.count)
    }
}
