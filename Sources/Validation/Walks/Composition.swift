import Classification
import Codebook
import Statistics

/// How the units of a period fit together: which wholes equal their parts, and what absent regions are.
///
/// Counts add up, so a whole that is delivered must be the sum of its parts, and a part that is neither
/// delivered nor held can be proven empty by a whole that is full without it. Units
/// that were rounded one by one add up but for their roundings. Nothing here is a finding; rules say what
/// they think of it.
struct Composition: Sendable {
    /// What is known of a region once the delivery is taken.
    enum State: UInt8, Sendable {
        /// Nothing.
        case unknown
        /// The delivery has a record of it.
        case delivered
        /// It stands as it is held.
        case held
        /// It is the sum of its parts.
        case derived
        /// It has no units: a whole is full without it, or it is taken to be empty.
        case empty
    }

    /// A whole that contradicts its parts.
    struct Contradiction: Hashable, Sendable {
        /// The position of the whole.
        let whole: Int
        /// The first cell in which they differ.
        let rank: Int
        /// Whether all parts are known, or those that are known are already too many.
        let isComplete: Bool
    }

    /// By position in the edition.
    var states: [State]
    /// Delivered wholes that contradict their parts, in publication order.
    var contradictions: [Contradiction] = []
    /// Held wholes that a correction contradicts without delivering them, in publication order.
    var broken: [Contradiction] = []
    /// Regions without a row that are taken to be empty because nothing speaks against it.
    var assumedEmpty: [Int] = []
    /// The coarsest wholes that a correction touches and that cannot be computed from what is then held.
    var blocked: [Int] = []

    /// Creates a composition of which nothing is known yet.
    init(regions: Int) { states = Array(repeating: .unknown, count: regions) }

    /// Works out how a period's units fit together.
    init(of table: PeriodTable) {
        if table.delivery.context.form.holdsCounts {
            var walk = CountWalk(table)
            walk.run()
            self = walk.composition
        } else {
            var walk = RoundedWalk(table)
            walk.run()
            self = walk.composition
        }
        contradictions.sort { $0.whole < $1.whole }
        broken.sort { $0.whole < $1.whole }
    }
}
