public import Statistics

/// What a delivery brings of one period.
public struct PeriodHoldings: Hashable, Sendable {
    /// The period.
    public var period: Period
    /// The only topic that it is about, by its rank, where topics are held apart; nil where it is all of the period.
    public var topic: Int?
    /// How final its figures are.
    public var status: PeriodStatus
    /// The key of the form.
    public var form: String
    /// The ranks of the topics that the delivery had a column for; empty for a joint form.
    public var columns: [Int]
    /// The tallies, one a region.
    public var tallies: [HeldTally]
    /// The model that was fitted on the delivery, as text that the ledger does not look into; nil where none was.
    public var model: [UInt8]?

    /// Creates what a delivery brings of one period.
    public init(
        period: Period,
        status: PeriodStatus,
        form: String,
        columns: [Int],
        tallies: [HeldTally],
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

/// The tally of one region.
public struct HeldTally: Hashable, Sendable {
    /// The region.
    public var region: RegionCode
    /// What is held of it.
    public var tally: Tally
    /// The delivery that brought it; nil before it is in a ledger.
    public var delivery: DeliveryID?
    /// The other deliveries that brought values of it, where topics are held apart.
    public var others: [DeliveryID] = []

    /// Creates a held tally.
    public init(region: RegionCode, tally: Tally, delivery: DeliveryID? = nil) {
        self.region = region
        self.tally = tally
        self.delivery = delivery
    }
}

/// A period that is held, in one form.
public struct HeldPeriod: Hashable, Sendable {
    /// The period.
    public var period: Period
    /// How final its figures are: the status of the last delivery that stands.
    public var status: PeriodStatus
    /// The key of the form.
    public var form: String
    /// The ranks of the topics: every column of any delivery that stands, rising; empty for a joint form.
    public var columns: [Int]
    /// The key of the edition of the classification.
    public var edition: String
    /// The deliveries that stand, in the order of their acceptance: the last `year`, then corrections.
    public var deliveries: [DeliveryID]

    /// Creates a held period.
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
    /// What it follows in a ledger.
    var stream: HeldStream { HeldStream(period, topic: topic) }
}
