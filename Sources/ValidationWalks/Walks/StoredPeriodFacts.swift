public import Statistics

/// The stored values of one period, for rules.
///
/// The shell fills it; rules never read the ledger. For a correction it is enough to give the regions of the
/// delivery, their descendants, and the whole gemeenten that contain them.
public struct StoredPeriodFacts: Sendable {
    /// The key of the form.
    public var form: String
    /// The ranks of the topics; empty for a joint form.
    public var columns: [Int]
    /// The stored tallies, by region.
    public var tallies: [RegionIndex: Tally]
    /// For topics that are stored separately: the stored values of other topics than the delivery's, by
    /// region.
    public var beside: [RegionIndex: Tally] = [:]
    /// For stored counts: the figures that would be published from them, by region and rank of the published
    /// topic.
    public var computed: [RegionIndex: [Int: Int64]]?

    /// Creates the stored values of one period.
    public init(form: String, columns: [Int], tallies: [RegionIndex: Tally]) {
        self.form = form
        self.columns = columns
        self.tallies = tallies
    }
}
