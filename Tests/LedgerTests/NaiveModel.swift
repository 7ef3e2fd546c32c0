import Ledger
import Statistics
import Workflow

/// The expected content of a ledger, computed in the plainest way: all deliveries that were not reverted are
/// replayed from the first on, every time.
struct NaiveModel {
    struct Taken {
        var delivery: DeliveryID
        var mode: DeliveryMode
        var edition: String
        var holdings: [PeriodHoldings]
        var isReverted = false
    }

    /// A period after playing.
    struct Played: Equatable {
        var status: PeriodStatus
        var form: String
        var columns: Set<Int>
        var edition: String
        var deliveries: [DeliveryID]
        var forms: [String]
        var tallies: [RegionCode: StoredTally]

        var stored: [RegionCode: Tally] { tallies.mapValues(\.tally) }
    }

    struct Event {
        var delivery: DeliveryID?
        var touched: [Period: PendingRelease.Touched]
    }

    var taken: [Taken] = []
    var pending: [Event] = []
    var releases = 0

    /// The stored tallies.
    func play() -> [Period: Played] {
        var state: [Period: Played] = [:]
        for taken in taken where !taken.isReverted {
            for holding in taken.holdings {
                let brought = holding.tallies.map {
                    ($0.region, StoredTally(region: $0.region, tally: $0.tally, delivery: taken.delivery))
                }
                if taken.mode == .correction, var played = state[holding.period] {
                    played.status = holding.status
                    played.columns.formUnion(holding.columns)
                    played.edition = taken.edition
                    played.deliveries.append(taken.delivery)
                    played.forms.append(holding.form)
                    for (region, tally) in brought { played.tallies[region] = tally }
                    state[holding.period] = played
                } else {
                    state[holding.period] = Played(
                        status: holding.status,
                        form: holding.form,
                        columns: Set(holding.columns),
                        edition: taken.edition,
                        deliveries: [taken.delivery],
                        forms: [holding.form],
                        tallies: Dictionary(uniqueKeysWithValues: brought)
                    )
                }
            }
        }
        return state
    }

    /// Takes a delivery; returns how many regions changed, or nil when a correction has another form.
    mutating func accept(_ new: Taken) -> Int? {
        let before = play()
        if new.mode == .correction {
            for holding in new.holdings {
                if let form = before[holding.period]?.form, form != holding.form { return nil }
            }
        }
        taken.append(new)
        return note(new.delivery, since: before)
    }

    /// Takes a delivery back; returns the deliveries that stand on it in another form.
    mutating func revert(_ id: DeliveryID) -> [DeliveryID] {
        guard let index = taken.firstIndex(where: { $0.delivery == id }), !taken[index].isReverted else {
            return []
        }
        let before = play()
        taken[index].isReverted = true
        let after = play()
        var misfits: Set<DeliveryID> = []
        for period in Set(taken[index].holdings.map(\.period)) {
            guard let played = after[period] else { continue }
            for (delivery, form) in zip(played.deliveries, played.forms) where form != played.form {
                misfits.insert(delivery)
            }
        }
        guard misfits.isEmpty else {
            taken[index].isReverted = false
            return misfits.sorted()
        }
        _ = note(id, since: before)
        return []
    }

    private mutating func note(_ delivery: DeliveryID, since before: [Period: Played]) -> Int {
        let after = play()
        var event = Event(delivery: delivery, touched: [:])
        var changed = 0
        for period in Set(before.keys).union(after.keys) {
            let old = before[period]
            let new = after[period]
            let regions = Set(old?.stored.keys.map(\.self) ?? []).union(new?.stored.keys.map(\.self) ?? [])
                .filter { old?.form != new?.form || old?.stored[$0] != new?.stored[$0] }
            changed += regions.count
            let isWhole =
                old?.form != new?.form || old?.columns != new?.columns || old?.status != new?.status
                || old?.edition != new?.edition
            if isWhole {
                event.touched[period] = .all
            } else if !regions.isEmpty {
                event.touched[period] = .regions(regions)
            }
        }
        pending.append(event)
        return changed
    }

    /// The changes by the first pending events.
    func touched() -> [Period: PendingRelease.Touched] {
        var whole: Set<Period> = []
        var some: [Period: Set<RegionCode>] = [:]
        for event in pending {
            if event.delivery == nil { whole.formUnion(play().keys) }
            for (period, touched) in event.touched {
                switch touched {
                case .all: whole.insert(period)
                case .regions(let regions): some[period, default: []].formUnion(regions)
                }
            }
        }
        return some.mapValues(PendingRelease.Touched.regions)
            .merging(whole.map { ($0, .all) }, uniquingKeysWith: { $1 })
    }
}
