import Foundation
import Ledger
import Statistics
import TestSupport
import Testing
import Workflow

@Suite struct `any sequence of deliveries` {
    @Test(arguments: 0..<250)
    func `leaves every ledger with what playing it plainly leaves, also after reopening`(seed: UInt64) throws
    {
        try withLedgerPath { path in
            var trial = try LedgerTrial(seed: seed, path: path)
            for number in 1...40 {
                try trial.step()
                try trial.compareHeld()
                if number.isMultiple(of: 8) { try trial.compareLists() }
            }
        }
    }
}

/// Does the same at random to a ledger in memory, one in SQLite and the naive model.
private struct LedgerTrial {
    private var path: String
    private var crashes = 0
    private var random: SplitMix64
    private let memory = MemoryLedger()
    private var sqlite: any LedgerStore
    private var models: [String: NaiveModel] = ["one": NaiveModel(), "two": NaiveModel()]
    /// Releases that were begun, with the number of pending events that they saw.
    private var begun: [String: (memory: PendingRelease, sqlite: PendingRelease, events: Int)] = [:]
    private var claims = 0

    init(seed: UInt64, path: String) throws {
        self.path = path
        random = SplitMix64(seed: seed)
        sqlite = try SQLiteLedger(path: path)
    }

    private mutating func chance(_ percent: Int) -> Bool { Int.random(in: 0..<100, using: &random) < percent }
    private mutating func pick<Element>(_ elements: [Element]) -> Element {
        elements.randomElement(using: &random)!
    }

    mutating func step() throws {
        switch Int.random(in: 0..<21, using: &random) {
        case 0..<9: try deliver()
        case 9..<14: try revert()
        case 14: try begin()
        case 15, 16: try record()
        case 17: try request()
        case 18: try finish()
        case 19: sqlite = try SQLiteLedger(path: path)
        default: try crash()
        }
    }

    /// Goes on with a copy of the files as they are, which is what a power cut leaves.
    private mutating func crash() throws {
        crashes += 1
        let copy = path + "\(crashes)"
        for suffix in ["", "-wal"] {
            try FileManager.default.copyItem(atPath: path + suffix, toPath: copy + suffix)
        }
        path = copy
        sqlite = try SQLiteLedger(path: copy)
    }

    private mutating func deliver() throws {
        let name = pick(["one", "one", "two"])
        let mode: DeliveryMode = chance(40) ? .year : .correction
        // Some spool names come again.
        if !chance(5) || claims == 0 { claims += 1 }
        let claim = Claim.trial("\(claims)", mode, dataset: name, edition: chance(90) ? "2021" : "2022")
        let given = try memory.claim(claim, at: moment(Int64(claims)))
        #expect(try sqlite.claim(claim, at: moment(Int64(claims))) == given)
        guard given.state == .claimed, given.claim == claim else { return }
        if chance(10) {
            try memory.reject(given.id, report: DeliveryReport())
            return try sqlite.reject(given.id, report: DeliveryReport())
        }
        // Mostly the form that is held, since corrections must keep it.
        let stored = models[name]!.play()
        let other = pick(["joint", "joint", "published"])
        var years = [2019, 2020, 2021].filter { _ in chance(50) }
        if years.isEmpty { years = [2019] }
        let holdings = years.map { number -> PeriodHoldings in
            let kept = stored[Period(year: number)]?.form ?? other
            let form = mode == .year && chance(30) ? other : chance(97) ? kept : other
            let counts = ["A", "B", "C", "D", "E"].filter { _ in chance(60) }
                .map { ($0, Int64.random(in: 0...2, using: &random)) }
            return year(
                number,
                Dictionary(uniqueKeysWithValues: counts),
                form: form,
                columns: form == "joint" ? [] : [1, 2] + (chance(20) ? [3] : []),
                status: chance(90) ? .definitive : .provisional
            )
        }
        let new = NaiveModel.Taken(delivery: given.id, mode: mode, edition: claim.edition, holdings: holdings)
        let changed = models[name]!.accept(new)
        let results = [memory as any LedgerStore, sqlite].map { ledger in
            Result { try ledger.accept(given.id, report: DeliveryReport(), holdings: holdings) }
        }
        for result in results {
            switch result {
            case .success(let delivery): #expect(delivery.report?.changedRegions == changed)
            case .failure(let error): #expect(changed == nil && error is LedgerConflict)
            }
        }
    }

