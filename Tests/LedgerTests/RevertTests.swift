import Ledger
import Statistics
import Testing
import Workflow

@Suite struct `taking a delivery back` {
    @Test(arguments: LedgerKind.allCases)
    func `a correction: what it replaced is stored again, what it brought is gone`(kind: LedgerKind) throws {
        try kind.withLedger { ledger in
            try ledger.take(.year, year(2019, ["A": 1, "B": 2, "C": 3]))
            let correction = try ledger.take(.correction, year(2019, ["B": 9, "C": 3, "D": 4]))
            try ledger.release()
            try ledger.revert(correction.id, at: moment(7))
            #expect(try ledger.stored(2019) == ["A": 1, "B": 2, "C": 3])
            #expect(try ledger.touched(2019) == regions("B", "D"))
            #expect(try ledger.period(2019)?.deliveries == [DeliveryID(1)])
            #expect(try ledger.delivery(correction.id)?.reverted == moment(7))
            #expect(try ledger.pendingRelease(dataset: trialSet)?.deliveries == [correction.id])
        }
    }

    @Test(arguments: LedgerKind.allCases)
    func `a year: what it replaced is stored again, with its corrections`(kind: LedgerKind) throws {
        try kind.withLedger { ledger in
            try ledger.take(.year, year(2019, ["A": 1, "B": 2]), year(2020, ["A": 5]))
            try ledger.take(.correction, year(2019, ["B": 3, "C": 4]))
            let second = try ledger.take(.year, year(2019, ["A": 1, "D": 8]), year(2021, ["A": 6]))
            try ledger.release()
            try ledger.revert(second.id, at: moment(7))
            #expect(try ledger.stored(2019) == ["A": 1, "B": 3, "C": 4])
            #expect(try ledger.period(2019)?.deliveries.map(\.number) == [1, 2])
            #expect(try ledger.touched(2019) == regions("B", "C", "D"))
            #expect(try ledger.touched(2020) == nil)
            #expect(try ledger.touched(2021) == .all)
            #expect(try ledger.storedPeriods(dataset: trialSet).map(\.period.year) == [2019, 2020])
        }
    }

    @Test(arguments: LedgerKind.allCases)
    func `a year under later corrections of its form leaves them standing`(kind: LedgerKind) throws {
        try kind.withLedger { ledger in
            try ledger.take(.year, year(2019, ["A": 1, "B": 2]))
            let second = try ledger.take(.year, year(2019, ["A": 5, "B": 6, "C": 7]))
            try ledger.take(.correction, year(2019, ["A": 9]))
            try ledger.release()
            try ledger.revert(second.id, at: moment(7))
            #expect(try ledger.stored(2019) == ["A": 9, "B": 2])
            #expect(try ledger.touched(2019) == regions("B", "C"))
            #expect(try ledger.period(2019)?.deliveries.map(\.number) == [1, 3])
        }
    }

    @Test(arguments: LedgerKind.allCases)
    func `the only year under corrections leaves what they brought`(kind: LedgerKind) throws {
        try kind.withLedger { ledger in
            let first = try ledger.take(.year, year(2019, ["A": 1, "B": 2]))
            try ledger.take(.correction, year(2019, ["B": 3]))
            try ledger.release()
            try ledger.revert(first.id, at: moment(7))
            #expect(try ledger.stored(2019) == ["B": 3])
            #expect(try ledger.touched(2019) == regions("A"))
        }
    }

