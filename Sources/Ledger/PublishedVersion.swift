public import Statistics

/// The published row of one region from one release on, as bytes that the ledger does not read.
public struct PublishedVersion: Hashable, Sendable {
    /// The region.
    public var region: RegionCode
    /// The first release with this version.
    public var first: Int
    /// The first later release with another version, or without one; nil while there is none.
    public var until: Int?
    /// The published row, as docs/formats/protection.md describes it.
    public var bytes: [UInt8]

    /// Creates a version.
    public init(region: RegionCode, first: Int, until: Int?, bytes: [UInt8]) {
        self.region = region
        self.first = first
        self.until = until
        self.bytes = bytes
    }
}

/// The change of one region's published row in a release.
public struct VersionChange: Hashable, Sendable {
    /// The period.
    public var period: Period
    /// The region.
    public var region: RegionCode
    /// The new row; nil if the region has none any more.
    public var bytes: [UInt8]?

    /// Creates a change.
    public init(period: Period, region: RegionCode, bytes: [UInt8]?) {
        self.period = period
        self.region = region
        self.bytes = bytes
    }
}
