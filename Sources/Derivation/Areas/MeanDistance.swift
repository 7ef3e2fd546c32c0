public import Statistics

/// The mean distance to kinds of facility.
///
/// Of every kind the mean over a buurt is given; the measure is the mean of those. One that is not known leaves
/// the whole unknown: a mean of the other five would be of something else.
/// Source: docs/method.md, "Background characteristics", distance to facilities; what a missing kind means is our
/// choice.
public enum MeanDistance {
    /// Works out the mean.
    ///
    /// - Parameter distances: One for each kind, in any unit; none negative.
    /// - Returns: The mean, exactly; nil without kinds, or where one is not known.
    public static func mean(of distances: [Int64?]) -> Fraction? {
        let known = distances.compactMap(\.self)
        guard !known.isEmpty, known.count == distances.count else { return nil }
        return Fraction(known.reduce(Int128(0)) { $0 + Int128($1) }, Int128(known.count))
    }
}
