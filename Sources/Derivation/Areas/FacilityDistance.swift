public import Statistics

/// The mean distance from a region to several kinds of facility, in kilometres.
///
/// Reads one distance a kind. Of every kind the mean over the region's units is taken, and the figure is the mean
/// of these. A unit of which one distance is not known is left out, so that every mean is of the same units.
/// Source: docs/method.md, "Background characteristics", distance to facilities; what a missing distance means
/// is our choice.
public struct FacilityDistance: AreaDerivation {
    /// The name in codebooks.
    public static let name = "mean-distance"

    /// The kinds.
    public let requiredFields: Int
    /// By kind, the sum of the distances in millionths of a kilometre.
    private var sums: [Int64]
    /// The units whose distances were summed.
    public private(set) var units: Int64 = 0

    /// Prepares the figure of a region.
    public init(fields: Int) throws(DerivationFlaw) {
        guard (1...12).contains(fields) else {
            throw DerivationFlaw(
                "the derivation '\(Self.name)' reads 1 to 12 fields, not \(fields)",
                "name one distance a kind in `from`"
            )
        }
        requiredFields = fields
        sums = Array(repeating: 0, count: fields)
    }

    /// Longer than any way on earth; with it, no sum over a country overflows.
    private static let farthest = 1000 * Millionths.one

    /// How the fields are written.
    public func notation(of field: Int) -> Notation { .number }

    /// Takes the distances of a unit.
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

    /// The mean over the kinds of their means.
    public var figure: Fraction? {
        guard units > 0, let mean = MeanDistance.mean(of: sums) else { return nil }
        return Fraction(mean.numerator, mean.denominator * Int128(units) * Int128(Millionths.one))
    }
}
