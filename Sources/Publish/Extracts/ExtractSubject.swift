public import Classification
public import Codebook

/// Which table of a period an extract holds, where it is not that of the figures of the regions.
public struct ExtractSubject: Sendable {
    /// What kind of table it is.
    public enum Table: String, Sendable {
        /// The figures of a period.
        case figures
        /// How scores changed since other periods.
        case development
    }

    /// What stands behind data set and period in the names of its files; begins with `_`.
    public var suffix: String
    /// What kind of table it is.
    public var table: Table
    /// The codebook whose topics and levels it has.
    public var codebook: Codebook
    /// The edition of its regions; nil for that of the release.
    ///
    /// A table of other regions that has no rows is left out.
    public var edition: Edition?

    /// Creates a subject.
    public init(suffix: String, table: Table, codebook: Codebook, edition: Edition? = nil) {
        self.suffix = suffix
        self.table = table
        self.codebook = codebook
        self.edition = edition
    }
}
