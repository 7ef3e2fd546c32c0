/// What may be published of a region.
///
/// The threshold and the rounding are published with the figures. The other numbers would help an attacker:
/// they appear in no extract, receipt, log, manifest or page.
public struct ProtectionRule: Hashable, Sendable {
    /// How it is decided what is withheld.
    public var method: Method
    /// The fewest units of a region whose figures are published; below, only the rounded units are.
    public var threshold: Int64
    /// Published units are rounded to multiples of this.
    public var rounding: Int64
    /// The fewest units that a published group of a region holds, if it holds any; confidential.
    public var minimum: Int64
    /// How far from a withheld count, either way, what is published must leave it open; confidential.
    public var interval: Int64
    /// How far from a withheld score what is published must leave it open, in thousandths; confidential.
    public var scoreInterval: Int64
    /// How percentages are rounded.
    public var percentages: PercentageRounding
    /// What becomes of a variable of which nearly all units of a region are in one group.
    public var groupDisclosure: GroupDisclosure
    /// What becomes of a row that together with an earlier one would tell of a few units.
    public var differencing: Differencing

    /// What is withheld for the sake of other regions.
    public var complements: Complements

    /// Creates a rule.
    public init(
        threshold: Int64,
        rounding: Int64,
        method: Method = .threshold,
        minimum: Int64 = 5,
        interval: Int64 = 3,
        scoreInterval: Int64 = 50,
        percentages: PercentageRounding = .wholeBelow(1000),
        groupDisclosure: GroupDisclosure = .merge,
        differencing: Differencing = .hold,
        complements: Complements = .rows
    ) {
        self.threshold = threshold
        self.rounding = rounding
        self.method = method
        self.minimum = minimum
        self.interval = interval
        self.scoreInterval = scoreInterval
        self.percentages = percentages
        self.groupDisclosure = groupDisclosure
        self.differencing = differencing
        self.complements = complements
    }

    /// How it is decided what is withheld.
    public enum Method: String, Hashable, Sendable, CaseIterable {
        /// The published rule alone: the threshold, rounding, and the groups of the codebook. The other numbers
        /// and settings of the rule are not used.
        case threshold
        /// Besides, whatever gives a withheld figure away is withheld or merged, until each is proved safe.
        case proved
    }

    /// How percentages are rounded.
    public enum PercentageRounding: Hashable, Sendable {
        /// To whole percents where the published number of units is below this, else to the topic's decimals.
        case wholeBelow(Int64)
        /// To the topic's decimals everywhere.
        case oneDecimal
    }

    /// What becomes of a variable of which all units of a region, or nearly all, are in one group.
    public enum GroupDisclosure: String, Hashable, Sendable, CaseIterable {
        /// The group is merged with a neighbour.
        case merge
        /// The variable is withheld for the region.
        case withhold
        /// It is published.
        case publish
    }

    /// What becomes of a row that together with an earlier one would tell of a few units.
    public enum Differencing: String, Hashable, Sendable, CaseIterable {
        /// It stays as it was published before.
        case hold
        /// It is withheld.
        case withhold
    }

    /// What is withheld of a region for the sake of others.
    public enum Complements: String, Hashable, Sendable, CaseIterable {
        /// Its whole row.
        case rows
        /// As few of its groups as will do, in tables of one variable whose regions do not overlap and that have
        /// no scores to protect; elsewhere its whole row.
        case groups
    }
}
