import Statistics
import Workflow

/// The deliveries that make up one held period, in the order of their acceptance.
///
/// This is the one place that says what is held: the last `year` delivery, and every later `correction` on
/// it. Both ledgers ask here, so they cannot disagree.
struct Standing: Hashable {
    /// The deliveries; empty when the period is not held.
    private(set) var parts: [Part]

    /// What one delivery says of the period, without its tallies.
    struct Part: Hashable {
        var delivery: DeliveryID
        var mode: DeliveryMode
        var edition: String
        var status: PeriodStatus
        var form: String
        var columns: [Int]
        /// A number that rises with every acceptance.
        var accepted: Int64
    }

    /// Creates it from deliveries that were not taken back, newest first; what the last `year` replaced, and
    /// so need not even be fetched, is left out.
    init<Failure>(newestFirst next: () throws(Failure) -> Part?) throws(Failure) {
        parts = []
        while let part = try next() {
            parts.append(part)
            if part.mode == .year { break }
        }
        parts.reverse()
    }

    /// What is held, without its tallies; nil when nothing is.
    func held(_ period: Period) -> HeldPeriod? {
        guard let last = parts.last else { return nil }
        return HeldPeriod(
            period: period,
            status: last.status,
            form: last.form,
            columns: Set(parts.flatMap(\.columns)).sorted(),
            edition: last.edition,
            deliveries: parts.map(\.delivery)
        )
    }

    /// When what stands began, by the number of its first acceptance; 0 where nothing stands.
    var begun: Int64 { parts.first?.accepted ?? 0 }

    /// The form that the period is held in; nil when it is not.
    var form: String? { parts.first?.form }

    /// True when a period that is held by one and then by the other counts as touched as a whole.
    func differsAsAWhole(from other: Self, period: Period) -> Bool {
        var before = held(period)
        var after = other.held(period)
        before?.deliveries = []
        after?.deliveries = []
        return before != after
    }

    /// The deliveries in another form than the first, which cannot stand on it.
    var misfits: [DeliveryID] { parts.filter { $0.form != form }.map(\.delivery) }
}

extension [PeriodHoldings] {
    /// Throws when a period, or a topic of one, stands twice, or a region twice in one of them.
    func requireEachOnce() throws(LedgerConflict) {
        var streams: Set<HeldStream> = []
        for holding in self {
            var regions = Set<RegionCode>(minimumCapacity: holding.tallies.count)
            let areOnce = holding.tallies.allSatisfy { regions.insert($0.region).inserted }
            guard areOnce, streams.insert(holding.stream).inserted else {
                throw LedgerConflict.repeated(holding.period)
            }
        }
    }
}
