import Ledger
import Statistics
import Testing
import Workflow

@Suite struct `what is stored` {
    @Test(arguments: LedgerKind.allCases)
    func `is nothing at first`(kind: LedgerKind) throws {
        try kind.withLedger { ledger in
            let periods = try ledger.storedPeriods(dataset: trialSet)
            #expect(periods.isEmpty)
            #expect(try ledger.stored(2019).isEmpty)
            #expect(try ledger.pendingRelease(dataset: trialSet) == nil)
            #expect(try ledger.datasetsWithPendingRelease().isEmpty)
            #expect(try ledger.releases(dataset: trialSet, limit: 9).isEmpty)
        }
    }

    @Test(arguments: LedgerKind.allCases)
    func `a year replaces every region of its periods, and no other period`(kind: LedgerKind) throws {
        try kind.withLedger { ledger in
            try ledger.take(.year, year(2019, ["A": 1, "B": 2]), year(2020, ["A": 3]))
            try ledger.take(.year, year(2019, ["B": 5, "C": 6]))
            #expect(try ledger.stored(2019) == ["B": 5, "C": 6])
            #expect(try ledger.stored(2020) == ["A": 3])
            #expect(try ledger.period(2019)?.deliveries.map(\.number) == [2])
            #expect(try ledger.period(2020)?.deliveries.map(\.number) == [1])
        }
    }

    @Test(arguments: LedgerKind.allCases)
    func `a correction replaces only its regions, and may add some`(kind: LedgerKind) throws {
        try kind.withLedger { ledger in
            try ledger.take(.year, year(2019, ["A": 1, "B": 2]))
            try ledger.take(.correction, year(2019, ["B": 5, "C": 6]))
            #expect(try ledger.stored(2019) == ["A": 1, "B": 5, "C": 6])
            #expect(try ledger.period(2019)?.deliveries.map(\.number) == [1, 2])
        }
    }

    @Test(arguments: LedgerKind.allCases)
    func `a delivery that later ones replaced altogether is no source of a period any more`(kind: LedgerKind)
        throws
    {
        try kind.withLedger { ledger in
            try ledger.take(.year, year(2019, ["A": 1, "B": 2], columns: [4]))
            let replaced = try ledger.take(.correction, year(2019, ["B": 5], columns: [7]))
            let last = try ledger.take(.correction, year(2019, ["B": 6], columns: [4]))
            #expect(try ledger.period(2019)?.deliveries == [DeliveryID(1), last.id])
            // It is in force all the same: its columns are those of the period, and it can come to be a source again.
            #expect(try ledger.period(2019)?.columns == [4, 7])
            try ledger.revert(last.id, at: moment(1))
            #expect(try ledger.period(2019)?.deliveries == [DeliveryID(1), replaced.id])
            #expect(try ledger.stored(2019) == ["A": 1, "B": 5])
        }
    }

