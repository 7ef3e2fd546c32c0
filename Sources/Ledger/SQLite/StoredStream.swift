import Statistics

/// A sequence of deliveries that replace each other: of a period, or of one topic that is stored separately.
struct StoredStream: Hashable, Comparable {
    var period: Period
    /// The rank of the topic in the form; nil for periods whose topics are stored together.
    var topic: Int?

    /// Creates a stream.
    init(_ period: Period, topic: Int? = nil) {
        self.period = period
        self.topic = topic
    }

    /// Its key in a ledger: the key of the period, and behind `/` the rank of the topic.
    var key: String { period.key + (topic.map { "/\($0)" } ?? "") }

    /// Reads a ``key``; nil for anything else.
    init?(key: String) {
        let parts = key.split(separator: "/", omittingEmptySubsequences: false)
        guard (1...2).contains(parts.count), let period = Period(String(parts[0])) else { return nil }
        self.period = period
        if parts.count == 2 {
            guard let rank = Int(parts[1]), rank >= 0 else { return nil }
            topic = rank
        }
    }

    /// By period, then by topic.
    static func < (a: Self, b: Self) -> Bool {
        a.period == b.period ? (a.topic ?? -1) < (b.topic ?? -1) : a.period < b.period
    }
}

/// The streams of one period whose tallies are in force.
///
/// A period is stored in one form. Of streams in several forms, that of the latest `year` is in force, and
/// the others are again when it is reverted. Both ledgers use this type.
struct StandingPeriod {
    /// The streams of the form in force, with their deliveries; empty if nothing is stored.
    let streams: [(stream: StoredStream, standing: Standing)]
    private let period: Period

    /// Chooses among the streams of a period.
    init(_ period: Period, of all: [(stream: StoredStream, standing: Standing)]) {
        self.period = period
        let standing = all.filter { $0.standing.form != nil }.sorted { $0.stream < $1.stream }
        let latest = standing.max { $0.standing.begun < $1.standing.begun }?.standing.form
        streams = standing.filter { $0.standing.form == latest }
    }

    /// The form of the stored period; nil if nothing is stored.
    var form: String? { streams.first?.standing.form }

    /// The stored period, without its tallies; nil if there is none.
    ///
    /// - Parameter sources: The deliveries that stored tallies come from, in the order of their acceptance.
    /// - Returns: The period, with these as its deliveries.
    func stored(from sources: [DeliveryID]) -> StoredPeriod? {
        guard let last = streams.compactMap(\.standing.last).max(by: { $0.accepted < $1.accepted }) else {
            return nil
        }
        return StoredPeriod(
            period: period,
            status: last.status,
            form: last.form,
            columns: Set(streams.flatMap(\.standing.columns)).sorted(),
            edition: last.edition,
            deliveries: sources
        )
    }
}

/// Tallies of separately stored topics, combined by region.
struct MergedTallies {
    private var cells: [RegionCode: [(rank: Int, value: Value)]] = [:]
    private var deliveries: [RegionCode: Set<DeliveryID>] = [:]

    /// Adds the stored tally of one topic of a region.
    mutating func add(_ stored: StoredTally) {
        stored.tally.forEach { cells[stored.region, default: []].append(($0, $1)) }
        if let delivery = stored.delivery { deliveries[stored.region, default: []].insert(delivery) }
    }

    /// Calls `body` with the stored tally of every region that has a value.
    func forEach(_ body: (StoredTally) throws -> Void) rethrows {
        for (region, cells) in cells {
            let deliveries = (deliveries[region] ?? []).sorted()
            var stored = StoredTally(region: region, tally: Tally(cells), delivery: deliveries.last)
            stored.others = Array(deliveries.dropLast())
            try body(stored)
        }
    }
}
