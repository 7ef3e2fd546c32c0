/// The rule by which releases of a data set wait until somebody approved them.
public struct ApprovalRule: Hashable, Sendable {
    /// A change that needs approval by itself.
    public struct Limit: Hashable, Sendable {
        /// The key of the published topic.
        public var topic: String
        /// The change of a figure beyond which its region counts, in units of the topic's last decimal.
        public var change: Int64
        /// The number of regions, over all periods, beyond which a release waits.
        public var regions: Int

        /// Creates a limit.
        public init(topic: String, change: Int64, regions: Int) {
            self.topic = topic
            self.change = change
            self.regions = regions
        }
    }

    /// True if every release waits; otherwise only those beyond a limit.
    public var isAlways: Bool
    /// True if nobody may approve a release that holds a delivery of their own.
    public var needsAnother: Bool
    /// The limits.
    public var limits: [Limit]

    /// Creates a rule.
    public init(isAlways: Bool, needsAnother: Bool, limits: [Limit]) {
        self.isAlways = isAlways
        self.needsAnother = needsAnother
        self.limits = limits
    }
}
