import Ledger
import Statistics
import Testing
import Workflow

@Suite struct `what releases say` {
    private let period = Period(year: 2019)

    private func change(_ region: String, _ byte: UInt8?) -> VersionChange {
        VersionChange(period: period, region: RegionCode(region), bytes: byte.map { [$0] })
    }

    private func told(_ ledger: any LedgerStore, before number: Int) throws -> [String] {
        try ledger.versions(dataset: trialSet, period: period, regions: nil, before: number).map {
            "\($0.region) \($0.bytes) \($0.first)-\($0.until.map(String.init) ?? "")"
        }
    }

    @Test(arguments: LedgerKind.allCases)
    func `is kept for good, with the releases that say it`(kind: LedgerKind) throws {
        try kind.withLedger { ledger in
            try ledger.planVersions(
                [change("A", 1), change("B", 2), change("C", 3)],
                dataset: trialSet,
                release: 1
            )
            try ledger.planVersions([change("A", 4), change("C", nil)], dataset: trialSet, release: 2)
            #expect(try told(ledger, before: 2) == ["A [1] 1-", "B [2] 1-", "C [3] 1-"])
            #expect(try told(ledger, before: 3) == ["A [1] 1-2", "A [4] 2-", "B [2] 1-", "C [3] 1-2"])
            let some = try ledger.versions(
                dataset: trialSet,
                period: period,
                regions: [RegionCode("B")],
                before: 3
            )
            #expect(some.map(\.bytes) == [[2]])
            #expect(
                try ledger.plannedVersions(dataset: trialSet, period: period, release: 2)
                    == [change("A", 4), change("C", nil)]
            )
        }
    }

    @Test(arguments: LedgerKind.allCases)
    func `is forgotten where it is replaced, if only the last counts of its period`(kind: LedgerKind) throws {
        try kind.withLedger { ledger in
            #expect(try ledger.someVersions(dataset: trialSet).isEmpty)
            try ledger.planVersions([change("A", 1), change("B", 2)], dataset: trialSet, release: 1)
            try ledger.planVersions([change("A", 3)], dataset: trialSet, release: 2)
            try ledger.planVersions([change("A", 4), change("B", nil)], dataset: trialSet, release: 3)
            try ledger.forgetVersions(dataset: "another", period: period, until: 3)
            try ledger.forgetVersions(dataset: trialSet, period: Period(year: 2001), until: 3)
            try ledger.forgetVersions(dataset: trialSet, period: period, until: 2)
            #expect(try told(ledger, before: 4) == ["A [3] 2-3", "A [4] 3-", "B [2] 1-3"])
            try ledger.forgetVersions(dataset: trialSet, period: period, until: 3)
            #expect(try told(ledger, before: 4) == ["A [4] 3-"])
            #expect(try ledger.someVersions(dataset: trialSet) == [period: [4]])
            #expect(try ledger.someVersions(dataset: "another").isEmpty)
        }
    }

    @Test(arguments: LedgerKind.allCases)
    func `is made with a key that is known again`(kind: LedgerKind) throws {
        try kind.withLedger { ledger in
            #expect(try ledger.keyMark() == nil)
            try ledger.setKeyMark([1, 2])
            try ledger.setKeyMark([3, 4])
            #expect(try ledger.keyMark() == [3, 4])
        }
    }

    @Test(arguments: LedgerKind.allCases)
    func `is noted anew as often as a release is tried`(kind: LedgerKind) throws {
        try kind.withLedger { ledger in
            try ledger.planVersions([change("A", 1), change("B", 2)], dataset: trialSet, release: 1)
            try ledger.planVersions([change("A", 3), change("B", nil)], dataset: trialSet, release: 2)
            try ledger.planVersions([change("B", 5)], dataset: trialSet, release: 2)
            #expect(try told(ledger, before: 3) == ["A [1] 1-", "B [2] 1-2", "B [5] 2-"])
        }
    }

    @Test(arguments: LedgerKind.allCases)
    func `is told of a release that was held back, until one is made`(kind: LedgerKind) throws {
        try kind.withLedger { ledger in
            let delivery = try ledger.take(.year, year(2019, ["A": 1]))
            let pending = try #require(try ledger.pendingRelease(dataset: trialSet))
            try ledger.holdBack(pending, at: moment(5))
            #expect(try ledger.heldBack(dataset: trialSet) == moment(5))
            var stored = try #require(try ledger.delivery(delivery.id))
            #expect(stored.state == .released && stored.release == nil)
            try ledger.finish(delivery.id, at: moment(6))
            #expect(try ledger.pendingRelease(dataset: trialSet) == pending)
            try ledger.release()
            #expect(try ledger.heldBack(dataset: trialSet) == nil)
            stored = try #require(try ledger.delivery(delivery.id))
            #expect(stored.state == .finished && stored.release == 1)
        }
    }
}
