import Classification
public import Statistics

/// Parts of one period that tables need before they can be made: each only where it is not nil.
public struct PeriodNeed: Hashable, Sendable {
    /// The regions whose tallies are needed.
    public var tallies: Extent?
    /// The regions of which is needed what releases said.
    public var versions: Extent?
    /// Whether rows of releases are needed that nobody noted.
    public var unnoted: Bool

    /// Creates a need.
    public init(tallies: Extent? = nil, versions: Extent? = nil, unnoted: Bool = false) {
        self.tallies = tallies
        self.versions = versions
        self.unnoted = unnoted
    }

    /// Both needs together.
    public func union(_ other: Self) -> Self {
        func sum(_ a: Extent?, _ b: Extent?) -> Extent? { a.map { a in b.map(a.union) ?? a } ?? b }
        return Self(
            tallies: sum(tallies, other.tallies),
            versions: sum(versions, other.versions),
            unnoted: unnoted || other.unnoted
        )
    }
}

/// Stored content of one period: all that tables are made from, read once.
public struct PeriodReading: Sendable {
    /// Stored counts of one region.
    public struct StoredTally: Sendable {
        /// The region.
        public let region: RegionCode
        /// Its tally.
        public let tally: Tally

        /// Creates a stored tally.
        public init(region: RegionCode, tally: Tally) {
            self.region = region
            self.tally = tally
        }
    }

    /// Published version of one region, from one release on.
    public struct SaidVersion: Sendable {
        /// The region.
        public let region: RegionCode
        /// The version, as docs/formats/protection.md describes it.
        public let bytes: [UInt8]
        /// Whether the last release says it.
        public let isLast: Bool

        /// Creates a version.
        public init(region: RegionCode, bytes: [UInt8], isLast: Bool) {
            self.region = region
            self.bytes = bytes
            self.isLast = isLast
        }
    }

    /// The rows of a release of which nobody noted what it says, by region: values by the rank of their topic.
    public struct UnnotedRelease: Sendable {
        /// The number of the release.
        public let number: Int
        /// Its rows of the period.
        public let rows: [RegionCode: [Value]]

        /// Creates a release.
        public init(number: Int, rows: [RegionCode: [Value]]) {
            self.number = number
            self.rows = rows
        }
    }

    /// The period.
    public let period: Period
    /// The number of the release that is to be made.
    public var release: Int
    /// Its tallies, in no order.
    public var tallies: [StoredTally]
    /// Published versions, the oldest first for each region.
    public var versions: [SaidVersion]
    /// Releases that nobody noted, by rising number.
    public var unnoted: [UnnotedRelease]

    /// Creates what was read of a period.
    public init(
        period: Period,
        release: Int = 0,
        tallies: [StoredTally] = [],
        versions: [SaidVersion] = [],
        unnoted: [UnnotedRelease] = []
    ) {
        self.period = period
        self.release = release
        self.tallies = tallies
        self.versions = versions
        self.unnoted = unnoted
    }

    /// The part of it that is about some regions, of all of them where `codes` is nil.
    func only(_ codes: [RegionCode]?) -> Self {
        guard let codes = codes.map(Set.init) else { return self }
        return Self(
            period: period,
            release: release,
            tallies: tallies.filter { codes.contains($0.region) },
            versions: versions.filter { codes.contains($0.region) },
            unnoted: unnoted
        )
    }

    /// The tallies of the regions that an edition has.
    func talliesByRegion(in edition: Edition) -> [RegionIndex: Tally] {
        var byRegion: [RegionIndex: Tally] = [:]
        byRegion.reserveCapacity(tallies.count)
        for stored in tallies {
            if case .known(let region) = edition.lookUp(stored.region) { byRegion[region] = stored.tally }
        }
        return byRegion
    }
}
