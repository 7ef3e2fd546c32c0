import Statistics

/// The number of households of a leaf, over the years.
struct Sizes {
    /// The mean over all leaves, empty ones included, before any scale.
    static let mean = 568.0

    /// The share of leaves without households.
    private static let empty = 0.1
    // A lognormal size with these parameters has a mean of about 631 and is under 100 in one leaf of five.
    private static let middle = 5.661
    private static let spread = 1.254
    /// The growth of a leaf in a year, and its spread over leaves.
    private static let growth = (mean: 0.008, spread: 0.006)

    private let size: Double
    private let growth: Double

    /// Draws the size of a region.
    init(seed: UInt64, region: RegionCode) {
        let emptiness = RegionDraw(seed: seed, region: region, purpose: .emptiness)
        let draw = RegionDraw(seed: seed, region: region, purpose: .size)
        size = emptiness.even() < Self.empty ? 0 : exponential(Self.middle + Self.spread * draw.bell())
        let drift = RegionDraw(seed: seed, region: region, purpose: .drift)
        growth = Self.growth.mean + Self.growth.spread * drift.bell()
    }

    /// Returns the households of a year; none for an empty leaf, else at least one.
    func households(in year: Int, scale: Double) -> Int64 {
        guard size > 0 else { return 0 }
        let factor = max(0.5, 1 + growth * Double(year - 2019))
        return max(1, Int64((size * scale * factor).rounded()))
    }
}
