public import Statistics

/// Wishes of an office to show or withhold figures, whatever protection would choose: a file beside the codebook.
///
/// It is confidential: what is withheld by it tells what somebody asked for.
public struct AprioriList: Hashable, Sendable {
    /// The file, from the directory of codebooks.
    public var file: String
    /// The entries, in the order of their lines.
    public var entries: [Entry]

    /// One line: the numbers and percentages of a variable in one region and period.
    public struct Entry: Hashable, Sendable {
        /// The line in the file, from 1.
        public var line: Int
        /// The region.
        public var region: RegionCode
        /// The period.
        public var period: Period
        /// The rank of the variable.
        public var variable: Int
        /// Whether the figures must stay shown; else they must go.
        public var isShown: Bool

        /// Creates an entry.
        public init(line: Int, region: RegionCode, period: Period, variable: Int, isShown: Bool) {
            self.line = line
            self.region = region
            self.period = period
            self.variable = variable
            self.isShown = isShown
        }
    }

    /// Creates a list.
    public init(file: String, entries: [Entry]) {
        self.file = file
        self.entries = entries
    }
}
