/// How figures above withheld regions are made coarser, and what their loss weighs.
public struct OffsetSetting: Hashable, Sendable {
    /// How figures above withheld regions are rounded.
    public var rounding = Rounding.offset
    /// How many times what must stay open a unit holds, in regions below the widest level.
    public var factor: Int64 = 3
    /// The same in regions of the widest level.
    public var widestFactor: Int64 = 2
    /// Room that an alternative table leaves at either end of a figure's window, in thousandths of a unit.
    public var margin: Int64 = 100
    /// Loss of information when a figure becomes coarser or goes.
    public var losses = Losses()

    /// Creates the settings that are advised.
    public init() {}

    /// How figures above withheld regions are rounded.
    public enum Rounding: String, Hashable, Sendable, CaseIterable {
        /// With a secret offset, in units that follow from public numbers.
        case offset
        /// Half up, in the least units that prove: the literal rule, for single releases.
        case plain
    }

    /// Loss of information with a figure, by its kind, in thousandths of the greatest.
    public struct Losses: Hashable, Sendable {
        /// The weight of the total score.
        public var total: Int64 = 1000
        /// The weight of the score of one variable.
        public var part: Int64 = 500
        /// The weight of the percentages of one variable.
        public var percentages: Int64 = 250
        /// The weight of a measure of spread.
        public var spread: Int64 = 50

        /// Creates the weights that are advised.
        public init() {}
    }
}
