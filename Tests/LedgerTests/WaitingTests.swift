import GRDB
import Ledger
import Statistics
import Testing
import Workflow

@Suite struct `a release that waits` {
    private func waiting(_ number: Int, _ pending: PendingRelease) -> WaitingRelease {
        var record = ReleaseRecord(completing: pending)
        record.number = number
        return WaitingRelease(release: record, mark: pending.mark, reasons: ["always", "limit Score 7"])
    }

    private let decision = ReleaseDecision(
        person: Person(name: "anna", user: 1001),
        time: moment(5),
        publishAt: moment(9),
        stated: "2026-12-01T09:30 Europe/Amsterdam"
    )

    @Test(arguments: LedgerKind.allCases)
    func `leaves its deliveries in no release, and its changes pending`(kind: LedgerKind) throws {
        try kind.withLedger { ledger in
            let first = try ledger.take(.year, year(2019, ["A": 1]))
            let pending = try #require(try ledger.pendingRelease(dataset: trialSet))
            let waits = waiting(1, pending)
            try ledger.recordWaiting(waits, of: pending)
            try ledger.recordWaiting(waits, of: pending)
            #expect(try ledger.waitingRelease(dataset: trialSet) == waits)
            #expect(try ledger.releases(dataset: trialSet, limit: 9).isEmpty)
            #expect(try ledger.delivery(first.id)?.state == .released)
            #expect(try ledger.delivery(first.id)?.release == nil)
            #expect(try ledger.pendingRelease(dataset: trialSet) == pending)
            #expect(try ledger.nextReleaseNumber(dataset: trialSet) == 2)
        }
    }