    private mutating func revert() throws {
        let all = try memory.deliveries(dataset: nil, limit: .max)
        guard !all.isEmpty else { return }
        let delivery = pick(all)
        let expected: RevertRefusal?
        if delivery.outcome == .accepted {
            let misfits = models[delivery.claim.dataset]!.revert(delivery.id)
            expected = misfits.isEmpty ? nil : .standsUnder(misfits)
        } else {
            expected = .notAccepted
        }
        for ledger in [memory as any LedgerStore, sqlite] {
            do {
                try ledger.revert(delivery.id, at: moment(5))
                #expect(expected == nil)
            } catch let refusal as RevertRefusal {
                #expect(expected == refusal)
            }
        }
    }

    private mutating func begin() throws {
        let name = pick(["one", "two"])
        guard let inMemory = try memory.pendingRelease(dataset: name),
            let inSQLite = try sqlite.pendingRelease(dataset: name)
        else { return }
        begun[name] = (inMemory, inSQLite, models[name]!.pending.count)
    }

    private mutating func record() throws {
        let name = pick(["one", "two"])
        if begun[name] == nil { try begin() }
        guard let (inMemory, inSQLite, events) = begun.removeValue(forKey: name) else { return }
        try memory.recordRelease(ReleaseRecord(completing: inMemory), completing: inMemory)
        try sqlite.recordRelease(ReleaseRecord(completing: inSQLite), completing: inSQLite)
        models[name]!.pending.removeFirst(events)
        models[name]!.releases += 1
    }

    private mutating func request() throws {
        let name = pick(["one", "two"])
        try memory.requestRelease(dataset: name)
        try sqlite.requestRelease(dataset: name)
        models[name]!.pending.append(.init(delivery: nil, touched: [:]))
    }

    private mutating func finish() throws {
        guard let delivery = try memory.unfinishedDeliveries().randomElement(using: &random) else { return }
        try memory.finish(delivery.id, at: moment(9))
        try sqlite.finish(delivery.id, at: moment(9))
    }

    func compareLists() throws {
        #expect(
            try sqlite.deliveries(dataset: nil, limit: .max) == memory.deliveries(dataset: nil, limit: .max)
        )
        #expect(try sqlite.unfinishedDeliveries() == memory.unfinishedDeliveries())
        #expect(try sqlite.datasetsWithPendingRelease() == memory.datasetsWithPendingRelease())
        for name in models.keys {
            #expect(
                try sqlite.releases(dataset: name, limit: .max) == memory.releases(dataset: name, limit: .max)
            )
        }
    }

    func compareHeld() throws {
        for (name, model) in models {
            let played = model.play()
            for ledger in [memory as any LedgerStore, sqlite] {
                try compare(ledger, name, model, played)
            }
        }
    }

    private func compare(
        _ ledger: any LedgerStore,
        _ name: String,
        _ model: NaiveModel,
        _ played: [Period: NaiveModel.Played]
    ) throws {
        let periods = try ledger.storedPeriods(dataset: name)
        #expect(periods.map(\.period) == played.keys.sorted())
        for period in periods {
            let expected = try #require(played[period.period])
            #expect(period.form == expected.form)
            #expect(period.status == expected.status)
            #expect(period.edition == expected.edition)
            #expect(period.columns == expected.columns.sorted())
            let sources = Set(expected.tallies.values.compactMap(\.delivery))
            #expect(period.deliveries == expected.deliveries.filter(sources.contains))
            #expect(expected.forms.allSatisfy { $0 == expected.form })
        }
        for number in [2019, 2020, 2021] {
            let period = Period(year: number)
            #expect(
                try ledger.releasedForms(dataset: name, period: period)
                    == memory.releasedForms(dataset: name, period: period)
            )
            var tallies: [RegionCode: StoredTally] = [:]
            try ledger.forEachTally(dataset: name, period: period, regions: nil) { tallies[$0.region] = $0 }
            #expect(tallies == played[period]?.tallies ?? [:])
        }
        let pending = try ledger.pendingRelease(dataset: name)
        #expect((pending == nil) == model.pending.isEmpty)
        guard let pending else { return }
        #expect(pending.touched == model.touched())
        #expect(pending.deliveries == Set(model.pending.compactMap(\.delivery)).sorted())
        #expect(pending.base == (model.releases == 0 ? nil : model.releases))
    }
}
