/// The cost of protection, in rows and units: for internal readers, without a parameter of the rule and
/// without a count of a region under the minimum frequency.
public struct ProtectionCost: Hashable, Sendable, Codable {
    /// Rows that were examined.
    public var rows = 0
    /// Rows under primary suppression, because of their size.
    public var small = 0
    /// Rows under secondary suppression, or suppressed because an earlier release suppressed them.
    public var withheldForOthers = 0
    /// The units in these rows, each rounded as published units are.
    public var unitsForOthers: Int64 = 0
    /// Rows with recoded groups.
    public var merged = 0
    /// Frozen rows, which keep their published figures.
    public var held = 0

    /// Creates a cost of nothing.
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

    /// Adds the cost of another part or period.
    public static func += (a: inout Self, b: Self) {
        a.rows += b.rows
        a.small += b.small
        a.withheldForOthers += b.withheldForOthers
        a.unitsForOthers += b.unitsForOthers
        a.merged += b.merged
        a.held += b.held
    }
}
