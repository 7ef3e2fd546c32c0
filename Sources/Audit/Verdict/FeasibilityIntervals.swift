public import Statistics

/// The feasibility intervals of one suppressed region.
///
/// They follow from published figures alone, so they are not secret; beside confidential figures they would
/// be.
public struct FeasibilityIntervals: Hashable, Sendable {
    /// The region.
    public let region: RegionIndex
    /// The feasibility interval of its units.
    public let units: WholeRange
    /// The feasibility interval of the units of each group, by variable.
    public let groups: [[WholeRange]]
    /// The feasibility intervals of the mean scores, by variable and then of the total, on the published
    /// scale; nil if unbounded.
    public let scores: [ClosedRange<Double>?]

    /// The width of the narrowest interval of a group; nil if no interval is narrower than the units alone
    /// make it.
    public var tightest: Int64? {
        groups.joined().filter { $0.lower > 0 || $0.upper < units.upper }.map(\.width).min()
    }
}

/// The result of attacking one scope.
public enum AttackOutcome: Hashable, Sendable {
    /// The feasibility intervals of the suppressed regions, in publication order.
    case exposed([FeasibilityIntervals])
    /// The figures contradict each other, or the solver failed: nothing is proved, and nothing counts as
    /// safe.
    case unsettled
}
