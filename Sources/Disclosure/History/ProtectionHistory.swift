/// Versions of regions in the published releases: the oldest first, each only once.
public struct ProtectionHistory: Hashable, Sendable {
    /// The versions of every region.
    public var versions: [LinkedRegions.Key: [RegionVersion]]
    /// Version of every region in the last release; empty where nothing is to be taken over from it.
    public var standing: [LinkedRegions.Key: StandingVersion]

    /// Creates a history; an empty one before the first release.
    public init(
        _ versions: [LinkedRegions.Key: [RegionVersion]] = [:],
        standing: [LinkedRegions.Key: StandingVersion] = [:]
    ) {
        self.versions = versions
        self.standing = standing
    }

    /// Adds what a release says of a region, the oldest release first.
    ///
    /// - Parameters:
    ///   - version: What it says.
    ///   - key: The region.
    ///   - isLast: Whether the last release says it.
    public mutating func add(_ version: StandingVersion, of key: LinkedRegions.Key, isLast: Bool) {
        versions[key, default: []].removeAll { $0 == version.version }
        versions[key, default: []].append(version.version)
        if isLast { standing[key] = version }
    }
}
