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
    /// Rows that wait for more corrections before they follow.
    public var frozen = 0
    /// Rows whose scores or percentages are in coarser units.
    public var coarser = 0
    /// The same in figures; of nothing where an earlier Peil made the release.
    public var figures = FigureCost()

    /// The keys of accounts, which ledgers hold.
    private enum CodingKeys: String, CodingKey {
        case rows, small, withheldForOthers, unitsForOthers, merged, coarser, figures
        case frozen = "held"
    }

    /// Creates a cost of nothing.
    public init() {}

    /// Reads a cost; accounts of earlier versions lack what was not told then.
    public init(from decoder: any Decoder) throws {
        let values = try decoder.container(keyedBy: CodingKeys.self)
        rows = try values.decode(Int.self, forKey: .rows)
        small = try values.decode(Int.self, forKey: .small)
        withheldForOthers = try values.decodeIfPresent(Int.self, forKey: .withheldForOthers) ?? 0
        unitsForOthers = try values.decodeIfPresent(Int64.self, forKey: .unitsForOthers) ?? 0
        merged = try values.decode(Int.self, forKey: .merged)
        frozen = try values.decode(Int.self, forKey: .frozen)
        coarser = try values.decodeIfPresent(Int.self, forKey: .coarser) ?? 0
        figures = try values.decodeIfPresent(FigureCost.self, forKey: .figures) ?? FigureCost()
    }

    /// Cost of protection by offsets.
    public init(_ outcome: OffsetOutcome, of model: OffsetModel) {
        rows = outcome.rowOf.count
        small = outcome.withheld
        frozen = outcome.waiting
        for rank in outcome.rowOf.compactMap(\.self) {
            let row = outcome.rows[rank]
            if row.layout.variables.contains(where: \.isRecoded) { merged += 1 }
            let native = model.nativeShareUnit(of: row.units)
            let isCoarser =
                model.scoreDecimals != nil && row.layout.scoreUnit != 0
                || row.layout.variables.contains { !$0.isRecoded && ($0.unit ?? .max) > native }
            if isCoarser { coarser += 1 }
        }
    }

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
        } else if reasons.contains(.frozen) {
            frozen += 1
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
        a.frozen += b.frozen
        a.coarser += b.coarser
        a.figures += b.figures
    }
}
