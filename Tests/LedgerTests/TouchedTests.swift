import Ledger
import Statistics
import Testing
import Workflow

@Suite struct `what counts as touched` {
    @Test(arguments: LedgerKind.allCases)
    func `a period that was not stored is touched as a whole`(kind: LedgerKind) throws {
        try kind.withLedger { ledger in
            for mode in DeliveryMode.allCases {
                let name = mode.rawValue
                let delivery = try ledger.take(mode, year(2019, ["A": 1, "B": 2]), dataset: name)
                #expect(try ledger.touched(2019, dataset: name) == .all)
                #expect(delivery.report?.changedRegions == 2)
            }
        }
    }

    @Test(arguments: LedgerKind.allCases)
    func `a correction touches what it changes, not what it repeats`(kind: LedgerKind) throws {
        try kind.withLedger { ledger in
            try ledger.take(.year, year(2019, ["A": 1, "B": 2, "C": 3]))
            try ledger.release()
            let delivery = try ledger.take(.correction, year(2019, ["A": 1, "B": 9, "D": 4]))
            #expect(try ledger.touched(2019) == regions("B", "D"))
            #expect(delivery.report?.changedRegions == 2)
        }
    }

    @Test(arguments: LedgerKind.allCases)
    func `a year touches what it changes, brings and drops`(kind: LedgerKind) throws {
        try kind.withLedger { ledger in
            try ledger.take(.year, year(2019, ["A": 1, "B": 2, "C": 3]))
            try ledger.release()
            let delivery = try ledger.take(.year, year(2019, ["A": 1, "B": 9, "D": 4]))
            #expect(try ledger.touched(2019) == regions("B", "C", "D"))
            #expect(delivery.report?.changedRegions == 3)
        }
    }

    @Test(arguments: LedgerKind.allCases, DeliveryMode.allCases)
    func `the same counts again touch nothing, but are due for a release`(
        kind: LedgerKind,
        mode: DeliveryMode
    ) throws {
        try kind.withLedger { ledger in
            try ledger.take(.year, year(2019, ["A": 1, "B": 2]))
            try ledger.release()
            let delivery = try ledger.take(mode, year(2019, ["A": 1, "B": 2]))
            let pending = try #require(try ledger.pendingRelease(dataset: trialSet))
            #expect(pending.touched.isEmpty)
            #expect(pending.deliveries == [delivery.id])
            #expect(delivery.report?.changedRegions == 0)
        }
    }

    @Test(arguments: LedgerKind.allCases)
    func `another form touches the whole period, and changes every region`(kind: LedgerKind) throws {
        try kind.withLedger { ledger in
            try ledger.take(.year, year(2019, ["A": 1, "B": 2]))
            try ledger.release()
            let delivery = try ledger.take(.year, year(2019, ["B": 2, "C": 3], form: "marginal"))
            #expect(try ledger.touched(2019) == .all)
            #expect(delivery.report?.changedRegions == 3)
        }
    }

    @Test(arguments: LedgerKind.allCases, DeliveryMode.allCases)
    func `another status, edition or set of columns touches the whole period, and changes what differs`(
        kind: LedgerKind,
        mode: DeliveryMode
    ) throws {
        try kind.withLedger { ledger in
            try ledger.take(.year, year(2019, ["A": 1, "B": 2], form: "published", columns: [1, 2]))
            try ledger.release()
            let again: [String: Int64] = ["A": 1, "B": 3]
            let other: [(PeriodHoldings, String)] = [
                (year(2019, again, form: "published", columns: [1, 2], status: .provisional), "2021"),
                (year(2019, again, form: "published", columns: [1, 2]), "2022"),
                (year(2019, again, form: "published", columns: [1, 2, 3]), "2021"),
            ]
            for (holding, edition) in other {
                let delivery = try ledger.take(mode, holding, edition: edition)
                #expect(try ledger.touched(2019) == .all)
                #expect(delivery.report?.changedRegions == 1)
                try ledger.release()
                try ledger.revert(delivery.id, at: moment(1))
                #expect(try ledger.touched(2019) == .all)
                try ledger.release()
            }
        }
    }

    @Test(arguments: LedgerKind.allCases)
    func `fewer or reordered columns of a correction are no other set`(kind: LedgerKind) throws {
        try kind.withLedger { ledger in
            try ledger.take(.year, year(2019, ["A": 1, "B": 2], form: "published", columns: [1, 2]))
            try ledger.release()
            try ledger.take(.correction, year(2019, ["A": 3], form: "published", columns: [2]))
            try ledger.take(.correction, year(2019, ["A": 4], form: "published", columns: [2, 1]))
            #expect(try ledger.touched(2019) == regions("A"))
        }
    }

    @Test(arguments: LedgerKind.allCases)
    func `changed regions are counted over all periods`(kind: LedgerKind) throws {
        try kind.withLedger { ledger in
            try ledger.take(.year, year(2019, ["A": 1, "B": 2]), year(2020, ["A": 1]))
            let delivery = try ledger.take(
                .year,
                year(2019, ["A": 2]),
                year(2020, ["A": 1]),
                year(2021, ["A": 1])
            )
            #expect(delivery.report?.changedRegions == 3)
            #expect(try ledger.delivery(delivery.id)?.report?.changedRegions == 3)
        }
    }

    @Test(arguments: LedgerKind.allCases)
    func `a year of no regions empties the period, which stays stored`(kind: LedgerKind) throws {
        try kind.withLedger { ledger in
            try ledger.take(.year, year(2019, ["A": 1]))
            try ledger.release()
            try ledger.take(.year, year(2019, [:]))
            #expect(try ledger.touched(2019) == regions("A"))
            #expect(try ledger.stored(2019).isEmpty)
            #expect(try ledger.period(2019) != nil)
        }
    }
}
