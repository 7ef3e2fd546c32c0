public import Statistics

/// The record of a published release.
public struct ReleaseRecord: Hashable, Sendable {
    /// The data set.
    public var dataset: String
    /// The number, from 1, rising by one.
    public var number: Int
    /// The release that it is based on; nil for the first.
    public var base: Int?
    /// The moment of its making.
    public var time: Timestamp
    /// The digest over all extracts.
    public var extractsHash: String
    /// The deliveries whose acceptance or reversal it shows, in order.
    public var deliveries: [DeliveryID]
    /// The number of changed rows, by the name of the period.
    public var changedRows: [String: Int]
    /// The account of protection, as docs/formats/protection.md describes it; nil without one.
    public var account: String?
    /// Identifies the rules it was made by, as the codebook in force had it; nil where nobody knows.
    public var rules: String?

    /// Creates the record of a release.
    public init(
        dataset: String,
        number: Int,
        base: Int?,
        time: Timestamp,
        extractsHash: String,
        deliveries: [DeliveryID],
        changedRows: [String: Int],
        account: String? = nil,
        rules: String? = nil
    ) {
        self.dataset = dataset
        self.number = number
        self.base = base
        self.time = time
        self.extractsHash = extractsHash
        self.deliveries = deliveries
        self.changedRows = changedRows
        self.account = account
        self.rules = rules
    }
}

/// The pending changes of a data set, for its next release.
public struct PendingRelease: Hashable, Sendable {
    /// The data set.
    public var dataset: String
    /// The number of the last release; nil if there is none.
    public var base: Int?
    /// The changes since then, by period.
    public var touched: [Period: Touched]
    /// The deliveries that were accepted or reverted since, in order of their numbers.
    public var deliveries: [DeliveryID]
    /// The position in the ledger's list of changes up to which they were read; for implementations only.
    public var mark: Int64

    /// The changes within a period.
    public enum Touched: Hashable, Sendable {
        /// The whole period, for example because its form changed.
        case all
        /// The stored tallies of these regions.
        case regions(Set<RegionCode>)
    }

    /// Creates pending changes.
    public init(
        dataset: String,
        base: Int?,
        touched: [Period: Touched],
        deliveries: [DeliveryID],
        mark: Int64
    ) {
        self.dataset = dataset
        self.base = base
        self.touched = touched
        self.deliveries = deliveries
        self.mark = mark
    }
}
