/// The reasons why a region is not shown completely; without numbers that would help an intruder.
public enum ProtectionReason: String, Hashable, Sendable, CaseIterable {
    /// Primary suppression: it has fewer units than the minimum frequency.
    case threshold
    /// Its figures were suppressed in a release that is still public, and have hardly changed.
    case withheldEarlier
    /// Secondary suppression: its figures would disclose those of another region.
    case complement
    /// No recoding protects a group of few units, so the row is suppressed.
    case mergeInsufficient
    /// Groups of few units are recoded with others.
    case merged
    /// Its numbers have secret offsets, because a group has few units.
    case coarse
    /// Its numbers have secret offsets, because it contains a region that is withheld or has a small group.
    case coarseForOthers
    /// Groups are recoded, because separately they would disclose those of another region.
    case mergedForOthers
    /// The row is frozen: together with the earlier one, a new one would disclose a few units.
    case frozen = "held"
    /// The row is suppressed: together with the earlier one, it would disclose a few units.
    case differencing
    /// The release audit found a disclosure risk in it, or in another region, while it was shown.
    case auditor
    /// The office lists its figures as such that must go.
    case listed
    /// It is a rest without a row of its own, which follows by subtraction.
    case noRow

    /// Its place among the bits that the ledger keeps: one for good, whatever reasons are added.
    ///
    /// Source: docs/formats/protection.md.
    var bit: UInt64 {
        switch self {
        case .threshold: 0
        case .withheldEarlier: 1
        case .complement: 2
        case .mergeInsufficient: 3
        case .merged: 4
        case .mergedForOthers: 5
        case .frozen: 6
        case .differencing: 7
        case .auditor: 8
        case .noRow: 9
        case .coarse: 10
        case .coarseForOthers: 11
        case .listed: 12
        }
    }
}
