import Classification
public import Statistics

/// A figure that published tables bound more tightly than the rule of protection asks, whatever its true value is.
///
/// It follows from published figures alone, so it is not secret.
public struct ReleaseLeak: Hashable, Sendable {
    /// The kinds of leaks.
    public enum Kind: String, Hashable, Sendable, CaseIterable {
        /// A withheld count.
        case count
        /// A withheld mean score.
        case score
        /// A shown group of few units.
        case group
        /// The change of a few units between two releases.
        case change
        /// A withheld class, and with it perhaps an index.
        case index
        /// A row of a region that its own figures put under the threshold.
        case row
        /// A figure that is finer than the row says, or than the rule allows above what is withheld.
        case unit
        /// Groups published as one of which none can have every number of units that a small group may have.
        case recoding
    }

    /// The region.
    public let region: RegionIndex
    /// The kind.
    public let kind: Kind
    /// The variable or indicator; nil for the total, and for a change.
    public let variable: Int?
    /// The groups that are counted together; none for a mean.
    public let groups: [Int]
    /// The bounds of the figure.
    public let bounds: ClosedRange<Double>

    /// Names a leak.
    public init(
        _ kind: Kind,
        of region: RegionIndex,
        variable: Int? = nil,
        groups: [Int] = [],
        within bounds: ClosedRange<Double>
    ) {
        self.region = region
        self.kind = kind
        self.variable = variable
        self.groups = groups
        self.bounds = bounds
    }
}