    @Test(arguments: LedgerKind.allCases)
    func `is recorded once it is approved, with what it was built from and no more`(kind: LedgerKind) throws {
        try kind.withLedger { ledger in
            let first = try ledger.take(.year, year(2019, ["A": 1, "B": 1]))
            let pending = try #require(try ledger.pendingRelease(dataset: trialSet))
            try ledger.recordWaiting(waiting(1, pending), of: pending)
            let second = try ledger.take(.correction, year(2019, ["B": 2]))
            #expect(
                try ledger.settleWaiting(dataset: trialSet, number: 1, as: .approved, by: decision)
            )
            let approved = try #require(try ledger.waitingRelease(dataset: trialSet))
            #expect(approved.state == .approved && approved.decision == decision)

            var done = pending
            done.touched = [:]
            try ledger.recordRelease(approved.release, completing: done)
            #expect(try ledger.waitingRelease(dataset: trialSet) == nil)
            #expect(try ledger.waitingRelease(dataset: trialSet, number: 1)?.state == .published)
            #expect(try ledger.waitingRelease(dataset: trialSet, number: 1)?.decision == decision)
            #expect(try ledger.delivery(first.id)?.release == 1)
            #expect(try ledger.delivery(second.id)?.release == nil)
            #expect(try ledger.pendingRelease(dataset: trialSet)?.deliveries == [second.id])
            #expect(try !ledger.settleWaiting(dataset: trialSet, number: 1, as: .rejected, by: nil))
        }
    }

    @Test(arguments: LedgerKind.allCases, [WaitingRelease.State.superseded, .rejected])
    func `that is never published says nothing, and its number is not given again`(
        kind: LedgerKind,
        state: WaitingRelease.State
    ) throws {
        try kind.withLedger { ledger in
            let period = Period(year: 2019)
            let change = VersionChange(period: period, region: RegionCode("A"), bytes: [1])
            try ledger.take(.year, year(2019, ["A": 1]))
            try ledger.planVersions([change], dataset: trialSet, release: 1)
            try ledger.release()
            try ledger.take(.correction, year(2019, ["A": 2]))
            let pending = try #require(try ledger.pendingRelease(dataset: trialSet))
            try ledger.planVersions(
                [VersionChange(period: period, region: RegionCode("A"), bytes: [2])],
                dataset: trialSet,
                release: 2
            )
            try ledger.recordWaiting(waiting(2, pending), of: pending)
            #expect(try ledger.settleWaiting(dataset: trialSet, number: 2, as: state, by: nil))
            // Neither can it be recorded as published any more.
            var never = ReleaseRecord(completing: pending)
            never.number = 2
            #expect(throws: LedgerConflict.releaseNumber(next: 3)) {
                try ledger.recordRelease(never, completing: pending)
            }
            #expect(try !ledger.settleWaiting(dataset: trialSet, number: 2, as: .approved, by: decision))
            let told = try ledger.versions(dataset: trialSet, period: period, regions: nil, before: 9)
            #expect(told.map(\.bytes) == [[1]] && told[0].until == nil)

            #expect(try ledger.nextReleaseNumber(dataset: trialSet) == 3)
            var next = ReleaseRecord(completing: pending)
            next.number = 3
            try ledger.recordRelease(next, completing: pending)
            #expect(try ledger.releases(dataset: trialSet, limit: 9).map(\.number) == [3, 1])
            #expect(try ledger.releases(dataset: trialSet, limit: 9)[0].base == 1)
        }
    }

    @Test func `leaves no list of deliveries behind for each that took its place`() throws {
        try withLedgerPath { path in
            let ledger = try SQLiteLedger(path: path)
            for number in 1...30 {
                try ledger.take(.correction, year(2019, ["A": Int64(number)]))
                let pending = try #require(try ledger.pendingRelease(dataset: trialSet))
                if number > 1 {
                    let state: WaitingRelease.State = number == 9 ? .rejected : .superseded
                    #expect(
                        try ledger.settleWaiting(
                            dataset: trialSet,
                            number: number - 1,
                            as: state,
                            by: decision
                        )
                    )
                }
                try ledger.recordWaiting(waiting(number, pending), of: pending)
            }
            #expect(try ledger.waitingRelease(dataset: trialSet)?.release.deliveries.count == 30)
            let rows = try DatabaseQueue(path: path).read { db in
                try Row.fetchAll(
                    db,
                    sql: "SELECT number, length(deliveries) AS size, person FROM waiting ORDER BY number"
                )
            }
            #expect(rows.map { $0["number"] as Int } == [8, 30])
            #expect(rows[0]["size"] as Int == 0 && rows[0]["person"] as String == "anna")
        }
    }

    @Test(arguments: LedgerKind.allCases)
    func `is the only one that is open`(kind: LedgerKind) throws {
        try kind.withLedger { ledger in
            try ledger.take(.year, year(2019, ["A": 1]))
            let pending = try #require(try ledger.pendingRelease(dataset: trialSet))
            try ledger.recordWaiting(waiting(1, pending), of: pending)
            #expect(throws: LedgerConflict.openRelease(1)) {
                try ledger.recordWaiting(waiting(2, pending), of: pending)
            }
            _ = try ledger.settleWaiting(dataset: trialSet, number: 1, as: .approved, by: decision)
            #expect(throws: LedgerConflict.openRelease(1)) {
                try ledger.recordWaiting(waiting(2, pending), of: pending)
            }
            _ = try ledger.settleWaiting(dataset: trialSet, number: 1, as: .superseded, by: nil)
            try ledger.recordWaiting(waiting(2, pending), of: pending)
            // The next holds all that it held; its number is not given again.
            #expect(try ledger.waitingRelease(dataset: trialSet, number: 1) == nil)
            #expect(try ledger.waitingRelease(dataset: trialSet, number: 2)?.state == .waiting)
            #expect(try ledger.nextReleaseNumber(dataset: trialSet) == 3)
            #expect(throws: LedgerConflict.releaseNumber(next: 3)) {
                try ledger.recordRelease(waiting(1, pending).release, completing: pending)
            }
            #expect(try ledger.waitingRelease(dataset: trialSet, number: 3) == nil)
        }
    }

    @Test(arguments: LedgerKind.allCases)
    func `keeps its number and who rejected it, whatever comes after`(kind: LedgerKind) throws {
        try kind.withLedger { ledger in
            try ledger.take(.year, year(2019, ["A": 1]))
            let pending = try #require(try ledger.pendingRelease(dataset: trialSet))
            try ledger.recordWaiting(waiting(1, pending), of: pending)
            #expect(throws: LedgerConflict.openRelease(1)) {
                try ledger.reserveNumbers(dataset: trialSet, through: 9, at: moment(8))
            }
            _ = try ledger.settleWaiting(dataset: trialSet, number: 1, as: .rejected, by: decision)
            // Of a copy of the ledger, after which others waited.
            try ledger.reserveNumbers(dataset: trialSet, through: 900_000_000, at: moment(8))
            try ledger.reserveNumbers(dataset: trialSet, through: 7, at: moment(8))
            #expect(try ledger.nextReleaseNumber(dataset: trialSet) == 900_000_001)
            #expect(try ledger.waitingRelease(dataset: trialSet)?.state == .superseded)
            let rejected = try ledger.waitingRelease(dataset: trialSet, number: 1)
            #expect(rejected?.state == .rejected && rejected?.decision == decision)
            #expect(rejected?.release.deliveries == [] && rejected?.release.changedRows == [:])
            #expect(throws: LedgerConflict.releaseNumber(next: 900_000_001)) {
                try ledger.recordWaiting(waiting(7, pending), of: pending)
            }
            try ledger.recordWaiting(waiting(900_000_001, pending), of: pending)
            #expect(try ledger.waitingRelease(dataset: trialSet, number: 900_000_000) == nil)
            #expect(try ledger.nextReleaseNumber(dataset: trialSet) == 900_000_002)
        }
    }

    @Test(arguments: LedgerKind.allCases)
    func `leaves receipts to be written anew whenever what they say changes`(kind: LedgerKind) throws {
        try kind.withLedger { ledger in
            func due() throws -> [DeliveryID] { try ledger.outdatedReceipts(dataset: trialSet) }
            func told() throws { for id in try due() { try ledger.setReceiptWritten(id) } }
            let first = try ledger.take(.year, year(2019, ["A": 1])).id
            var pending = try #require(try ledger.pendingRelease(dataset: trialSet))
            try ledger.recordWaiting(waiting(1, pending), of: pending)
            // Its receipt is being written, and says that it waits.
            #expect(try due().isEmpty)
            try ledger.finish(first, at: moment(7))
            #expect(try due().isEmpty)

            // It waits still, with what came after.
            let second = try ledger.take(.correction, year(2019, ["A": 2])).id
            _ = try ledger.settleWaiting(dataset: trialSet, number: 1, as: .superseded, by: nil)
            pending = try #require(try ledger.pendingRelease(dataset: trialSet))
            try ledger.recordWaiting(waiting(2, pending), of: pending)
            try ledger.finish(second, at: moment(8))
            #expect(try due().isEmpty)
            _ = try ledger.settleWaiting(dataset: trialSet, number: 2, as: .rejected, by: decision)
            #expect(try due() == [first, second])
            try told()

            // What was rejected begins to wait again; and what is held back waits no more.
            try ledger.requestRelease(dataset: trialSet)
            pending = try #require(try ledger.pendingRelease(dataset: trialSet))
            try ledger.recordWaiting(waiting(3, pending), of: pending)
            #expect(try due() == [first, second])
            try told()
            _ = try ledger.settleWaiting(dataset: trialSet, number: 3, as: .superseded, by: nil)
            try ledger.holdBack(pending, at: moment(9))
            #expect(try due() == [first, second])
            try told()
            try ledger.holdBack(pending, at: moment(10))
            #expect(try due().isEmpty)

            // One that took its place is published without waiting.
            var record = ReleaseRecord(completing: pending)
            record.number = 4
            try ledger.recordRelease(record, completing: pending)
            #expect(try due() == [first, second])
            try ledger.setReceiptWritten(first)
            #expect(try due() == [second])
        }
    }

    @Test(arguments: LedgerKind.allCases)
    func `is told of by receipts also where they are written meanwhile`(kind: LedgerKind) throws {
        try kind.withLedger { ledger in
            let id = try ledger.take(.year, year(2019, ["A": 1])).id
            let pending = try #require(try ledger.pendingRelease(dataset: trialSet))
            try ledger.recordWaiting(waiting(1, pending), of: pending)
            // Published between the writing of the receipt and the note that it is written.
            try ledger.recordRelease(waiting(1, pending).release, completing: pending)
            #expect(try ledger.outdatedReceipts(dataset: trialSet).isEmpty)
            try ledger.finish(id, at: moment(7))
            #expect(try ledger.outdatedReceipts(dataset: trialSet) == [id])
        }
    }

    @Test(arguments: LedgerKind.allCases)
    func `is decided about by requests that say who and when`(kind: LedgerKind) throws {
        try kind.withLedger { ledger in
            let approve = ControlRequest.approve(dataset: trialSet, release: 4, decision)
            let reject = ControlRequest.reject(
                dataset: trialSet,
                release: 5,
                ReleaseDecision(person: Person(name: "bert"), time: moment(6))
            )
            _ = try ledger.request(approve, at: moment(5))
            _ = try ledger.request(reject, at: moment(6))
            #expect(try ledger.openRequests().map(\.1) == [approve, reject])
        }
    }

    @Test(arguments: LedgerKind.allCases)
    func `is of files whose owners are known`(kind: LedgerKind) throws {
        try kind.withLedger { ledger in
            var claim = Claim.trial("a.csv")
            claim.owner = 4_000_000_000
            let delivery = try ledger.claim(claim, at: moment(1))
            #expect(try ledger.delivery(delivery.id)?.claim.owner == 4_000_000_000)
        }
    }
}
