public import Statistics

/// The tallies of a delivery for one period.
public struct PeriodHoldings: Hashable, Sendable {
    /// The period.
    public var period: Period
    /// The rank of its only topic, for topics that are stored separately; nil for a whole period.
    public var topic: Int?
    /// The status of its figures: final or provisional.
    public var status: PeriodStatus
    /// The key of the form.
    public var form: String
    /// The ranks of the topics that the delivery had a column for; empty for a joint form.
    public var columns: [Int]
    /// The tallies, one a region.
    public var tallies: [StoredTally]
    /// The model fitted on the delivery, as text that the ledger does not read; nil if there is none.
    public var model: [UInt8]?

    /// Creates the tallies of a delivery for one period.
    public init(
        period: Period,
        status: PeriodStatus,
        form: String,
        columns: [Int],
        tallies: [StoredTally],
        model: [UInt8]? = nil,
        topic: Int? = nil
    ) {
        self.topic = topic
        self.period = period
        self.status = status
        self.form = form
        self.columns = columns
        self.tallies = tallies
        self.model = model
    }
}

/// The stored tally of one region.
public struct StoredTally: Hashable, Sendable {
    /// The region.
    public var region: RegionCode
    /// The stored values.
    public var tally: Tally
    /// The delivery that they come from; nil before they are in a ledger.
    public var delivery: DeliveryID?
    /// The other deliveries with values of the region, for topics that are stored separately.
    public var others: [DeliveryID] = []

    /// Creates a stored tally.
    public init(region: RegionCode, tally: Tally, delivery: DeliveryID? = nil) {
        self.region = region
        self.tally = tally
        self.delivery = delivery
    }
}

/// A stored period, in one form.
public struct StoredPeriod: Hashable, Sendable {
    /// The period.
    public var period: Period
    /// The status of its figures: that of the last delivery in force.
    public var status: PeriodStatus
    /// The key of the form.
    public var form: String
    /// The ranks of the topics: every column of any delivery in force, rising; empty for a joint form.
    public var columns: [Int]
    /// The key of the edition of the classification.
    public var edition: String
    /// The deliveries in force that a stored tally still comes from, in the order of their acceptance; one that
    /// others replaced altogether is none of them.
    public var deliveries: [DeliveryID]

    /// Creates a stored period.
    public init(
        period: Period,
        status: PeriodStatus,
        form: String,
        columns: [Int],
        edition: String,
        deliveries: [DeliveryID]
    ) {
        self.period = period
        self.status = status
        self.form = form
        self.columns = columns
        self.edition = edition
        self.deliveries = deliveries
    }
}

extension PeriodHoldings {
    /// The stream of the period, or of its topic, in a ledger.
    var stream: StoredStream { StoredStream(period, topic: topic) }
}
