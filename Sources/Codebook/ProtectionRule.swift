/// The parameters of statistical disclosure control for a data set.
///
/// The threshold and the rounding are published with the figures. The other parameters would help an
/// intruder: they appear in no extract, receipt, log, manifest or page.
public struct ProtectionRule: Hashable, Sendable {
    /// The method of protection.
    public var method: Method
    /// The minimum frequency of a region: with fewer units, only its rounded units are published.
    public var threshold: Int64
    /// The base of rounding of published units.
    public var rounding: Int64
    /// The minimum frequency of a published group that has any units; confidential.
    public var minimum: Int64
    /// The protection interval of a suppressed count, in units on either side; confidential.
    public var interval: Int64
    /// The protection interval of a suppressed score, in thousandths on either side; confidential.
    public var scoreInterval: Int64
    /// The rounding of percentages.
    public var percentages: PercentageRounding
    /// The treatment of a variable with nearly all units of a region in one group.
    public var groupDisclosure: GroupDisclosure
    /// The treatment of a row that together with an earlier one would disclose a few units.
    public var differencing: Differencing

    /// The kind of secondary suppression.
    public var complements: Complements
    /// How figures above withheld regions are rounded, where they are scores that are proved safe; confidential.
    public var offsets = OffsetSetting()

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

    /// The method of protection.
    public enum Method: String, Hashable, Sendable, CaseIterable {
        /// The published rule alone: the threshold, rounding, and the groups of the codebook. The other
        /// parameters are not used.
        case threshold
        /// Besides, every suppressed figure is proved safe: ``PeriodProtection`` tells how.
        case proved

        /// Whether every suppressed figure is proved safe.
        public var isProved: Bool { self != .threshold }
    }

    /// The rounding of percentages.
    public enum PercentageRounding: Hashable, Sendable {
        /// To whole percents where the published number of units is below this, else to the topic's decimals.
        case wholeBelow(Int64)
        /// To the topic's decimals everywhere.
        case oneDecimal
    }

    /// The treatment of a variable with all units of a region, or nearly all, in one group.
    public enum GroupDisclosure: String, Hashable, Sendable, CaseIterable {
        /// The group is recoded with a neighbour.
        case merge
        /// The variable is suppressed for the region.
        case withhold
        /// It is published.
        case publish
    }

    /// The treatment of a row that together with an earlier one would disclose a few units.
    public enum Differencing: String, Hashable, Sendable, CaseIterable {
        /// It is frozen at its earlier figures.
        case hold
        /// It is suppressed.
        case withhold
    }

    /// The kind of secondary suppression.
    public enum Complements: String, Hashable, Sendable, CaseIterable {
        /// The whole row of a region.
        case rows
        /// As few groups of a region as possible, in tables of one variable whose regions do not overlap and
        /// that have no scores to protect; elsewhere its whole row.
        case groups
    }
}
