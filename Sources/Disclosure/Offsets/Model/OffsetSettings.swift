/// How figures above withheld regions are made coarser, and how much must stay open.
public struct OffsetSettings: Hashable, Sendable {
    /// How far from a withheld count, either way, a world must reach, in units.
    public var interval = 3
    /// How far from a withheld score a world must reach, in thousandths of the score.
    public var scoreInterval = 50
    /// The fewest units of a published group that is not empty.
    public var minimum = 5
    /// The fewest units of a region whose figures are published.
    public var threshold = 100
    /// How many times what must stay open a unit holds, in regions below the widest.
    public var factor = 3
    /// The same in regions of the widest level.
    public var widestFactor = 2
    /// Room that a world leaves at either end of a figure's window, in thousandths of a unit.
    public var margin = 100
    /// How much less likely than the truth a world may be, as one over this.
    public var oddsFloor = 20
    /// How figures above withheld regions are rounded.
    public var rounding = OffsetRounding.offset
    /// One row in this many is coarser by a step for no reason but the key; 0 for none.
    public var blur = 32
    /// Below how many published units percentages are whole; nil for nowhere.
    public var wholePercentsBelow: Int? = 1000
    /// Rounding base of published units.
    public var publishedMultiple = 100
    /// Treatment of a variable with nearly all units of a region in one group, where numbers are the figures.
    public var oneGroup = OneGroup.coarse
    /// By the code of a region, what must stay shown of it or must go.
    public var wishes: [String: OffsetWish] = [:]
    /// Loss of information with a figure, by its kind.
    public var losses = OffsetLosses()

    /// Creates the settings that are advised.
    public init() {}
}

/// Wish of an office for one region, whatever protection would choose: numbers and percentages of variables.
public struct OffsetWish: Hashable, Sendable {
    /// The ranks of the variables that must stay shown.
    public var shown: Set<Int> = []
    /// The ranks of the variables that must go.
    public var withheld: Set<Int> = []

    /// Wants nothing.
    public init() {}
}

/// Treatment of a variable with nearly all units of a region in one group.
public enum OneGroup: Hashable, Sendable {
    /// Its numbers have an offset, as where a group is small.
    case coarse
    /// It is withheld for the region.
    case withheld
    /// It is published.
    case shown
}

/// How figures above withheld regions are rounded.
public enum OffsetRounding: String, Hashable, Sendable, CaseIterable {
    /// With a secret offset, in units that follow from public numbers.
    case offset
    /// Half up, in the least units that prove: the literal rule, for single releases.
    case plain
}

/// Loss of information with a figure that becomes coarser or goes, by its kind.
public struct OffsetLosses: Hashable, Sendable {
    /// The weight of the total score.
    public var total = 1.0
    /// The weight of the score of one variable.
    public var part = 0.5
    /// The weight of the percentages of one variable.
    public var shares = 0.25
    /// The weight of a measure of spread.
    public var spread = 0.05

    /// Creates the weights that are advised.
    public init() {}
}
