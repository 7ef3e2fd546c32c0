public import Statistics

/// The mean distance from a region to several kinds of facility, in kilometres.
///
/// Reads one distance a kind. The figure is the mean over kinds of the mean over the region's units. A unit
/// with an unknown distance is left out, so that every mean is over the same units. Source: docs/method.md,
/// "Background characteristics", distance to facilities; the treatment of missing distances is our choice.
public struct FacilityDistance: AreaDerivation {
    /// The name in codebooks.
    public static let name = "mean-distance"

    /// The number of kinds.
    public let requiredFields: Int
    /// By kind, the sum of the distances in millionths of a kilometre.
    private var sums: [Int64]
    /// The number of units whose distances were summed.
    public private(set) var units: Int64 = 0

    /// Prepares the figure of a region.
    public init(fields: Int, leftOut: [String]) throws(DerivationFlaw) {
        guard (1...12).contains(fields) else {
            throw DerivationFlaw(
                "the derivation '\(Self.name)' reads 1 to 12 fields, not \(fields)",
                "name one distance a kind in `from`"
            )
        }
        guard leftOut.isEmpty else {
            throw DerivationFlaw("the derivation '\(Self.name)' leaves nobody out", "remove `left-out`")
        }
        requiredFields = fields
        sums = Array(repeating: 0, count: fields)
    }

    /// A distance longer than any on earth; with this limit, no sum over a country overflows.
    private static let farthest = 1000 * Millionths.one

    /// The notation of the field.
    public func notation(of field: Int) -> Notation { .number }

    /// Adds the distances of a unit.
    public mutating func add(_ texts: [String?]) -> AreaDerived {
        var distances: [Int64] = []
        for (field, text) in texts.enumerated() {
            guard let text, !text.isEmpty else { continue }
            guard let distance = Millionths.read(text), (0...Self.farthest).contains(distance) else {
                return .unreadable(field: field)
            }
            distances.append(distance)
        }
        guard distances.count == sums.count else { return .taken }
        for field in sums.indices { sums[field] += distances[field] }
        units += 1
        return .taken
    }

    /// The mean over the kinds of the means over units.
    public var figure: Fraction? {
        guard units > 0, let mean = MeanDistance.mean(of: sums) else { return nil }
        return Fraction(mean.numerator, mean.denominator * Int128(units) * Int128(Millionths.one))
    }
}
