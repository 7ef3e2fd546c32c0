public import Classification
public import Codebook

/// The table of an extract, if it is not that of the figures of the regions.
public struct ExtractSubject: Sendable {
    /// The kind of table.
    public enum Table: String, Sendable {
        /// The figures of a period.
        case figures
        /// The changes of scores since other periods.
        case development
    }

    /// The part of its file names behind data set and period; begins with `_`.
    public var suffix: String
    /// The kind of table.
    public var table: Table
    /// The codebook with its topics and levels.
    public var codebook: Codebook
    /// The edition of its regions; nil for that of the release.
    ///
    /// A table of other regions without rows is left out.
    public var edition: Edition?

    /// Creates a subject.
    public init(suffix: String, table: Table, codebook: Codebook, edition: Edition? = nil) {
        self.suffix = suffix
        self.table = table
        self.codebook = codebook
        self.edition = edition
    }
}
