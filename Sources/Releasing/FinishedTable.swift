public import Disclosure
public import Statistics

/// A table of a release, finished: a value that asks for nothing more.
public struct FinishedTable: Sendable {
    /// Its rank among the tables of the release.
    public let rank: Int
    /// Its rows.
    public let content: Content
    /// The number of rows made anew; nil where all or none were, or where they are still to be compared.
    public let changedRows: Int?

    /// The rows, by what they have to do with those of the release before.
    public enum Content: Sendable {
        /// All as they were.
        case unchanged
        /// As they were, but for these.
        case rows(changed: ProtectedTable, removed: [RegionIndex])
        /// These and no others; those that are not as they were count as changed.
        case compared(ProtectedTable)
        /// These and no others.
        case whole(ProtectedTable)
    }
}
