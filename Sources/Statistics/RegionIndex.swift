/// The position of a region in its edition, in publication order: a region comes right before its parts.
public struct RegionIndex: Hashable, Sendable, Comparable {
    /// The position, from 0.
    public let position: Int

    /// Creates the index of a position.
    public init(_ position: Int) { self.position = position }

    /// Publication order.
    public static func < (a: Self, b: Self) -> Bool { a.position < b.position }
}
