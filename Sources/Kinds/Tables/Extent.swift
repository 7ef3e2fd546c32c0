public import Statistics

/// How much of a period: all of it, or some regions.
public enum Extent: Hashable, Sendable {
    /// All of it.
    case all
    /// The regions of these codes.
    case regions(Set<RegionCode>)

    /// The codes; nil for all.
    public var codes: Set<RegionCode>? { if case .regions(let codes) = self { codes } else { nil } }

    /// Both together.
    public func union(_ other: Self) -> Self {
        guard let codes, let others = other.codes else { return .all }
        return .regions(codes.union(others))
    }
}

/// Parts of a data set that were touched since the release before, by period.
public struct TouchedPeriods: Hashable, Sendable {
    private let periods: [Period: Extent]?

    /// Touched parts, by period.
    ///
    /// - Parameter periods: What was touched of each period; nil where everything is to be made anew.
    public init(_ periods: [Period: Extent]?) { self.periods = periods }

    /// Touched extent of some periods together; nil when nothing was touched.
    public func extent(of wanted: some Sequence<Period>) -> Extent? {
        guard let periods else { return .all }
        return Set(wanted).reduce(nil) { sum, period in
            guard let own = periods[period] else { return sum }
            return sum?.union(own) ?? own
        }
    }
}
