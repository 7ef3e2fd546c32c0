/// How far the count behind a figure may change, either way, so that the figure can be published all the same.
struct FigureWindow: Hashable, Sendable {
    /// The most that it may fall, as a number that is not positive.
    var low: Int
    /// The most that it may rise.
    var high: Int

    /// Every change.
    static let open = FigureWindow(low: -(1 << 50), high: 1 << 50)

    /// Intersection of two windows.
    func meet(_ other: FigureWindow) -> FigureWindow {
        FigureWindow(low: max(low, other.low), high: min(high, other.high))
    }

    /// Window of a figure that is rounded half up.
    static func plain(_ published: Int, count: Int, units: Int, scale: Scale) -> FigureWindow {
        let unit = scale.unit(of: units)
        let times = 2 * Int128(scale.times)
        return FigureWindow(
            low: min(0, Fixed.ceiling((2 * Int128(published) - 1) * unit, times) - count),
            high: max(0, Fixed.ceiling((2 * Int128(published) + 1) * unit, times) - 1 - count)
        )
    }
}
