public import Statistics

/// The figures of one period that may be published: rounded, and withheld where a rule demands it.
///
/// Only protection makes one, in this module, and `Publish` takes nothing else, so an unprotected figure cannot
/// be published by mistake: the program would not compile.
public struct ProtectedTable: Hashable, Sendable {
    /// The period.
    public let period: Period
    /// How final its figures are.
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
