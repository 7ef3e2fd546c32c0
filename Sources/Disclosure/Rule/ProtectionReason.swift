/// Why a region is not shown whole; without numbers that would help an attacker.
public enum ProtectionReason: String, Hashable, Sendable, CaseIterable {
    /// It has fewer units than may be published about.
    case threshold
    /// Its figures were withheld in a release that is still published, and have hardly changed.
    case withheldEarlier
    /// Its figures would give those of another region away.
    case complement
    /// Nothing less would protect a group of few units.
    case mergeInsufficient
    /// Groups of few units are published together with others.
    case merged
    /// Groups are published together, since apart they would give those of another region away.
    case mergedForOthers
    /// The row stays as it was: with the earlier one, a new one would tell of a few units.
    case held
    /// The row is withheld: with the earlier one, it would tell of a few units.
    case differencing
    /// An outsider's programmes could tell too much of it, or of another region, while it was shown.
    case auditor
    /// It has no row of its own, and can be found by subtraction.
    case noRow
}
