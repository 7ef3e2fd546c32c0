/// A permutation of the numbers below a bound that depends on a key only; each element is computed alone.
///
/// A Feistel network of four rounds over the next power of four, repeated until the number is in bounds.
struct KeyedOrder: Sendable {
    private let count: UInt64
    private let half: UInt64
    private let key: RegionDraw

    init(count: Int, key: RegionDraw) {
        self.count = UInt64(count)
        let bits = UInt64.bitWidth - UInt64(max(count - 1, 1)).leadingZeroBitCount
        half = UInt64((bits + 1) / 2)
        self.key = key
    }

    /// The number at a position; both are from 0 up to but not including the bound.
    subscript(place: Int) -> Int {
        let mask = (1 as UInt64) << half - 1
        var number = UInt64(place)
        repeat {
            var left = number >> half
            var right = number & mask
            for round in 0..<4 as Range<UInt64> {
                (left, right) = (right, left ^ (key.bits(round << 62 | right) & mask))
            }
            number = left << half | right
        } while number >= count
        return Int(number)
    }
}
