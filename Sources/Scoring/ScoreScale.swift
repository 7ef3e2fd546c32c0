/// The scores that units of some kinds have, in rising order, and what a distribution over them comes to.
///
/// The kinds are the categories of one variable, or the cells of the joint table. Their order is found once,
/// so a region costs one pass over its kinds and one over the distinct scores.
struct ScoreScale: Sendable {
    /// The distinct scores, rising.
    let scores: [Int64]
    /// By kind, the position of its score.
    private let places: [Int]

    /// What the scores of units come to, exactly.
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

    /// Returns what `counts`, one a kind and `units` together, come to.
    ///
    /// Between two neighbouring scores lie as many pairs as there are units below times units above, so the
    /// distances of all pairs are a sum over the gaps.
    func moments(of counts: [Int64], units: Int64) -> Moments {
        var byScore = [Int64](repeating: 0, count: scores.count)
        for kind in places.indices { byScore[places[kind]] += counts[kind] }
        var moments = Moments()
        var below: Int64 = 0
        for place in scores.indices {
            let weighted = Int128(byScore[place]) * Int128(scores[place])
            moments.sum += weighted
            moments.squares += weighted * Int128(scores[place])
            below += byScore[place]
            guard place + 1 < scores.count else { break }
            let gap = Int128(scores[place + 1] - scores[place])
            moments.differences += 2 * gap * (Int128(below) * Int128(units - below))
        }
        return moments
    }
}
