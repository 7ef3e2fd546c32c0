import Statistics
import Workflow

/// The deliveries in force of one stored period, in the order of their acceptance.
///
/// The only definition of the stored tallies: the last `year` delivery, and every later `correction` on it.
/// Both ledgers use it, so they cannot disagree.
struct Standing: Hashable {
    /// The deliveries; empty if the period is not stored.
    private(set) var parts: [StandingDelivery]

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

    /// Creates it from deliveries that are not reverted, newest first; deliveries before the last `year` are
    /// replaced by it, and are not even read.
    init<Failure>(newestFirst next: () throws(Failure) -> StandingDelivery?) throws(Failure) {
        parts = []
        while let part = try next() {
            parts.append(part)
            if part.mode == .year { break }
        }
        parts.reverse()
    }

    /// The stored period, without its tallies; nil if there is none.
    func stored(_ period: Period) -> StoredPeriod? {
        guard let last = parts.last else { return nil }
        return StoredPeriod(
            period: period,
            status: last.status,
            form: last.form,
            columns: Set(parts.flatMap(\.columns)).sorted(),
            edition: last.edition,
            deliveries: parts.map(\.delivery)
        )
    }

    /// True if taking a delivery again would leave all but the tallies as they are.
    ///
    /// A `year` replaces every later correction; a correction changes the status and edition to its own.
    func isCurrent(_ delivery: DeliveryID, mode: DeliveryMode) -> Bool {
        guard let own = parts.first(where: { $0.delivery == delivery }), let last = parts.last else {
            return false
        }
        return mode == .year
            ? own == last : own.status == last.status && own.edition == last.edition && own.form == last.form
    }

    /// The number of the first acceptance in force; 0 without one.
    var begun: Int64 { parts.first?.accepted ?? 0 }

    /// The form of the stored period; nil if there is none.
    var form: String? { parts.first?.form }

    /// True if a change from one to the other touches the period as a whole.
    func differsAsAWhole(from other: Self, period: Period) -> Bool {
        var before = stored(period)
        var after = other.stored(period)
        before?.deliveries = []
        after?.deliveries = []
        return before != after
    }

    /// The deliveries in another form than the first, which cannot correct it.
    var misfits: [DeliveryID] { parts.filter { $0.form != form }.map(\.delivery) }
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
