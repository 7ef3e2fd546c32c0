import Ledger
import Statistics
import TestSupport
import Testing
import Workflow

@Suite struct `what the ledger forgets` {
    /// Takes a delivery, releases it, and finishes it at a moment.
    @discardableResult
    private func finished(
        _ ledger: any LedgerStore,
        _ mode: DeliveryMode,
        _ holdings: PeriodHoldings,
        at time: Int64,
        drop: String = "drop"
    ) throws -> Delivery {
        let claim = Claim.trial("\(time).csv", mode, drop: drop)
        let delivery = try ledger.claim(claim, at: moment(time))
        _ = try ledger.accept(delivery.id, report: DeliveryReport(), holdings: [holdings])
        try ledger.release()
        try ledger.finish(delivery.id, at: moment(time))
        return delivery
    }

    private func numbers(_ ledger: any LedgerStore) throws -> [Int64] {
        try ledger.deliveries(dataset: nil, limit: .max).map(\.id.number).sorted()
    }

    @Test func `is what later deliveries replaced, and nothing that is stored or comes back`()
        throws
    {
        try LedgerKind.sqlite.withLedger { ledger in
            try finished(ledger, .year, year(2019, ["A": 1, "B": 2]), at: 1)
            for time in 2...9 {
                try finished(ledger, .correction, year(2019, ["A": Int64(time)]), at: Int64(time))
            }
            let late = try finished(ledger, .correction, year(2019, ["A": 10]), at: 100)
            // The first of each mode say who delivers, the last but one what comes back, the last what is stored.
            #expect(try ledger.forgetDeliveries(finishedBefore: moment(50)) == 6)
            #expect(try numbers(ledger) == [1, 2, 9, 10])
            #expect(try ledger.stored(2019) == ["A": 10, "B": 2])
            try ledger.revert(late.id, at: moment(101))
            #expect(try ledger.stored(2019) == ["A": 9, "B": 2])
            #expect(try ledger.claimNext().id.number == 11)
        }
    }

    @Test func `cannot be taken back, nor what stands in its place`() throws {
        try LedgerKind.sqlite.withLedger { ledger in
            let first = try finished(ledger, .year, year(2019, ["A": 1]), at: 1)
            let second = try finished(ledger, .correction, year(2019, ["A": 2]), at: 2)
            let third = try finished(ledger, .correction, year(2019, ["A": 3]), at: 3)
            #expect(try ledger.forgetDeliveries(finishedBefore: moment(3)) == 0)
            for id in [first.id, second.id] {
                #expect(throws: RevertRefusal.settled) { try ledger.revert(id, at: moment(4)) }
            }
            try ledger.revert(third.id, at: moment(5))
            #expect(try ledger.stored(2019) == ["A": 2])
        }
    }

    @Test func `is every rejected delivery that is finished, but for the last of its drop`() throws {
        try LedgerKind.sqlite.withLedger { ledger in
            for time in 1...4 {
                let delivery = try ledger.claim(.trial("\(time).csv"), at: moment(Int64(time)))
                try ledger.reject(delivery.id, report: DeliveryReport())
                if time != 2 { try ledger.finish(delivery.id, at: moment(Int64(time))) }
            }
            #expect(try ledger.forgetDeliveries(finishedBefore: moment(3)) == 1)
            #expect(try numbers(ledger) == [2, 3, 4])
            #expect(try ledger.forgetDeliveries(finishedBefore: moment(50)) == 1)
            #expect(try numbers(ledger) == [2, 4])
            #expect(try ledger.lastDelivery(drop: "drop")?.id.number == 4)
        }
    }

    @Test func `is nothing while a release with it is due`() throws {
        try LedgerKind.sqlite.withLedger { ledger in
            for (time, count) in [(1, 5), (2, 6), (3, 7)] as [(Int64, Int64)] {
                let claim = Claim.trial("\(time).csv", .correction)
                let delivery = try ledger.claim(claim, at: moment(time))
                _ = try ledger.accept(
                    delivery.id,
                    report: DeliveryReport(),
                    holdings: [year(2019, ["A": count])]
                )
                if let pending = try ledger.pendingRelease(dataset: trialSet) {
                    try ledger.holdBack(pending, at: moment(time))
                }
                try ledger.finish(delivery.id, at: moment(time))
            }
            #expect(try ledger.forgetDeliveries(finishedBefore: moment(50)) == 0)
            #expect(try numbers(ledger) == [1, 2, 3])
        }
    }

