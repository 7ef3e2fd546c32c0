import Statistics

/// What published sums leave open of withheld figures: a range for each, given all sums together.
struct OpenRanges {
    /// A withheld figure in a sum.
    struct Part {
        let area: RegionIndex
        let weight: Double
    }

    private let width: Double
    private let ranges: SumsOfUnknowns.Ranges
    private let places: [RegionIndex: Int]
    private var system: SumsOfUnknowns

    /// Prepares for withheld figures.
    ///
    /// - Parameters:
    ///   - withheld: Whose figures they are.
    ///   - bounds: What a figure can be at all.
    ///   - width: How wide every range must stay.
    ///   - ranges: What tells how wide they are.
    init(
        of withheld: [RegionIndex],
        bounds: ClosedRange<Double>,
        width: Double,
        ranges: @escaping SumsOfUnknowns.Ranges
    ) {
        places = Dictionary(uniqueKeysWithValues: withheld.enumerated().map { ($0.element, $0.offset) })
        // A hair narrower is wide enough: solvers are as exact as floating point is.
        self.width = min(width, bounds.upperBound - bounds.lowerBound) - 1e-6
        self.ranges = ranges
        system = SumsOfUnknowns(count: withheld.count, bounds: bounds, sums: [])
    }

    /// Whether a figure is withheld.
    func isWithheld(_ area: RegionIndex) -> Bool { places[area] != nil }

    /// Admits a sum of withheld figures if every one stays open with it; else nothing changes.
    mutating func admit(_ parts: [Part], in range: ClosedRange<Double>) -> Bool {
        var next = system
        let known = parts.compactMap { part in
            places[part.area].map { (unknown: $0, weight: part.weight) }
        }
        next.sums.append(SumsOfUnknowns.Sum(parts: known, range: range))
        guard let open = ranges(next), open.allSatisfy({ $0.upperBound - $0.lowerBound >= width }) else {
            return false
        }
        system = next
        return true
    }
}
