import Statistics

/// The feasibility intervals that published sums leave for suppressed figures.
///
/// Each figure keeps an interval, given all sums together, that is wide enough; and an alternative table, in
/// which it has another possible value and every sum is published as it is now. The interval alone is not
/// enough: figures that are multiples of a step may fit several sums in one way only.
struct OpenRanges {
    /// A suppressed figure.
    struct Unknown {
        let area: RegionIndex
        let figure: Double
        /// The smallest difference between two possible figures of the area; above 0.
        let step: Double
    }

    /// A suppressed figure in a sum.
    struct WeightedUnknown {
        let area: RegionIndex
        let weight: Double
    }

    private let unknowns: [Unknown]
    private let width: Double
    private let ranges: SumsOfUnknowns.Ranges
    private let places: [RegionIndex: Int]
    private var system: SumsOfUnknowns
    /// By unknown, an alternative table with another value.
    private var worlds: [OtherWorld?]

    /// Prepares suppressed figures.
    ///
    /// - Parameters:
    ///   - unknowns: The figures, each of an area of its own.
    ///   - bounds: The range of every figure.
    ///   - interval: The width that every feasibility interval must keep, at least two steps.
    ///   - ranges: Computes the feasibility intervals.
    init(
        of unknowns: [Unknown],
        bounds: ClosedRange<Double>,
        interval: Double,
        ranges: @escaping SumsOfUnknowns.Ranges
    ) {
        self.unknowns = unknowns
        places = Dictionary(uniqueKeysWithValues: unknowns.enumerated().map { ($0.element.area, $0.offset) })
        let width = max(interval, 2 * (unknowns.map(\.step).max() ?? 0))
        // A tolerance for the floating point of solvers.
        self.width = min(width, bounds.upperBound - bounds.lowerBound) - 1e-6
        self.ranges = ranges
        system = SumsOfUnknowns(count: unknowns.count, bounds: bounds, sums: [])
        worlds = Array(repeating: nil, count: unknowns.count)
    }

    /// True if the figure of an area is suppressed.
    func isWithheld(_ area: RegionIndex) -> Bool { places[area] != nil }

    /// Admits a sum of suppressed figures if every one stays protected with it; otherwise nothing changes.
    mutating func admit(_ parts: [WeightedUnknown], in range: ClosedRange<Double>) -> Bool {
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

    /// An alternative table for each unknown that is in a sum; nil if one has none.
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
