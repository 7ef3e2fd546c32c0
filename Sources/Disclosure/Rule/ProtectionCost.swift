/// What protection cost, in rows and units: for the people inside, without a number of the rule and without a
/// count of a region that is too small.
public struct ProtectionCost: Hashable, Sendable, Codable {
    /// Rows that were looked at.
    public var rows = 0
    /// Rows withheld because of their size.
    public var small = 0
    /// Rows withheld for the sake of others, or because an earlier release withheld them.
    public var withheldForOthers = 0
    /// The units in these rows, rounded as published units are; each row has its own.
    public var unitsForOthers: Int64 = 0
    /// Rows in which groups are published together.
    public var merged = 0
    /// Rows that stay as they were published before.
    public var held = 0

    /// Nothing.
    public init() {}

    /// Counts a region.
    mutating func add(_ version: RegionVersion, _ reasons: Set<ProtectionReason>, threshold: Int64) {
        rows += 1
        if !version.view.isShown, version.units > 0 {
            if version.units < threshold {
                small += 1
            } else {
                withheldForOthers += 1
                unitsForOthers += version.units
            }
        } else if reasons.contains(.held) {
            held += 1
        } else if reasons.contains(.merged) || reasons.contains(.mergedForOthers) {
            merged += 1
        }
    }

    /// Adds what another part or period cost.
    public static func += (a: inout Self, b: Self) {
        a.rows += b.rows
        a.small += b.small
        a.withheldForOthers += b.withheldForOthers
        a.unitsForOthers += b.unitsForOthers
        a.merged += b.merged
        a.held += b.held
    }
}
