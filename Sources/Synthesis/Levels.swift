import Classification
import Statistics

/// How well off a region is, on the scale of its mean score.
struct Levels {
    /// The standard deviation of a region around the one that holds it.
    private static let step = 0.21
    /// The standard deviation of what a region gains or loses in a year.
    private static let drift = 0.003
    /// The standard deviation over all leaves of a country of three levels.
    static let spread = 0.36

    private let seed: UInt64

    /// Prepares the levels of a country.
    init(seed: UInt64) { self.seed = seed }

    /// Returns the level of a leaf: what it and each region that holds it add.
    ///
    /// The country itself adds nothing.
    func level(of index: RegionIndex, in edition: Edition, year: Int) -> Double {
        ([index] + edition.ancestors(of: index)).reduce(0) { sum, region in
            guard edition[region].parent != nil else { return sum }
            let code = edition[region].code
            let own = KeyedDraw(seed: seed, region: code, purpose: .level).bell() * Self.step
            let gain = KeyedDraw(seed: seed, region: code, purpose: .drift).bell(1) * Self.drift
            return sum + own + gain * Double(year - 2019)
        }
    }
}
