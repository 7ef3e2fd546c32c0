/// Sorts many keys by their digits, the last digit first; stable and without comparisons.
enum RadixOrder {
    private static let bits: UInt64 = 11

    /// The positions of `keys` in rising order of the keys, equal keys in their given order.
    static func rising(_ keys: [UInt64]) -> [UInt32] {
        let highest = keys.max() ?? 0
        var order = keys.indices.map { UInt32($0) }
        var other = order
        var shift: UInt64 = 0
        while shift == 0 || shift < 64 && highest >> shift > 0 {
            var starts = [Int](repeating: 0, count: 1 << Int(bits) + 1)
            for key in keys { starts[Int(digit(key, shift)) + 1] += 1 }
            for bucket in 1..<starts.count { starts[bucket] += starts[bucket - 1] }
            for entry in order {
                let bucket = Int(digit(keys[Int(entry)], shift))
                other[starts[bucket]] = entry
                starts[bucket] += 1
            }
            swap(&order, &other)
            shift += bits
        }
        return order
    }

    private static func digit(_ key: UInt64, _ shift: UInt64) -> UInt64 { key >> shift & (1 << bits - 1) }
}
