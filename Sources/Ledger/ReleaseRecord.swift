public import Statistics

/// A release that is in place.
public struct ReleaseRecord: Hashable, Sendable {
    /// The data set.
    public var dataset: String
    /// The number, from 1, rising by one.
    public var number: Int
    /// The release that it was made from; nil for the first.
    public var base: Int?
    /// When it was made.
    public var time: Timestamp
    /// The digest over all extracts.
    public var extractsHash: String
    /// The deliveries whose acceptance or taking back it shows, in order.
    public var deliveries: [DeliveryID]
    /// How many rows changed, by the name of the period.
    public var changedRows: [String: Int]
    /// What protection cost and what was proved, as docs/formats/protection.md describes it; nil where nothing was.
    public var account: String?

    /// Creates the record of a release.
    public init(
        dataset: String,
        number: Int,
        base: Int?,
        time: Timestamp,
        extractsHash: String,
        deliveries: [DeliveryID],
        changedRows: [String: Int],
        account: String? = nil
    ) {
        self.dataset = dataset
        self.number = number
        self.base = base
        self.time = time
        self.extractsHash = extractsHash
        self.deliveries = deliveries
        self.changedRows = changedRows
        self.account = account
    }
}

/// What is to go into the next release of a data set.
public struct PendingRelease: Hashable, Sendable {
    /// The data set.
    public var dataset: String
    /// The number of the last release; nil when there is none.
    public var base: Int?
    /// What changed since, by period.
    public var touched: [Period: Touched]
    /// The deliveries that were accepted or taken back since, in order of their numbers.
    public var deliveries: [DeliveryID]
    /// How far the ledger's list of changes was read; only implementations use it.
    public var mark: Int64

    /// What changed in a period.
    public enum Touched: Hashable, Sendable {
        /// Everything, for example because its form changed.
        case all
        /// The held tallies of these regions.
        case regions(Set<RegionCode>)
    }

    /// Creates what is pending.
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
