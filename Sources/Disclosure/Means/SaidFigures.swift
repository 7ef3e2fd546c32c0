public import Statistics

/// Figures of a region in the last release, whatever the method of protection.
public struct SaidFigures: Hashable, Sendable {
    /// The ranks of the topics that ``values`` are of; empty where they were of others.
    public let columns: [Int]
    /// A value for each column.
    public let values: [Value]
    /// The unit of the scores, in their last decimal; at least 1.
    public let scoreUnit: Int64
    /// Whether figures may stay those of earlier counts, and no reader is to see which do.
    let staysSilently: Bool

    /// Figures of a version that is proved by exchange.
    public init(_ standing: StandingVersion) {
        columns = standing.version.columns
        values = standing.version.values
        scoreUnit = 1
        staysSilently = false
    }

    /// Figures of a version that is rounded with offsets.
    public init(_ version: OffsetVersion) {
        columns = version.columns
        values = version.values
        scoreUnit = Int64(version.scoreUnit ?? 1)
        staysSilently = true
    }
}
