public import Statistics

/// Published version of a region in a release that still stands, and the counts behind it.
///
/// It is kept beside the releases, never published: what is out limits what may follow.
public struct RegionVersion: Hashable, Sendable {
    /// How much was shown.
    public internal(set) var view: RegionView
    /// The topics, by rank, that ``values`` are of.
    public internal(set) var columns: [Int]
    /// Published values, one for each column.
    public internal(set) var values: [Value]
    /// The exact units at that time.
    public internal(set) var units: Int64
    /// The exact units of every group at that time, those of all variables after each other.
    public internal(set) var groups: [Int64]

    /// Creates a version; only what was protected is ever published.
    init(view: RegionView, columns: [Int], values: [Value], units: Int64, groups: [Int64]) {
        self.view = view
        self.columns = columns
        self.values = values
        self.units = units
        self.groups = groups
    }

    /// How many units at least have come, gone or changed group between this and other counts.
    func distance(units: Int64, groups: [Int64], in space: CellSpace) -> Int64 {
        guard groups.count == self.groups.count else { return .max }
        return (0..<space.variableCount).reduce(abs(units - self.units)) { most, variable in
            var gained: Int64 = 0
            var lost: Int64 = 0
            for place in space.groupRange(variable) {
                let change = groups[place] - self.groups[place]
                if change > 0 { gained += change } else { lost -= change }
            }
            return max(most, gained, lost)
        }
    }
}
