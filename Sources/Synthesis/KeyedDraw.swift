import Statistics

/// A random number that depends on its key only: the seed, a region, and what it is drawn for.
///
/// Nothing is drawn in turn, so any one region can be made without the others, in any order and on any
/// number of threads. The mixing is that of SplitMix64.
struct KeyedDraw {
    /// What a number is drawn for; each purpose has a stream of its own.
    enum Purpose: UInt64 {
        /// How many households a region has.
        case size = 1
        /// Whether a region has households at all.
        case emptiness
        /// How a region stands above or below the one that holds it.
        case level
        /// Where the households of a region fall between two cells.
        case offset
        /// How a region moves over the years.
        case drift
        /// How a revised delivery differs from the one before.
        case revision
        /// What each household of a region is like.
        case household
        /// How many rows a region has that are left out of every count.
        case leftOut
        /// Where a gemeente lies, and how much of a city it is.
        case surroundings
        /// In what order rows stand.
        case order
        /// What each unit of a data set of single units is like.
        case unit
    }

    private var key: UInt64

    /// Prepares the draw of one purpose for one region.
    init(seed: UInt64, region: RegionCode, purpose: Purpose) {
        key = Self.mixed(seed &+ purpose.rawValue &* 0xD6E8_FEB8_6659_FD93)
        for byte in region.description.utf8 { key = Self.mixed(key ^ UInt64(byte)) }
    }

    /// The draw of the `number`th thing of a region: a stream of its own.
    func of(_ number: Int) -> KeyedDraw {
        KeyedDraw(key: Self.mixed(key ^ (UInt64(truncatingIfNeeded: number) &* 0xA076_1D64_78BD_642F)))
    }

    private init(key: UInt64) { self.key = key }

    /// 64 random bits for a number.
    func bits(_ number: UInt64) -> UInt64 { Self.mixed(key ^ number) }

    /// The `index`th number, evenly from 0 up to but not including 1.
    func even(_ index: UInt64 = 0) -> Double {
        Double(Self.mixed(key &+ index &* 0x9E37_79B9_7F4A_7C15) >> 11) * 0x1p-53
    }

    /// The `index`th number of a bell curve around 0 with standard deviation 1.
    ///
    /// The sum of twelve even numbers: no logarithm, so the same bits on every machine.
    func bell(_ index: UInt64 = 0) -> Double {
        (0..<12).reduce(-6) { $0 + even(index &* 12 &+ UInt64($1)) }
    }

    private static func mixed(_ number: UInt64) -> UInt64 {
        var z = number &+ 0x9E37_79B9_7F4A_7C15
        z = (z ^ (z >> 30)) &* 0xBF58_476D_1CE4_E5B9
        z = (z ^ (z >> 27)) &* 0x94D0_49BB_1331_11EB
        return z ^ (z >> 31)
    }
}
