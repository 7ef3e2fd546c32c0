import Classification
import Codebook
import Statistics

/// The agreement of the units of a period: wholes that equal their parts, and the state of absent regions.
///
/// Counts add up, so a delivered whole must be the sum of its parts, and a part that is neither delivered nor
/// stored is proved empty by a whole that equals the sum of the others. Units that were rounded one by one
/// add up but for their roundings. Nothing here is a finding; rules decide that.
package struct Composition: Sendable {
    /// The state of a region after the delivery.
    package enum State: UInt8, Sendable {
        /// Unknown.
        case unknown
        /// The delivery has a record of it.
        case delivered
        /// Its stored tally stays in force.
        case stored
        /// It is the sum of its parts.
        case derived
        /// It has no units: a whole equals the sum of the others, or it is assumed to be empty.
        case empty
    }

    /// A whole that contradicts its parts.
    package struct Contradiction: Hashable, Sendable {
        /// The position of the whole.
        package let whole: Int
        /// The first cell in which they differ.
        package let rank: Int
        /// True if all parts are known; false if the known ones alone exceed the whole.
        package let isComplete: Bool
    }

    /// The states, by position in the edition.
    package var states: [State]
    /// Delivered wholes that contradict their parts, in publication order.
    package var contradictions: [Contradiction] = []
    /// Stored wholes that a correction contradicts without delivering them, in publication order.
    package var broken: [Contradiction] = []
    /// Regions without a row that are assumed to be empty, without evidence to the contrary.
    package var assumedEmpty: [Int] = []
    /// The coarsest wholes that a correction changes and that cannot be computed from the stored values after
    /// it.
    package var blocked: [Int] = []

    /// Creates a composition with all regions unknown.
    init(regions: Int) { states = Array(repeating: .unknown, count: regions) }

    /// Computes the composition of a period.
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