    /// Two ledgers with the same history; the one in memory forgets nothing.
    @Test(arguments: 1...12 as ClosedRange<UInt64>)
    func `changes nothing that is stored, whatever is delivered and taken back afterwards`(
        seed: UInt64
    ) throws {
        var random = SplitMix64(seed: seed)
        try LedgerKind.sqlite.withLedger { ledger in
            let whole = MemoryLedger()
            var forgotten = 0
            for time in 1...80 as ClosedRange<Int64> {
                var regions: [String: Int64] = [:]
                for region in ["A", "B", "C", "D"] where Bool.random(using: &random) {
                    regions[region] = Int64.random(in: 1...9, using: &random)
                }
                let isYear = Int.random(in: 0..<8, using: &random) == 0 || time == 1
                let columns = Bool.random(using: &random) ? [0] : [0, Int.random(in: 1...2, using: &random)]
                let model = isYear ? "model \(time)" : nil
                let holding = year(
                    Int.random(in: 2019...2020, using: &random),
                    regions,
                    columns: columns,
                    status: Bool.random(using: &random) ? .definitive : .provisional,
                    model: model
                )
                let drop = Bool.random(using: &random) ? "drop" : "other"
                for store in [ledger, whole] as [any LedgerStore] {
                    try finished(store, isYear ? .year : .correction, holding, at: time, drop: drop)
                }
                if Int.random(in: 0..<4, using: &random) == 0 {
                    let id = DeliveryID(Int64.random(in: max(1, time - 12)...time, using: &random))
                    do {
                        try ledger.revert(id, at: moment(time))
                        try whole.revert(id, at: moment(time))
                    } catch RevertRefusal.settled, RevertRefusal.unknown {}
                    for store in [ledger, whole] as [any LedgerStore] { try store.release() }
                }
                if time % 9 == 0 {
                    forgotten += try ledger.forgetDeliveries(finishedBefore: moment(time - 8))
                }
                #expect(try ledger.storedPeriods(dataset: trialSet) == whole.storedPeriods(dataset: trialSet))
                for year in 2019...2020 {
                    #expect(try ledger.stored(year) == whole.stored(year))
                    let period = Period(year: year)
                    #expect(
                        try ledger.keptModel(dataset: trialSet, period: period)
                            == whole.keptModel(dataset: trialSet, period: period)
                    )
                    #expect(
                        try ledger.releasedForms(dataset: trialSet, period: period)
                            == whole.releasedForms(dataset: trialSet, period: period)
                    )
                }
            }
            let count = try numbers(ledger).count
            #expect(forgotten > 20 && count == 80 - forgotten, "\(forgotten) forgotten, \(count) there")
            if let sqlite = ledger as? SQLiteLedger { #expect(try sqlite.flaws().isEmpty) }
        }
    }

    @Test func `is releases that nobody has, but for the last and what tells that a period had no account`()
        throws
    {
        try LedgerKind.sqlite.withLedger { ledger in
            for time in 1...6 as ClosedRange<Int64> {
                try finished(ledger, .correction, year(time == 1 ? 2018 : 2019, ["A": time]), at: time)
            }
            try ledger.forgetReleases(dataset: trialSet, before: 5, madeBefore: moment(1_000_004))
            // The first alone tells of 2018; of 2019 the others do.
            #expect(try ledger.releases(dataset: trialSet, limit: 9).map(\.number) == [6, 5, 4, 1])
            #expect(try ledger.unaccountedPeriods(dataset: trialSet) == ["2018", "2019"])
            try ledger.forgetReleases(dataset: trialSet, before: 50, madeBefore: moment(2_000_000))
            #expect(try ledger.releases(dataset: trialSet, limit: 9).map(\.number) == [6, 1])
            #expect(try ledger.nextReleaseNumber(dataset: trialSet) == 7)
        }
    }
}
