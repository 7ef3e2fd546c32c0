public import Statistics

/// The mean distance to kinds of facility.
///
/// For every kind the mean over a buurt is given; the measure is the mean of those. If one is unknown, the
/// measure is unknown: a mean of the others would measure something else. Source: docs/method.md, "Background
/// characteristics", distance to facilities; the treatment of a missing kind is our choice.
public enum MeanDistance {
    /// Computes the mean.
    ///
    /// - Parameter distances: One for each kind, in any unit; none negative.
    /// - Returns: The exact mean; nil without kinds, or if one is unknown.
    public static func mean(of distances: [Int64?]) -> Fraction? {
        let known = distances.compactMap(\.self)
        guard !known.isEmpty, known.count == distances.count else { return nil }
        return Fraction(known.reduce(Int128(0)) { $0 + Int128($1) }, Int128(known.count))
    }
}
