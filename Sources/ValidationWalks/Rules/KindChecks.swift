/// The facts about a kind of data set that rules go by.
///
/// The kind makes them (`DataSetKind.checks`); no rule asks which kind a data set is of.
public struct KindChecks: Hashable, Sendable {
    /// True if the figures of a region are published or withheld together.
    public var rowsAreWhole: Bool
    /// True if each variable counts units of its own, so that its figures are rounded by themselves.
    public var variablesAreApart: Bool
    /// True if the minimum frequency rule looks at the published units of a region.
    public var thresholdIsOfUnits: Bool
    /// The rank of the count that tells the size of a region, in forms whose topics are stored apart; nil if none.
    public var sizeRank: Int?
    /// Counts of the same form of which one is part of the other.
    public var parts: [Part]

    /// Two counts, by their ranks among the topics of the form.
    public struct Part: Hashable, Sendable {
        /// The rank of the part.
        public let part: Int
        /// The rank of the count that it is part of.
        public let whole: Int

        /// Creates a pair.
        public init(part: Int, whole: Int) {
            self.part = part
            self.whole = whole
        }
    }

    /// Creates the facts about a kind.
    public init(
        rowsAreWhole: Bool,
        variablesAreApart: Bool = false,
        thresholdIsOfUnits: Bool = true,
        sizeRank: Int? = nil,
        parts: [Part] = []
    ) {
        self.rowsAreWhole = rowsAreWhole
        self.variablesAreApart = variablesAreApart
        self.thresholdIsOfUnits = thresholdIsOfUnits
        self.sizeRank = sizeRank
        self.parts = parts
    }
}
