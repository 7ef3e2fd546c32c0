/// The whole numbers between two bounds, inclusive; either end may be open.
public struct WholeRange: Hashable, Sendable {
    /// The lower bound.
    public var lower: Int64
    /// The upper bound.
    public var upper: Int64

    /// The bound that means an open end.
    public static let open: Int64 = 1 << 50

    /// Creates a range; it is empty when `lower` is above `upper`.
    public init(_ lower: Int64, _ upper: Int64) {
        self.lower = lower
        self.upper = upper
    }

    /// Every number.
    public static let all = Self(-open, open)
    /// Every number that is not negative.
    public static let natural = Self(0, open)

    /// True if no number is in it.
    public var isEmpty: Bool { lower > upper }
    /// The difference of its bounds.
    public var width: Int64 { upper - lower }

    /// The numbers that are also in another range.
    public func intersection(_ other: Self) -> Self { Self(max(lower, other.lower), min(upper, other.upper)) }

    /// The range of sums of a number of each.
    public static func + (a: Self, b: Self) -> Self { Self(a.lower + b.lower, a.upper + b.upper) }

    /// The range of differences of a number of each.
    public static func - (a: Self, b: Self) -> Self { Self(a.lower - b.upper, a.upper - b.lower) }

    /// The range of a count, never negative, that was rounded half up to a multiple of `base`.
    public static func rounded(_ published: Int64, base: Int64) -> Self {
        // 2 n is at least 2 published - base and below 2 published + base.
        Self(max(0, published - base / 2), published + (base + 1) / 2 - 1)
    }
}

extension Simplex {
    /// The range of an unknown; nil if the solver found no solution at all.
    ///
    /// The bounds are those of real numbers, rounded inwards: they may be too wide, never too narrow.
    public func range(of column: Int) -> WholeRange? {
        range(of: [(column, 1)])
    }

    /// The range of a weighted sum; nil if the solver found no solution at all.
    public func range(of terms: [(column: Int, weight: Double)]) -> WholeRange? {
        var range = WholeRange.all
        switch least(terms) {
        case .extreme(let least) where abs(least) < Double(WholeRange.open):
            range.lower = Int64((least - 1e-6).rounded(.up))
        case .extreme, .unbounded: break
        case .impossible, .failed: return nil
        }
        switch greatest(terms) {
        case .extreme(let greatest) where abs(greatest) < Double(WholeRange.open):
            range.upper = Int64((greatest + 1e-6).rounded(.down))
        case .extreme, .unbounded: break
        case .impossible, .failed: return nil
        }
        return range
    }
}
