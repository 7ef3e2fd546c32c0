/// Knowledge, over all releases, of one figure above a withheld region.
///
/// The figure is published as ``published`` units: the floor of the exact figure in units plus a secret offset that is
/// the same in every release. Every publication, an anchor, tells that the offset lies in an interval; ``low`` and
/// ``high`` are what all anchors together tell, in 2^-40 of a unit, rounded inwards. Nothing else need be kept,
/// however many releases there are. Source: docs/decisions/0032-reserve.md.
public struct FigureState: Hashable, Sendable {
    /// The unit, in the last decimal of the topic.
    public var unit: Int
    /// How often its offset was drawn again before it was first published, and ``RowFigures/mostDraws`` more for each
    /// time that the figure was begun anew.
    public var draw = 0
    /// The release that last published it anew.
    public var anchor = 0
    /// Published figure, in units.
    public var published: Int
    /// The least that the offset can be.
    public var low: Int
    /// Exclusive upper bound of the offset.
    public var high: Int
    /// The fewest units of the region over all anchors.
    public var fewest: Int
    /// The furthest that a world that is relied on lowers the count; not positive.
    public var reserveLow = 0
    /// The furthest that a world that is relied on raises the count; not negative.
    public var reserveHigh = 0
    /// Whether it stays as it is for the year.
    public var isFrozen = false

    /// The first publication of a figure.
    ///
    /// - Parameters:
    ///   - unit: The unit, in the last decimal of the topic.
    ///   - count: The exact count behind the figure.
    ///   - units: The units of the region.
    ///   - scale: How the figure follows from these.
    ///   - offset: The secret, in 2^-40.
    init(unit: Int, count: Int, units: Int, scale: Scale, offset: Int) {
        self.unit = unit
        fewest = units
        published = Self.published(count: count, units: units, scale: scale, offset: offset)
        low = 0
        high = 0
        (low, high) = Self.interval(published, count: count, units: units, scale: scale)
    }

    /// The first publication of a measure of spread, which follows from no count alone.
    ///
    /// - Parameters:
    ///   - unit: The unit, in the last decimal of the topic.
    ///   - spread: The exact measure in units, in 2^-40.
    ///   - units: The units of the region.
    ///   - offset: The secret, in 2^-40.
    init(unit: Int, spread: Int, units: Int, offset: Int) {
        self.unit = unit
        fewest = units
        published = (spread + offset) >> 40
        // What floating point leaves off is far below a thousandth of the margin.
        low = (published << 40) - spread + (1 << 16)
        high = ((published + 1) << 40) - spread - (1 << 16)
    }

    /// The state of a spread when it is published anew.
    func moved(to next: FigureState) -> FigureState {
        var moved = self
        moved.published = next.published
        moved.low = max(low, next.low)
        moved.high = min(high, next.high)
        moved.fewest = min(fewest, next.fewest)
        return moved
    }

    /// Whether a spread may be off by so much, in 2^-40 of a unit, in any subset of the releases.
    func holds(_ down: Int, _ up: Int, _ margin: Int) -> Bool {
        down >= -max(0, min(high, Fixed.one) - low - margin) && up <= max(0, high - max(low, 0) - margin)
    }

    /// A state that was kept.
    init(unit: Int, published: Int, low: Int, high: Int, fewest: Int) {
        self.unit = unit
        self.published = published
        self.low = low
        self.high = high
        self.fewest = fewest
    }

    /// Published figure of a count: the floor of its figure plus the offset.
    static func published(count: Int, units: Int, scale: Scale, offset: Int) -> Int {
        let unit = scale.unit(of: units)
        return Fixed.floor((Int128(count) * Int128(scale.times) << 40) + Int128(offset) * unit, unit << 40)
    }

    /// Between what the offset lies when this is published of a count.
    static func interval(_ published: Int, count: Int, units: Int, scale: Scale) -> (low: Int, high: Int) {
        let unit = scale.unit(of: units)
        let figure = Int128(count) * Int128(scale.times) << 40
        return (
            Fixed.ceiling((Int128(published) * unit << 40) - figure, unit),
            Fixed.floor((Int128(published + 1) * unit << 40) - figure, unit)
        )
    }

    /// The state when it is published anew of a count; only what it tells more is taken over.
    func anchored(count: Int, units: Int, scale: Scale, offset: Int) -> FigureState {
        var next = self
        next.published = Self.published(count: count, units: units, scale: scale, offset: offset)
        let told = Self.interval(next.published, count: count, units: units, scale: scale)
        next.low = max(low, told.low)
        next.high = min(high, told.high)
        next.fewest = min(fewest, units)
        return next
    }

    /// Combines two states of one offset.
    func joined(with other: FigureState) -> FigureState {
        var both = anchor >= other.anchor ? self : other
        both.low = max(low, other.low)
        both.high = min(high, other.high)
        both.fewest = min(fewest, other.fewest)
        both.reserveLow = min(reserveLow, other.reserveLow)
        both.reserveHigh = max(reserveHigh, other.reserveHigh)
        both.isFrozen = isFrozen || other.isFrozen
        return both
    }

    /// How far the count of any versions of withheld regions, in any subset of the releases, may lie off the truth so
    /// that one offset publishes every release all the same.
    func window(_ scale: Scale, margin: Int) -> FigureWindow {
        FigureWindow(
            low: -scale.counts(min(high, Fixed.one) - low - margin, of: fewest),
            high: scale.counts(high - max(low, 0) - margin, of: fewest)
        )
    }

    /// Whether the window leaves the reserve.
    func keepsReserve(_ scale: Scale, margin: Int) -> Bool {
        let window = window(scale, margin: margin)
        return window.low <= reserveLow && reserveHigh <= window.high
    }

    /// Takes a change into the reserve.
    mutating func rely(on change: Int) {
        reserveLow = min(reserveLow, change)
        reserveHigh = max(reserveHigh, change)
    }
}
