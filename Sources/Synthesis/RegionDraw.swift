import Statistics

/// A random number that depends only on its key: the seed, a region, and a purpose.
///
/// Draws have no order, so any one region can be made without the others, in any order and on any number of
/// threads. The mixing is that of SplitMix64.
struct RegionDraw {
    /// The purpose of a draw; each has a stream of its own.
    enum Purpose: UInt64 {
        /// The number of households of a region.
        case size = 1
        /// The absence of all households in a region.
        case emptiness
        /// The difference between a region's level and that of its parent.
        case level
        /// The rounding of a region's households over the cells.
        case offset
        /// The change of a region over the years.
        case drift
        /// The difference between a revised delivery and the original.
        case revision
        /// The properties of each household of a region.
        case household
        /// The number of rows of a region that are left out of every count.
        case leftOut
        /// The location of a gemeente and its urbanicity.
        case surroundings
        /// The order of rows.
        case order
        /// The properties of each unit of a microdata data set.
        case unit
    }

    private var key: UInt64

    /// Prepares the draw of one purpose for one region.
    init(seed: UInt64, region: RegionCode, purpose: Purpose) {
        key = BitMixing.mixed(seed &+ purpose.rawValue &* 0xD6E8_FEB8_6659_FD93)
        for byte in region.description.utf8 { key = BitMixing.mixed(key ^ UInt64(byte)) }
    }

    /// The draw of the `number`th object of a region: a stream of its own.
    func of(_ number: Int) -> RegionDraw {
        RegionDraw(key: BitMixing.mixed(key ^ (UInt64(truncatingIfNeeded: number) &* 0xA076_1D64_78BD_642F)))
    }

    private init(key: UInt64) { self.key = key }

    /// 64 random bits for a number.
    func bits(_ number: UInt64) -> UInt64 { BitMixing.mixed(key ^ number) }

    /// The `index`th number, uniform from 0 up to but not including 1.
    func even(_ index: UInt64 = 0) -> Double {
        Double(BitMixing.mixed(key &+ index &* 0x9E37_79B9_7F4A_7C15) >> 11) * 0x1p-53
    }

    /// The `index`th standard normal number, approximately.
    ///
    /// The sum of twelve uniform numbers: no logarithm, so the same bits on every machine.
    func bell(_ index: UInt64 = 0) -> Double {
        (0..<12).reduce(-6) { $0 + even(index &* 12 &+ UInt64($1)) }
    }
}
