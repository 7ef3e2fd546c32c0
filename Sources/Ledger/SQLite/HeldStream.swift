import Statistics

/// What follows itself by deliveries: a period, or one topic of a period whose topics are held apart.
struct HeldStream: Hashable, Comparable {
    var period: Period
    /// The rank of the topic in the form; nil where all of a period is held together.
    var topic: Int?

    /// Creates a stream.
    init(_ period: Period, topic: Int? = nil) {
        self.period = period
        self.topic = topic
    }

    /// How it is written in a ledger: the key of the period, and behind `/` the rank of the topic.
    var key: String { period.key + (topic.map { "/\($0)" } ?? "") }

    /// Reads what ``key`` wrote; nil for anything else.
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

/// The streams of one period that make up what is held of it.
///
/// A period is held in one form. Where streams of several forms stand, that of the latest `year` hides the
/// others, which are held again when it is taken back. Both ledgers ask here.
struct StandingPeriod {
    /// The streams of the form that is held, with what they stand on; empty when nothing is held.
    let streams: [(stream: HeldStream, standing: Standing)]
    private let period: Period

    /// Chooses among the streams of a period.
    init(_ period: Period, of all: [(stream: HeldStream, standing: Standing)]) {
        self.period = period
        let standing = all.filter { $0.standing.form != nil }.sorted { $0.stream < $1.stream }
        let latest = standing.max { $0.standing.begun < $1.standing.begun }?.standing.form
        streams = standing.filter { $0.standing.form == latest }
    }

    /// What is held, without its tallies; nil when nothing is.
    var held: HeldPeriod? {
        if streams.count == 1 { return streams[0].standing.held(period) }
        let parts = streams.flatMap(\.standing.parts).sorted { $0.accepted < $1.accepted }
        guard let last = parts.last else { return nil }
        var deliveries: [DeliveryID] = []
        for part in parts where deliveries.last != part.delivery { deliveries.append(part.delivery) }
        return HeldPeriod(
            period: period,
            status: last.status,
            form: last.form,
            columns: Set(parts.flatMap(\.columns)).sorted(),
            edition: last.edition,
            deliveries: deliveries
        )
    }
}

/// Tallies of topics that are held apart, put together by region.
struct MergedTallies {
    private var cells: [RegionCode: [(rank: Int, value: Value)]] = [:]
    private var deliveries: [RegionCode: Set<DeliveryID>] = [:]

    /// Adds what is held of one topic of a region.
    mutating func add(_ held: HeldTally) {
        held.tally.forEach { cells[held.region, default: []].append(($0, $1)) }
        if let delivery = held.delivery { deliveries[held.region, default: []].insert(delivery) }
    }

    /// Calls `body` with what is held of every region that has a value.
    func forEach(_ body: (HeldTally) throws -> Void) rethrows {
        for (region, cells) in cells {
            let deliveries = (deliveries[region] ?? []).sorted()
            var held = HeldTally(region: region, tally: Tally(cells), delivery: deliveries.last)
            held.others = Array(deliveries.dropLast())
            try body(held)
        }
    }
}
