/// Something withheld, and the atoms whose counts may be others for its sake.
struct TargetEntity: Sendable {
    /// Kind of a withheld entity.
    enum Kind: Hashable, Sendable {
        /// All figures of a region, or of several together, that is too small.
        case withheld
        /// A small group of a shown row.
        case recoded(row: Int)
        /// The remainder of a region beside another that it shares units with.
        case sliver
        /// Withheld regions of one shown row that are too small together.
        case union
    }

    /// What.
    let kind: Kind
    /// The atoms of it that may change, the likeliest first.
    var atoms: [Int]
    /// The atoms that it is of.
    let scope: [Int]
    /// By atom, the one that takes the opposite change, so that the region both lie in stays as it is; -1 for none.
    var partners: [Int]
    /// Atoms without units of a small group that may have some, where no change of the others does.
    var spare: [Int] = []
    /// Its targets.
    var targets: [Target]
    /// Name in certificates.
    let name: String

    /// All atoms that a world of it may change.
    var changed: [Int] { atoms + partners.filter { $0 >= 0 } + spare }
}

/// One count or sum that must be able to be another.
public struct Target: Hashable, Sendable {
    /// The variable; for the total score the count of variables.
    public var variable: Int
    /// How.
    public var goal: Goal

    /// How a count or sum must be able to change.
    public enum Goal: Hashable, Sendable {
        /// The count of a group by exactly this, or for a withheld region at least.
        case count(group: Int, step: Int)
        /// The sum of the coefficients by at least this.
        case sum(step: Int)

        /// The same the other way.
        var opposite: Goal {
            switch self {
            case .count(let group, let step): .count(group: group, step: -step)
            case .sum(let step): .sum(step: -step)
            }
        }
    }
}
