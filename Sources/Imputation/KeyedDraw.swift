public import Statistics

/// Random numbers that depend only on their key; the mixing is that of SplitMix64.
public enum KeyedDraw {
    /// A number for the bytes of an identifier; practically always different for different bytes.
    ///
    /// The bytes are mixed eight at a time, the last ones padded with zeros, after the byte count.
    @inlinable
    public static func key(of bytes: UnsafeRawBufferPointer) -> UInt64 {
        var key = BitMixing.mixed(UInt64(bytes.count))
        var position = 0
        while position + 8 <= bytes.count {
            // Safe: eight bytes from `position` lie within the buffer.
            let word = unsafe bytes.loadUnaligned(fromByteOffset: position, as: UInt64.self)
            key = BitMixing.mixed(key ^ UInt64(littleEndian: word))
            position += 8
        }
        guard position < bytes.count else { return key }
        var rest: UInt64 = 0
        var shift: UInt64 = 0
        while position < bytes.count {
            // Safe: `position` is below the count.
            rest |= unsafe UInt64(bytes[position]) << shift
            shift += 8
            position += 1
        }
        return BitMixing.mixed(key ^ rest)
    }

    /// The key of the draws for a report year under a seed.
    @inlinable
    public static func stream(seed: UInt64, year: Int) -> UInt64 {
        BitMixing.mixed(BitMixing.mixed(seed) ^ UInt64(truncatingIfNeeded: year))
    }

    /// A uniform number from 0 up to but not including 1, in steps of 2^-53.
    @inlinable
    public static func even(_ key: UInt64) -> Double { Double(BitMixing.mixed(key) >> 11) * 0x1p-53 }

    /// The `index`th standard normal number of a key, by Box and Muller's method.
    static func bell(_ key: UInt64, _ index: Int) -> Double {
        let first = BitMixing.mixed(key &+ UInt64(2 * index) &* 0x9E37_79B9_7F4A_7C15)
        let second = BitMixing.mixed(key &+ UInt64(2 * index + 1) &* 0x9E37_79B9_7F4A_7C15)
        // Never zero, so the logarithm is finite.
        let radius = (Double(first >> 11) + 0.5) * 0x1p-53
        return (-2 * logarithm(radius)).squareRoot() * cosineOfTurns(Double(second >> 11) * 0x1p-53)
    }
}
