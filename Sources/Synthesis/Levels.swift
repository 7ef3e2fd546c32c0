import Classification
import Statistics

/// The level of a region, on the scale of its mean score.
struct Levels {
    /// The standard deviation of a region around its parent.
    private static let step = 0.21
    /// The standard deviation of a region's change in a year.
    private static let drift = 0.003
    /// The standard deviation over all leaves of a country of three levels.
    static let spread = 0.36

    private let seed: UInt64

    /// Prepares the levels of a country.
    init(seed: UInt64) { self.seed = seed }

    /// Returns the level of a leaf: the sum of its own deviation and those of the regions that contain it.
    ///
    /// The country itself adds nothing.
    func level(of index: RegionIndex, in edition: Edition, year: Int) -> Double {
        ([index] + edition.ancestors(of: index)).reduce(0) { sum, region in
            guard edition[region].parent != nil else { return sum }
            let code = edition[region].code
            let own = RegionDraw(seed: seed, region: code, purpose: .level).bell() * Self.step
            let gain = RegionDraw(seed: seed, region: code, purpose: .drift).bell(1) * Self.drift
            return sum + own + gain * Double(year - 2019)
        }
    }
}
