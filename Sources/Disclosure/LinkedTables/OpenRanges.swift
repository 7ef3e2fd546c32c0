import Statistics

/// What published sums leave open of withheld figures.
///
/// Each figure keeps a range, given all sums together, that is wide enough; and another world, in which it is
/// another figure that there can be and every sum is published as it is now. The range alone would not do: of
/// figures that are multiples of a step, several together may fit sums in one way only.
struct OpenRanges {
    /// A withheld figure.
    struct Unknown {
        let area: RegionIndex
        let figure: Double
        /// How far apart two figures of the area are, if they differ; above 0.
        let step: Double
    }

    /// A withheld figure in a sum.
    struct Part {
        let area: RegionIndex
        let weight: Double
    }

    private let unknowns: [Unknown]
    private let width: Double
    private let ranges: SumsOfUnknowns.Ranges
    private let places: [RegionIndex: Int]
    private var system: SumsOfUnknowns
    /// By unknown, a world in which it is another.
    private var worlds: [OtherWorld?]

    /// Prepares for withheld figures.
    ///
    /// - Parameters:
    ///   - unknowns: The figures, each of an area of its own.
    ///   - bounds: What a figure can be at all.
    ///   - interval: How wide every range must stay, or else two steps, whichever is more.
    ///   - ranges: What tells how wide they are.
    init(
        of unknowns: [Unknown],
        bounds: ClosedRange<Double>,
        interval: Double,
        ranges: @escaping SumsOfUnknowns.Ranges
    ) {
        self.unknowns = unknowns
        places = Dictionary(uniqueKeysWithValues: unknowns.enumerated().map { ($0.element.area, $0.offset) })
        let width = max(interval, 2 * (unknowns.map(\.step).max() ?? 0))
        // A hair narrower is wide enough: solvers are as exact as floating point is.
        self.width = min(width, bounds.upperBound - bounds.lowerBound) - 1e-6
        self.ranges = ranges
        system = SumsOfUnknowns(count: unknowns.count, bounds: bounds, sums: [])
        worlds = Array(repeating: nil, count: unknowns.count)
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
        guard let found = otherWorlds(next),
            let open = ranges(next), open.allSatisfy({ $0.upperBound - $0.lowerBound >= width })
        else { return false }
        system = next
        worlds = found
        return true
    }

    /// A world for each unknown that is in a sum; nil where one has none.
    private func otherWorlds(_ system: SumsOfUnknowns) -> [OtherWorld?]? {
        let search = OtherWorldSearch(
            figures: unknowns.map(\.figure),
            steps: unknowns.map(\.step),
            system: system
        )
        var found = worlds
        for unknown in Set(system.sums.flatMap { $0.parts.map(\.unknown) }).sorted() {
            if let world = found[unknown], search.holds(world) { continue }
            guard let world = search.world(of: unknown) else { return nil }
            found[unknown] = world
        }
        return found
    }
}
