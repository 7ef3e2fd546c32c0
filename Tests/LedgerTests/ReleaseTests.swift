import Ledger
import Statistics
import Testing
import Workflow

@Suite struct `releases` {
    @Test(arguments: LedgerKind.allCases)
    func `what is pending accumulates until a release`(kind: LedgerKind) throws {
        try kind.withLedger { ledger in
            let first = try ledger.take(.year, year(2019, ["A": 1, "B": 2]), year(2020, ["A": 1]))
            try ledger.release()
            #expect(try ledger.pendingRelease(dataset: trialSet) == nil)
            let second = try ledger.take(.correction, year(2019, ["A": 5]))
            let third = try ledger.take(.correction, year(2019, ["B": 6]), year(2020, ["A": 2]))
            try ledger.revert(second.id, at: moment(1))
            let pending = try #require(try ledger.pendingRelease(dataset: trialSet))
            #expect(pending.base == 1)
            #expect(pending.deliveries == [second.id, third.id])
            #expect(
                pending.touched == [
                    Period(year: 2019): regions("A", "B"), Period(year: 2020): regions("A"),
                ]
            )
            #expect(try ledger.delivery(first.id)?.state == .released)
        }
    }

    @Test(arguments: LedgerKind.allCases)
    func `a whole period stays whole whatever is touched besides`(kind: LedgerKind) throws {
        try kind.withLedger { ledger in
            try ledger.take(.year, year(2019, ["A": 1]))
            try ledger.take(.correction, year(2019, ["A": 2]))
            #expect(try ledger.touched(2019) == .all)
        }
    }

    @Test(arguments: LedgerKind.allCases)
    func `recording one clears only what its mark saw`(kind: LedgerKind) throws {
        try kind.withLedger { ledger in
            let first = try ledger.take(.year, year(2019, ["A": 1, "B": 1]))
            let pending = try #require(try ledger.pendingRelease(dataset: trialSet))
            let second = try ledger.take(.correction, year(2019, ["B": 2]))
            try ledger.recordRelease(ReleaseRecord(completing: pending), completing: pending)

            #expect(try ledger.delivery(first.id)?.state == .released)
            #expect(try ledger.delivery(first.id)?.release == 1)
            #expect(try ledger.delivery(second.id)?.state == .accepted)
            #expect(try ledger.delivery(second.id)?.release == nil)
            let rest = try #require(try ledger.pendingRelease(dataset: trialSet))
            #expect(rest.base == 1)
            #expect(rest.deliveries == [second.id])
            #expect(rest.touched == [Period(year: 2019): regions("B")])
        }
    }

    @Test(arguments: LedgerKind.allCases)
    func `recording the same again changes nothing`(kind: LedgerKind) throws {
        try kind.withLedger { ledger in
            try ledger.take(.year, year(2019, ["A": 1]))
            let pending = try #require(try ledger.pendingRelease(dataset: trialSet))
            let record = ReleaseRecord(completing: pending)
            try ledger.recordRelease(record, completing: pending)
            let second = try ledger.take(.correction, year(2019, ["A": 2]))
            try ledger.recordRelease(record, completing: pending)
            #expect(try ledger.releases(dataset: trialSet, limit: 9) == [record])
            #expect(try ledger.pendingRelease(dataset: trialSet)?.deliveries == [second.id])
        }
    }

    @Test(arguments: LedgerKind.allCases)
    func `numbers rise by one from one, and no other is taken`(kind: LedgerKind) throws {
        try kind.withLedger { ledger in
            for number in 1...3 {
                try ledger.take(.year, year(2019, ["A": Int64(number)]))
                #expect(try ledger.release()?.number == number)
            }
            try ledger.take(.year, year(2019, ["A": 9]))
            let pending = try #require(try ledger.pendingRelease(dataset: trialSet))
            var record = ReleaseRecord(completing: pending)
            for wrong in [3, 5, 0, -1] {
                record.number = wrong
                #expect(throws: LedgerConflict.releaseNumber(next: 4)) {
                    try ledger.recordRelease(record, completing: pending)
                }
            }
            #expect(try ledger.pendingRelease(dataset: trialSet) == pending)
            record.number = 4
            record.dataset = "other"
            #expect(throws: LedgerConflict.otherDataset("other")) {
                try ledger.recordRelease(record, completing: pending)
            }
        }
    }

    @Test(arguments: LedgerKind.allCases)
    func `they are listed newest first as they were recorded`(kind: LedgerKind) throws {
        try kind.withLedger { ledger in
            var records: [ReleaseRecord] = []
            for count in 1...4 {
                let value = Int64(count)
                try ledger.take(.year, year(2019, ["A": value]))
                try ledger.take(.year, year(2020, ["A": value]))
                records.append(try #require(try ledger.release()))
            }
            #expect(records[2].deliveries.map(\.number) == [5, 6])
            #expect(try ledger.releases(dataset: trialSet, limit: 9) == records.reversed())
            #expect(try ledger.releases(dataset: trialSet, limit: 2) == [records[3], records[2]])
            #expect(try ledger.releases(dataset: trialSet, limit: 0).isEmpty)
        }
    }

    @Test(arguments: LedgerKind.allCases)
    func `one can be asked for, and touches every stored period`(kind: LedgerKind) throws {
        try kind.withLedger { ledger in
            try ledger.take(.year, year(2019, ["A": 1]), year(2020, ["A": 1]))
            try ledger.release()
            try ledger.requestRelease(dataset: trialSet)
            try ledger.requestRelease(dataset: trialSet)
            let pending = try #require(try ledger.pendingRelease(dataset: trialSet))
            #expect(pending.touched == [Period(year: 2019): .all, Period(year: 2020): .all])
            #expect(pending.deliveries.isEmpty)
            // Asked again after it was begun: another one is due.
            try ledger.requestRelease(dataset: trialSet)
            try ledger.recordRelease(ReleaseRecord(completing: pending), completing: pending)
            #expect(try ledger.datasetsWithPendingRelease() == [trialSet])
            try ledger.release()
            #expect(try ledger.datasetsWithPendingRelease().isEmpty)
        }
    }

    @Test(arguments: LedgerKind.allCases)
    func `a delivery taken back before any release is in none, and its receipt is due`(kind: LedgerKind)
        throws
    {
        try kind.withLedger { ledger in
            let first = try ledger.take(.year, year(2019, ["A": 1]))
            try ledger.revert(first.id, at: moment(1))
            #expect(try ledger.delivery(first.id)?.state == .accepted)
            let record = try #require(try ledger.release())
            #expect(record.deliveries == [first.id])
            #expect(try ledger.delivery(first.id)?.state == .released)
            #expect(try ledger.delivery(first.id)?.release == nil)
        }
    }

    @Test(arguments: LedgerKind.allCases)
    func `a delivery taken back while its release is made is in it`(kind: LedgerKind) throws {
        try kind.withLedger { ledger in
            let first = try ledger.take(.year, year(2019, ["A": 1]))
            let pending = try #require(try ledger.pendingRelease(dataset: trialSet))
            try ledger.revert(first.id, at: moment(1))
            try ledger.recordRelease(ReleaseRecord(completing: pending), completing: pending)
            #expect(try ledger.delivery(first.id)?.release == 1)
            let rest = try #require(try ledger.pendingRelease(dataset: trialSet))
            #expect(rest.deliveries == [first.id])
            #expect(rest.touched == [Period(year: 2019): .all])
        }
    }

    @Test(arguments: LedgerKind.allCases)
    func `that were forgotten are recorded as they stand, with gaps between their numbers`(kind: LedgerKind)
        throws
    {
        try kind.withLedger { ledger in
            try ledger.take(.year, year(2019, ["A": 1]))
            try ledger.release()
            func forgotten(_ number: Int, _ base: Int) -> ReleaseRecord {
                ReleaseRecord(
                    dataset: trialSet,
                    number: number,
                    base: base,
                    time: moment(9),
                    extractsHash: "",
                    deliveries: [],
                    changedRows: ["2019": 1]
                )
            }
            try ledger.recordForgotten([forgotten(4, 1), forgotten(900_000_000, 4)])
            #expect(try ledger.releases(dataset: trialSet, limit: 9).map(\.number) == [900_000_000, 4, 1])
            #expect(try ledger.release(dataset: trialSet, number: 4) == forgotten(4, 1))
            #expect(try ledger.release(dataset: trialSet, number: 3) == nil)
            #expect(try ledger.nextReleaseNumber(dataset: trialSet) == 900_000_001)
            #expect(try ledger.unaccountedPeriods(dataset: trialSet) == ["2019"])
            #expect(throws: LedgerConflict.self) { try ledger.recordForgotten([forgotten(5, 4)]) }
            // One that waited in the copy may be out by now.
            try ledger.take(.correction, year(2019, ["A": 2]))
            let pending = try #require(try ledger.pendingRelease(dataset: trialSet))
            var waits = ReleaseRecord(completing: pending)
            waits.number = 900_000_001
            try ledger.recordWaiting(
                WaitingRelease(release: waits, mark: pending.mark, reasons: []),
                of: pending
            )
            try ledger.recordForgotten([forgotten(900_000_001, 4)])
            #expect(try ledger.waitingRelease(dataset: trialSet) == nil)
        }
    }

    @Test(arguments: LedgerKind.allCases, [WaitingRelease.State.superseded, .rejected])
    func `that were forgotten leave what was decided about their number`(
        kind: LedgerKind,
        state: WaitingRelease.State
    ) throws {
        try kind.withLedger { ledger in
            try ledger.take(.year, year(2019, ["A": 1]))
            let pending = try #require(try ledger.pendingRelease(dataset: trialSet))
            let record = ReleaseRecord(completing: pending)
            try ledger.recordWaiting(
                WaitingRelease(release: record, mark: pending.mark, reasons: []),
                of: pending
            )
            let decision = ReleaseDecision(person: Person(name: "anna"), time: moment(5))
            _ = try ledger.settleWaiting(dataset: trialSet, number: 1, as: state, by: decision)
            // What stands on the disk may have been read, so it counts as out.
            try ledger.recordForgotten([record])
            #expect(try ledger.release(dataset: trialSet, number: 1) == record)
            let waited = try ledger.waitingRelease(dataset: trialSet, number: 1)
            #expect(waited?.state == state && waited?.decision == decision)
            #expect(try ledger.waitingRelease(dataset: trialSet) == nil)
        }
    }

    @Test(arguments: LedgerKind.allCases)
    func `find the first delivery of a drop that brought a period, and the last of a drop`(kind: LedgerKind)
        throws
    {
        try kind.withLedger { ledger in
            let first = try ledger.take(.year, year(2019, ["A": 1]))
            let second = try ledger.take(.year, year(2019, ["A": 2]))
            let third = try ledger.take(.correction, year(2020, ["A": 2]))
            func found(_ year: Int, _ mode: DeliveryMode = .year, drop: String = "drop") throws -> DeliveryID?
            {
                try ledger.firstDelivery(of: Period(year: year), drop: drop, dataset: trialSet, mode: mode)?
                    .id
            }
            #expect(try found(2019) == first.id)
            #expect(try found(2020) == nil && found(2020, .correction) == third.id)
            #expect(try found(2019, drop: "other") == nil && found(2021) == nil)
            try ledger.revert(first.id, at: moment(9))
            #expect(try found(2019) == second.id)
            #expect(try ledger.lastDelivery(drop: "drop")?.id == third.id)
            #expect(try ledger.lastDelivery(drop: "other") == nil)
        }
    }
}
