/// The mixing of SplitMix64: spreads the bits of a number over all bits, one to one (Steele, Lea and Flood, 2014).
public enum BitMixing {
    /// The number that follows a state.
    @inlinable
    public static func mixed(_ number: UInt64) -> UInt64 {
        var z = number &+ 0x9E37_79B9_7F4A_7C15
        z = (z ^ (z >> 30)) &* 0xBF58_476D_1CE4_E5B9
        z = (z ^ (z >> 27)) &* 0x94D0_49BB_1331_11EB
        return z ^ (z >> 31)
    }
}
