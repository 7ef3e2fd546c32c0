public import Statistics

/// What is held of one period, as rules may ask for it.
///
/// A value that the shell fills; rules never reach for the ledger themselves. For a correction it is enough
/// to give the regions that it names, what lies below them, and all of the gemeenten that hold them.
public struct HeldPeriodFacts: Sendable {
    /// The key of the form.
    public var form: String
    /// The ranks of the topics; empty for a joint form.
    public var columns: [Int]
    /// What is held, by region.
    public var tallies: [RegionIndex: Tally]
    /// Where topics are held apart: what is held of those that the delivery is not about, by region.
    public var beside: [RegionIndex: Tally] = [:]
    /// Where counts are held: what would be published of them, by region and rank of the published topic.
    public var computed: [RegionIndex: [Int: Int64]]?

    /// Creates what is held of one period.
    public init(form: String, columns: [Int], tallies: [RegionIndex: Tally]) {
        self.form = form
        self.columns = columns
        self.tallies = tallies
    }
}