    @Test(arguments: LedgerKind.allCases)
    func `the forms that releases ever told of a period are known, also after a revert`(kind: LedgerKind)
        throws
    {
        try kind.withLedger { ledger in
            let first = try ledger.take(.year, year(2019, ["A": 1]))
            #expect(try ledger.releasedForms(dataset: trialSet, period: Period(year: 2019)).isEmpty)
            try ledger.release()
            try ledger.revert(first.id, at: moment(1))
            try ledger.take(.year, year(2019, ["A": 1], form: "marginal"))
            #expect(try ledger.releasedForms(dataset: trialSet, period: Period(year: 2019)) == ["joint"])
            try ledger.release()
            #expect(
                try ledger.releasedForms(dataset: trialSet, period: Period(year: 2019)) == [
                    "joint", "marginal",
                ]
            )
            #expect(try ledger.releasedForms(dataset: trialSet, period: Period(year: 2020)).isEmpty)
        }
    }

    @Test(arguments: LedgerKind.allCases)
    func `a year replaces the corrections before it`(kind: LedgerKind) throws {
        try kind.withLedger { ledger in
            try ledger.take(.correction, year(2019, ["A": 1]))
            try ledger.take(.year, year(2019, ["B": 2]))
            #expect(try ledger.stored(2019) == ["B": 2])
            #expect(try ledger.period(2019)?.deliveries.map(\.number) == [2])
        }
    }

    @Test(arguments: LedgerKind.allCases)
    func `each tally names the delivery that brought it last`(kind: LedgerKind) throws {
        try kind.withLedger { ledger in
            try ledger.take(.year, year(2019, ["A": 1, "B": 2]))
            // The same tally again: nothing changed, but it is this delivery's now.
            try ledger.take(.correction, year(2019, ["B": 2]))
            var brought: [String: Int64] = [:]
            try ledger.forEachTally(dataset: trialSet, period: Period(year: 2019), regions: nil) {
                brought[$0.region.description] = $0.delivery?.number
            }
            #expect(brought == ["A": 1, "B": 2])
        }
    }

    @Test(arguments: LedgerKind.allCases)
    func `a region without households is stored, unlike one that was not delivered`(kind: LedgerKind) throws {
        try kind.withLedger { ledger in
            try ledger.take(.year, year(2019, ["A": 0, "B": 2]))
            #expect(try ledger.stored(2019) == ["A": 0, "B": 2])
            try ledger.release()
            try ledger.take(.year, year(2019, ["B": 2]))
            #expect(try ledger.touched(2019) == regions("A"))
        }
    }

    @Test(arguments: LedgerKind.allCases)
    func `named regions come once each, unknown ones not at all`(kind: LedgerKind) throws {
        try kind.withLedger { ledger in
            try ledger.take(.year, year(2019, ["A": 1, "B": 2, "C": 3]))
            #expect(try ledger.stored(2019, regions: ["C", "A", "C", "X"]) == ["A": 1, "C": 3])
            #expect(try ledger.stored(2019, regions: []).isEmpty)
            var calls = 0
            let codes = ["A", "A"].map(RegionCode.init(_:))
            try ledger.forEachTally(dataset: trialSet, period: Period(year: 2019), regions: codes) { _ in
                calls += 1
            }
            #expect(calls == 1)
        }
    }

    @Test(arguments: LedgerKind.allCases)
    func `very many named regions are found as well`(kind: LedgerKind) throws {
        let counts = Dictionary(uniqueKeysWithValues: (0..<9000).map { ("BU\($0)", Int64($0)) })
        try kind.withLedger { ledger in
            try ledger.take(.year, year(2019, counts))
            let wanted = (0..<6000).map { "BU\($0 * 2)" }
            let stored = try ledger.stored(2019, regions: wanted)
            #expect(stored.count == 4500)
            #expect(stored.allSatisfy { counts[$0.key] == $0.value })
        }
    }

    @Test(arguments: LedgerKind.allCases)
    func `an error of the one who asks ends the walk and comes through`(kind: LedgerKind) throws {
        struct Enough: Error {}
        try kind.withLedger { ledger in
            try ledger.take(.year, year(2019, ["A": 1, "B": 2]))
            var calls = 0
            #expect(throws: Enough.self) {
                try ledger.forEachTally(dataset: trialSet, period: Period(year: 2019), regions: nil) { _ in
                    calls += 1
                    throw Enough()
                }
            }
            #expect(calls == 1)
            #expect(try ledger.stored(2019).count == 2)
        }
    }

    @Test(arguments: LedgerKind.allCases)
    func `data sets are apart, also with the same periods and regions`(kind: LedgerKind) throws {
        try kind.withLedger { ledger in
            try ledger.take(.year, year(2019, ["A": 1]), dataset: "one")
            try ledger.take(.year, year(2019, ["A": 2]), dataset: "two")
            try ledger.take(.correction, year(2019, ["A": 3]), dataset: "two")
            #expect(try ledger.stored(2019, dataset: "one") == ["A": 1])
            #expect(try ledger.stored(2019, dataset: "two") == ["A": 3])
            #expect(try ledger.datasetsWithPendingRelease() == ["one", "two"])
            try ledger.release(dataset: "one")
            #expect(try ledger.datasetsWithPendingRelease() == ["two"])
            #expect(try ledger.releases(dataset: "two", limit: 9).isEmpty)
        }
    }

    @Test(arguments: LedgerKind.allCases)
    func `periods are listed in their order, quarters after their year`(kind: LedgerKind) throws {
        try kind.withLedger { ledger in
            var quarter = year(2019, ["A": 1])
            quarter.period = try #require(Period("2019KW02"))
            try ledger.take(.year, year(2021, ["A": 1]), quarter, year(2019, ["A": 1]), year(2020, ["A": 1]))
            let names = try ledger.storedPeriods(dataset: trialSet).map(\.period.name)
            #expect(names == ["2019", "2019KW02", "2020", "2021"])
        }
    }

    @Test(arguments: LedgerKind.allCases)
    func `a period has the status of the last delivery, and the columns of all that stand`(kind: LedgerKind)
        throws
    {
        try kind.withLedger { ledger in
            let form = "published"
            try ledger.take(.year, year(2019, ["A": 1], form: form, columns: [4, 1], status: .definitive))
            try ledger.take(
                .correction,
                year(2019, ["A": 2], form: form, columns: [1, 7], status: .provisional)
            )
            let both = try #require(try ledger.period(2019))
            #expect(both.columns == [1, 4, 7])
            #expect(both.status == .provisional)
            #expect(both.form == form)

            try ledger.revert(DeliveryID(2), at: moment(1))
            let first = try #require(try ledger.period(2019))
            #expect(first.columns == [1, 4])
            #expect(first.status == .definitive)

            try ledger.take(
                .year,
                year(2019, ["A": 2], form: form, columns: [9], status: .revisedProvisional)
            )
            let last = try #require(try ledger.period(2019))
            #expect(last.columns == [9])
            #expect(last.status == .revisedProvisional)
            #expect(last.deliveries == [DeliveryID(3)])
        }
    }

    @Test(arguments: LedgerKind.allCases)
    func `the order is that of acceptance, not that of numbers`(kind: LedgerKind) throws {
        try kind.withLedger { ledger in
            let early = try ledger.claimNext(.year).id
            let late = try ledger.claimNext(.correction).id
            let report = DeliveryReport()
            _ = try ledger.accept(late, report: report, holdings: [year(2019, ["A": 2, "B": 2])])
            _ = try ledger.accept(early, report: report, holdings: [year(2019, ["A": 1])])
            #expect(try ledger.stored(2019) == ["A": 1])
            #expect(try ledger.period(2019)?.deliveries == [early])
            try ledger.revert(early, at: moment(1))
            #expect(try ledger.stored(2019) == ["A": 2, "B": 2])
        }
    }

    @Test(arguments: LedgerKind.allCases)
    func `a correction in another form is refused whole`(kind: LedgerKind) throws {
        try kind.withLedger { ledger in
            try ledger.take(.year, year(2019, ["A": 1]))
            let id = try ledger.claimNext(.correction).id
            let holdings = [year(2018, ["A": 7], form: "marginal"), year(2019, ["A": 2], form: "marginal")]
            let conflict = LedgerConflict.otherForm(Period(year: 2019), stored: "joint")
            #expect(throws: conflict) {
                _ = try ledger.accept(id, report: DeliveryReport(), holdings: holdings)
            }
            #expect(try ledger.delivery(id)?.state == .claimed)
            #expect(try ledger.stored(2018).isEmpty)
            #expect(try ledger.stored(2019) == ["A": 1])
            #expect(try ledger.pendingRelease(dataset: trialSet)?.deliveries == [DeliveryID(1)])
        }
    }

    @Test(arguments: LedgerKind.allCases)
    func `a year may change the form, and the first correction sets it`(kind: LedgerKind) throws {
        try kind.withLedger { ledger in
            try ledger.take(.correction, year(2019, ["A": 1], form: "marginal"))
            #expect(try ledger.period(2019)?.form == "marginal")
            try ledger.take(.year, year(2019, ["A": 1], form: "joint"))
            #expect(try ledger.period(2019)?.form == "joint")
            try ledger.take(.correction, year(2019, ["B": 1], form: "joint"))
            #expect(try ledger.stored(2019) == ["A": 1, "B": 1])
        }
    }

    @Test(arguments: LedgerKind.allCases)
    func `a period or region twice in one delivery is refused`(kind: LedgerKind) throws {
        try kind.withLedger { ledger in
            let id = try ledger.claimNext().id
            var twice = year(2019, ["A": 1])
            twice.tallies += twice.tallies
            let conflict = LedgerConflict.repeated(Period(year: 2019))
            for holdings in [[twice], [year(2019, ["A": 1]), year(2019, ["B": 1])]] {
                #expect(throws: conflict) {
                    _ = try ledger.accept(id, report: DeliveryReport(), holdings: holdings)
                }
            }
            #expect(try ledger.delivery(id)?.state == .claimed)
        }
    }

    @Test(arguments: LedgerKind.allCases)
    func `any value of a tally comes back`(kind: LedgerKind) throws {
        let tally = Tally([
            (rank: 0, value: .number(-Value.limit)), (rank: 3, value: .missing(.unknown)),
            (rank: 349, value: .number(Value.limit)), (rank: 350, value: .missing(.blank)),
        ])
        var holding = year(2019, [:])
        holding.tallies = [
            StoredTally(region: RegionCode("BU00000000"), tally: tally),
            StoredTally(region: RegionCode("é'\";--"), tally: .empty),
        ]
        try kind.withLedger { ledger in
            try ledger.take(.year, holding)
            var stored: [RegionCode: Tally] = [:]
            try ledger.forEachTally(dataset: trialSet, period: holding.period, regions: nil) {
                stored[$0.region] = $0.tally
            }
            #expect(stored == [RegionCode("BU00000000"): tally, RegionCode("é'\";--"): .empty])
        }
    }
}
