import Statistics
import Workflow

/// Deliveries in force of one stored period, taken together: the last `year` delivery, and every later
/// `correction`.
///
/// The only definition of what is in force. It is bounded however many corrections there are, since a period may be
/// corrected for decades; a SQLite ledger finds it by indexes, without reading each delivery. Both ledgers use it,
/// so they cannot disagree.
struct Standing: Hashable {
    /// The first delivery in force, a `year` if there is one; nil if the period is not stored.
    let first: StandingDelivery?
    /// The last delivery in force, which says status and edition; nil if the period is not stored.
    let last: StandingDelivery?
    /// The ranks of the topics: every column of any delivery in force, rising.
    let columns: [Int]

    /// The record of one delivery for the period, without its tallies.
    struct StandingDelivery: Hashable {
        var delivery: DeliveryID
        var mode: DeliveryMode
        var edition: String
        var status: PeriodStatus
        var form: String
        var columns: [Int]
        /// A number that rises with every acceptance.
        var accepted: Int64
    }

    /// Creates it from the first and the last delivery in force, and the columns of all of them.
    init(first: StandingDelivery?, last: StandingDelivery?, columns: Set<Int>) {
        self.first = first
        self.last = last
        self.columns = columns.sorted()
    }

    /// Creates it from all deliveries in force, in the order of their acceptance.
    init(_ all: [StandingDelivery]) {
        self.init(first: all.first, last: all.last, columns: Set(all.flatMap(\.columns)))
    }

    /// True if taking a delivery in force again would leave all but the tallies as they are.
    ///
    /// A `year` replaces every later correction; a correction changes the status and edition to its own.
    func isCurrent(_ own: StandingDelivery) -> Bool {
        guard let last else { return false }
        return own.mode == .year
            ? own == last : own.status == last.status && own.edition == last.edition && own.form == last.form
    }

    /// The number of the first acceptance in force; 0 without one.
    var begun: Int64 { first?.accepted ?? 0 }

    /// The form of the stored period; nil if there is none.
    var form: String? { first?.form }

    /// True if a change from one to the other touches the period as a whole.
    func differsAsAWhole(from other: Self) -> Bool {
        form != other.form || columns != other.columns || last?.status != other.last?.status
            || last?.edition != other.last?.edition
    }
}

extension [PeriodHoldings] {
    /// Throws if a period, or a topic of one, is repeated, or a region in one of them.
    func requireEachOnce() throws(LedgerConflict) {
        var streams: Set<StoredStream> = []
        for holding in self {
            var regions = Set<RegionCode>(minimumCapacity: holding.tallies.count)
            let areOnce = holding.tallies.allSatisfy { regions.insert($0.region).inserted }
            guard areOnce, streams.insert(holding.stream).inserted else {
                throw LedgerConflict.repeated(holding.period)
            }
        }
    }
}
