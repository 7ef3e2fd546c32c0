public import Statistics

/// What releases say of one region, from one release on; the ledger does not look into it.
public struct PublishedVersion: Hashable, Sendable {
    /// The region.
    public var region: RegionCode
    /// The first release that says it.
    public var first: Int
    /// The first release after it that says something else, or nothing; nil while none does.
    public var until: Int?
    /// What it says, as docs/formats/protection.md describes it.
    public var bytes: [UInt8]

    /// Creates a version.
    public init(region: RegionCode, first: Int, until: Int?, bytes: [UInt8]) {
        self.region = region
        self.first = first
        self.until = until
        self.bytes = bytes
    }
}

/// What a release is to say of one region that the release before it did not.
public struct VersionChange: Hashable, Sendable {
    /// The period.
    public var period: Period
    /// The region.
    public var region: RegionCode
    /// What it says; nil where it says nothing of the region any more.
    public var bytes: [UInt8]?

    /// Creates a change.
    public init(period: Period, region: RegionCode, bytes: [UInt8]?) {
        self.period = period
        self.region = region
        self.bytes = bytes
    }
}
