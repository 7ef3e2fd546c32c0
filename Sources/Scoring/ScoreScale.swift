/// The scores of units of several kinds, in rising order, for the moments of distributions over them.
///
/// The kinds are the categories of one variable, or the cells of the joint table. Their order is computed
/// once, so a region costs one pass over its kinds and one over the distinct scores.
struct ScoreScale: Sendable {
    /// The distinct scores, rising.
    let scores: [Int64]
    /// By kind, the position of its score.
    private let places: [Int]

    /// The exact moments of the scores of units.
    struct Moments: Hashable, Sendable {
        /// The sum of the scores.
        var sum: Int128 = 0
        /// The sum of their squares.
        var squares: Int128 = 0
        /// The sum of the distances between the units of every ordered pair.
        var differences: Int128 = 0
    }

    /// Creates the scale of kinds with these scores.
    init(of kinds: [Int64]) {
        scores = Set(kinds).sorted()
        var places: [Int64: Int] = [:]
        for (place, score) in scores.enumerated() { places[score] = place }
        self.places = kinds.compactMap { places[$0] }
    }

    /// Returns the moments of `counts`, one a kind and `units` together.
    ///
    /// Between two neighbouring scores lie as many pairs as there are units below times units above, so the
    /// distances of all pairs are a sum over the gaps. Within ``ExactBounds`` nothing overflows, so there are
    /// no checks.
    func moments(of counts: [Int64], units: Int64) -> Moments {
        var byScore = [Int64](repeating: 0, count: scores.count)
        for (place, count) in zip(places, counts) { byScore[place] &+= count }
        var moments = Moments()
        var below: Int64 = 0
        var last = scores.first ?? 0
        for (score, count) in zip(scores, byScore) {
            let pairs = Int128(below) &* Int128(units &- below)
            moments.differences &+= Int128(2 &* (score &- last)) &* pairs
            let weighted = score &* count
            moments.sum &+= Int128(weighted)
            moments.squares &+= Int128(weighted) &* Int128(score)
            below &+= count
            last = score
        }
        return moments
    }
}