    @Test(arguments: LedgerKind.allCases)
    func `a year under corrections in its own, other form is refused and names them`(kind: LedgerKind) throws
    {
        try kind.withLedger { ledger in
            try ledger.take(.year, year(2019, ["A": 1]), year(2020, ["A": 1]))
            let second = try ledger.take(
                .year,
                year(2019, ["A": 5], form: "marginal"),
                year(2020, ["A": 5], form: "marginal")
            )
            let late = try ledger.take(.correction, year(2020, ["A": 6], form: "marginal"))
            let early = try ledger.take(.correction, year(2019, ["A": 7], form: "marginal"))
            let both = RevertRefusal.standsUnder([late.id, early.id])
            #expect(throws: both) { try ledger.revert(second.id, at: moment(7)) }
            #expect(try ledger.delivery(second.id)?.reverted == nil)
            #expect(try ledger.stored(2019) == ["A": 7])
            #expect(try ledger.period(2019)?.form == "marginal")

            try ledger.revert(late.id, at: moment(8))
            #expect(throws: RevertRefusal.standsUnder([early.id])) {
                try ledger.revert(second.id, at: moment(9))
            }
            try ledger.revert(early.id, at: moment(10))
            try ledger.revert(second.id, at: moment(11))
            #expect(try ledger.stored(2019) == ["A": 1])
            #expect(try ledger.period(2019)?.form == "joint")
            #expect(try ledger.touched(2019) == .all)
        }
    }

    @Test(arguments: LedgerKind.allCases)
    func `a region that was corrected again later stays at the later`(kind: LedgerKind) throws {
        try kind.withLedger { ledger in
            try ledger.take(.year, year(2019, ["A": 1, "B": 1]))
            let first = try ledger.take(.correction, year(2019, ["A": 2, "B": 2]))
            try ledger.take(.correction, year(2019, ["A": 3]))
            try ledger.release()
            try ledger.revert(first.id, at: moment(7))
            #expect(try ledger.stored(2019) == ["A": 3, "B": 1])
            #expect(try ledger.touched(2019) == regions("B"))
        }
    }

    @Test(arguments: LedgerKind.allCases)
    func `a year under a later year changes nothing now, but what a second revert finds`(kind: LedgerKind)
        throws
    {
        try kind.withLedger { ledger in
            try ledger.take(.year, year(2019, ["A": 1]))
            let second = try ledger.take(.year, year(2019, ["A": 2]))
            let third = try ledger.take(.year, year(2019, ["A": 3]))
            try ledger.release()
            try ledger.revert(second.id, at: moment(7))
            #expect(try ledger.stored(2019) == ["A": 3])
            #expect(try ledger.pendingRelease(dataset: trialSet)?.touched.isEmpty == true)
            try ledger.revert(third.id, at: moment(8))
            #expect(try ledger.stored(2019) == ["A": 1])
        }
    }

    @Test(arguments: LedgerKind.allCases)
    func `everything: the period is no longer stored`(kind: LedgerKind) throws {
        try kind.withLedger { ledger in
            let first = try ledger.take(.year, year(2019, ["A": 1]))
            let second = try ledger.take(.correction, year(2019, ["B": 2]))
            try ledger.release()
            try ledger.revert(first.id, at: moment(7))
            try ledger.revert(second.id, at: moment(8))
            #expect(try ledger.storedPeriods(dataset: trialSet).isEmpty)
            #expect(try ledger.stored(2019).isEmpty)
            #expect(try ledger.touched(2019) == .all)
            try ledger.release()
            // The next correction may set another form.
            try ledger.take(.correction, year(2019, ["A": 1], form: "marginal"))
            #expect(try ledger.period(2019)?.form == "marginal")
        }
    }

    @Test(arguments: LedgerKind.allCases)
    func `twice is once`(kind: LedgerKind) throws {
        try kind.withLedger { ledger in
            let first = try ledger.take(.year, year(2019, ["A": 1]))
            try ledger.revert(first.id, at: moment(7))
            try ledger.release()
            try ledger.revert(first.id, at: moment(8))
            #expect(try ledger.delivery(first.id)?.reverted == moment(7))
            #expect(try ledger.pendingRelease(dataset: trialSet) == nil)
        }
    }

    @Test(arguments: LedgerKind.allCases)
    func `what was not accepted is refused`(kind: LedgerKind) throws {
        try kind.withLedger { ledger in
            let claimed = try ledger.claimNext().id
            let rejected = try ledger.claimNext().id
            try ledger.reject(rejected, report: DeliveryReport())
            for id in [claimed, rejected] {
                #expect(throws: RevertRefusal.notAccepted) { try ledger.revert(id, at: moment(1)) }
            }
        }
    }

    @Test(arguments: LedgerKind.allCases)
    func `a finished delivery stays finished`(kind: LedgerKind) throws {
        try kind.withLedger { ledger in
            let first = try ledger.take(.year, year(2019, ["A": 1]))
            try ledger.release()
            try ledger.finish(first.id, at: moment(5))
            try ledger.revert(first.id, at: moment(7))
            let delivery = try #require(try ledger.delivery(first.id))
            #expect(delivery.state == .finished)
            #expect(delivery.outcome == .accepted)
            #expect(delivery.release == 1)
            try ledger.release()
            #expect(try ledger.delivery(first.id)?.release == 1)
        }
    }
}
