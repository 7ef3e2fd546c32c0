public import Statistics

/// The publishable figures of one period: rounded, and suppressed as the rules demand.
///
/// Only protection makes one, in this module, and `Publish` takes nothing else, so an unprotected figure cannot
/// be published by mistake: the program would not compile.
public struct ProtectedTable: Hashable, Sendable {
    /// The period.
    public let period: Period
    /// The status of its figures: final or provisional.
    public let status: PeriodStatus
    /// The ranks of the published topics that the period has, rising.
    public let columns: [Int]
    /// The rows, in publication order.
    public let rows: [Row]

    /// The published values of one region.
    public struct Row: Hashable, Sendable {
        /// The region.
        public let region: RegionIndex
        /// One value for each column: a number in units of the topic's last decimal, or a symbol.
        public let values: [Value]
    }
}
