public import Statistics

/// What an outsider can tell of one withheld region.
///
/// It follows from published figures alone, so it is no secret; beside confidential figures it would be one.
public struct Exposure: Hashable, Sendable {
    /// The region.
    public let region: RegionIndex
    /// What its units can be.
    public let units: WholeRange
    /// What the units of each group can be, by variable.
    public let groups: [[WholeRange]]
    /// What the mean scores can be, by variable and then of all together, on the published scale; nil where
    /// nothing is told.
    public let scores: [ClosedRange<Double>?]

    /// The width of the narrowest range of a group; nil where no range is narrower than the units alone make
    /// it.
    public var tightest: Int64? {
        groups.joined().filter { $0.lower > 0 || $0.upper < units.upper }.map(\.width).min()
    }
}

/// What attacking one scope came to.
public enum AttackOutcome: Hashable, Sendable {
    /// What can be told of the withheld regions, in publication order.
    case exposed([Exposure])
    /// The figures contradict each other, or the solver gave up: nothing is proved, and nothing is safe.
    case unsettled
}
