/// Statement of coarse numbers of a smallest region: some group of it is small, or all units are in one, but not
/// which group.
struct CoarsePattern: Hashable, Sendable {
    /// The units of every group, with what a row has to bear already.
    var groups: [Int]
    /// The fewest units of a group that is not small.
    let minimum: Int
    /// Treatment of the numbers where all units, or all but a few, are in one group.
    let oneGroup: OneGroup

    /// The units of the region: no change alters them.
    let units: Int
    /// Whether the numbers go by the rule, because nearly all units are in one group.
    let isWithheldByRule: Bool

    init(groups: [Int], minimum: Int, oneGroup: OneGroup) {
        self.groups = groups
        self.minimum = minimum
        self.oneGroup = oneGroup
        let units = groups.reduce(0, +)
        self.units = units
        isWithheldByRule = oneGroup == .withheld && groups.contains { units - $0 < minimum }
    }

    /// Whether the numbers would be told of in the same way after a change, in either direction.
    @inline(__always)
    func holds(_ change: UnsafePointer<Int8>, sign: Int) -> Bool {
        let (hasSmall, hasOne) = look { group in unsafe groups[group] + sign * Int(change[group]) }
        return switch oneGroup {
        case .coarse: hasSmall || hasOne
        case .withheld: hasOne == isWithheldByRule && (hasSmall || hasOne)
        case .shown: hasSmall
        }
    }

    /// Whether any group is small, and whether nearly all units are in one.
    @inline(__always)
    private func look(_ count: (Int) -> Int) -> (hasSmall: Bool, hasOne: Bool) {
        groups.indices.reduce((false, false)) { known, group in
            let own = count(group)
            return (known.0 || (1..<minimum).contains(own), known.1 || units - own < minimum)
        }
    }
}
