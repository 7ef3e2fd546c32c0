/// Whole numbers in text, eight bytes at a time.
enum Digits {
    /// The number that up to eight digits write; nil if one of the bytes is no digit.
    ///
    /// - Parameters:
    ///   - word: Eight bytes, the first in the low end, of which the first `count` are the text.
    ///   - count: 1 to 8.
    /// - Returns: The number.
    @inline(__always)
    static func number(_ word: UInt64, count: Int) -> UInt64? {
        let shift = UInt64(truncatingIfNeeded: (8 &- count) &* 8)
        // Zeros are put in front, so that every text has eight digits.
        let text = (word &<< shift) | (0x3030_3030_3030_3030 & ~(UInt64.max &<< shift))
        let over = text &+ 0x4646_4646_4646_4646
        let under = text &- 0x3030_3030_3030_3030
        guard (over | under) & 0x8080_8080_8080_8080 == 0 else { return nil }
        // Two digits, four digits, eight digits at once.
        let pairs = (under &* 10 &+ under &>> 8) & 0x00FF_00FF_00FF_00FF
        let fours = (pairs &* 100 &+ pairs &>> 16) & 0x0000_FFFF_0000_FFFF
        return (fours &* 10_000 &+ fours &>> 32) & 0xFFFF_FFFF
    }

    /// The number that digits write; nil if one of the bytes is no digit, or there are more than 16.
    @inline(__always)
    static func number(_ bytes: UnsafePointer<UInt8>, count: Int) -> UInt64? {
        guard count > 0, count <= 16 else { return nil }
        // Safe: the caller has eight bytes more to read than the text has.
        if count <= 8 { return number(unsafe word(bytes), count: count) }
        guard let high = number(unsafe word(bytes), count: 8),
            let low = number(unsafe word(bytes + 8), count: count &- 8)
        else { return nil }
        return high &* powers[count &- 8] &+ low
    }

    /// The eight bytes at an address.
    @inline(__always)
    static func word(_ bytes: UnsafePointer<UInt8>) -> UInt64 {
        UInt64(littleEndian: unsafe UnsafeRawPointer(bytes).loadUnaligned(as: UInt64.self))
    }

    private static let powers: [UInt64] = (0...8).map { (0..<$0).reduce(1) { power, _ in power * 10 } }
}
