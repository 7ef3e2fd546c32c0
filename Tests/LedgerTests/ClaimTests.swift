import Ledger
import Statistics
import Testing
import Workflow

@Suite struct `claims and verdicts` {
    @Test(arguments: LedgerKind.allCases)
    func `a claim is given the next number, from one`(kind: LedgerKind) throws {
        try kind.withLedger { ledger in
            let first = try ledger.claim(.trial("a.csv"), at: moment(5))
            let second = try ledger.claim(.trial("b.csv", .correction), at: moment(6))
            #expect(first == Delivery(id: DeliveryID(1), claim: .trial("a.csv"), received: moment(5)))
            #expect(second.id == DeliveryID(2))
            #expect(try ledger.delivery(second.id) == second)
            #expect(try ledger.delivery(DeliveryID(3)) == nil)
        }
    }

    @Test(arguments: LedgerKind.allCases)
    func `the same spool name is the same claim, also when the delivery is long finished`(kind: LedgerKind)
        throws
    {
        try kind.withLedger { ledger in
            let first = try ledger.claim(.trial("a.csv"), at: moment(5))
            #expect(try ledger.claim(.trial("a.csv"), at: moment(9)) == first)
            try ledger.reject(first.id, report: DeliveryReport())
            try ledger.finish(first.id, at: moment(10))
            let again = try ledger.claim(.trial("a.csv", .correction), at: moment(11))
            #expect(again.state == .finished)
            #expect(again.claim.mode == .year)
            #expect(try ledger.deliveries(dataset: nil, limit: 9).count == 1)
        }
    }

    @Test(arguments: LedgerKind.allCases)
    func `the same name in another drop is another claim`(kind: LedgerKind) throws {
        try kind.withLedger { ledger in
            let first = try ledger.claim(.trial("a.csv"), at: moment(5))
            let other = try ledger.claim(.trial("a.csv", drop: "other"), at: moment(5))
            #expect(first.id != other.id)
        }
    }

    @Test(arguments: LedgerKind.allCases)
    func `deliveries are listed newest first, of all data sets or one, up to a limit`(kind: LedgerKind) throws
    {
        try kind.withLedger { ledger in
            for name in ["a", "b", "a", "b", "a"] { _ = try ledger.claimNext(dataset: name) }
            #expect(try ledger.deliveries(dataset: nil, limit: 3).map(\.id.number) == [5, 4, 3])
            #expect(try ledger.deliveries(dataset: "a", limit: 2).map(\.id.number) == [5, 3])
            #expect(try ledger.deliveries(dataset: "c", limit: 2).isEmpty)
            #expect(try ledger.deliveries(dataset: nil, limit: 0).isEmpty)
            #expect(try ledger.deliveries(dataset: nil, limit: -1).isEmpty)
        }
    }

    @Test(arguments: LedgerKind.allCases)
    func `what is not finished is listed oldest first`(kind: LedgerKind) throws {
        try kind.withLedger { ledger in
            let ids = try (0..<3).map { _ in try ledger.claimNext().id }
            try ledger.reject(ids[1], report: DeliveryReport())
            #expect(try ledger.unfinishedDeliveries().map(\.id) == ids)
            try ledger.finish(ids[1], at: moment(1))
            #expect(try ledger.unfinishedDeliveries().map(\.id) == [ids[0], ids[2]])
        }
    }

    @Test(arguments: LedgerKind.allCases)
    func `a digest is recorded while a delivery is claimed, and not after`(kind: LedgerKind) throws {
        try kind.withLedger { ledger in
            let id = try ledger.claimNext().id
            try ledger.setDigest("aa", bytes: 3, of: id)
            try ledger.setDigest("bb", bytes: 4, of: id)
            try ledger.reject(id, report: DeliveryReport())
            try ledger.setDigest("cc", bytes: 5, of: id)
            let delivery = try #require(try ledger.delivery(id))
            #expect(delivery.sha256 == "bb")
            #expect(delivery.bytes == 4)
        }
    }

    @Test(arguments: LedgerKind.allCases)
    func `a report comes back as it was given`(kind: LedgerKind) throws {
        var report = DeliveryReport()
        report.format = "csv-flat"
        report.form = "joint"
        report.rows = 12
        report.periods = ["2019", "2020"]
        report.regions = ["gemeente": 1, "buurt": 7]
        report.taken = 11
        report.leftOut = ["empty": 1]
        for line in 1...30 {
            let text = Text(nl: "Regel \(line): ‘é’ \"x\"", en: "line / \\ \u{0} \u{1F4C8}")
            report.findings.add(
                Finding(
                    code: "region-known",
                    severity: line % 2 == 0 ? .warning : .note,
                    place: line % 3 == 0 ? nil : Place(line: line, column: 2),
                    region: RegionCode("BU00000001"),
                    message: text,
                    repair: text
                )
            )
        }
        try kind.withLedger { ledger in
            let id = try ledger.claimNext().id
            try ledger.reject(id, report: report)
            #expect(try ledger.delivery(id)?.report == report)
        }
    }

    @Test(arguments: LedgerKind.allCases)
    func `a verdict falls once, and later ones change nothing`(kind: LedgerKind) throws {
        var report = DeliveryReport()
        report.rows = 7
        try kind.withLedger { ledger in
            let first = try ledger.take(.year, year(2019, ["A": 1]))
            let rejected = try ledger.claimNext().id
            try ledger.reject(rejected, report: report)
            let before = try ledger.delivery(rejected)
            #expect(before?.state == .rejected)
            #expect(before?.outcome == .rejected)

            try ledger.reject(rejected, report: DeliveryReport())
            try ledger.markDuplicate(rejected, of: first.id, report: DeliveryReport())
            let holdings = [year(2020, ["A": 1])]
            let returned = try ledger.accept(rejected, report: DeliveryReport(), holdings: holdings)
            #expect(returned == before)
            #expect(try ledger.delivery(rejected) == before)
            #expect(try ledger.period(2020) == nil)

            let again = try ledger.accept(first.id, report: report, holdings: [year(2019, ["A": 9])])
            #expect(again == first)
            try ledger.reject(first.id, report: report)
            #expect(try ledger.delivery(first.id) == first)
            #expect(try ledger.stored(2019) == ["A": 1])
        }
    }

    @Test(arguments: LedgerKind.allCases)
    func `a duplicate has the outcome of the first, and holds nothing`(kind: LedgerKind) throws {
        try kind.withLedger { ledger in
            let accepted = try ledger.take(.year, year(2019, ["A": 1]))
            let rejected = try ledger.claimNext().id
            try ledger.reject(rejected, report: DeliveryReport())
            for (first, outcome) in [(accepted.id, DeliveryOutcome.accepted), (rejected, .rejected)] {
                let id = try ledger.claimNext().id
                try ledger.markDuplicate(id, of: first, report: DeliveryReport())
                let delivery = try #require(try ledger.delivery(id))
                #expect(delivery.state == .duplicate)
                #expect(delivery.outcome == outcome)
                #expect(delivery.duplicateOf == first)
                #expect(throws: RevertRefusal.notAccepted) { try ledger.revert(id, at: moment(1)) }
            }
            #expect(try ledger.pendingRelease(dataset: trialSet)?.deliveries == [accepted.id])
        }
    }

    @Test(arguments: LedgerKind.allCases)
    func `only a delivery whose receipt is due is finished, and keeps its first time`(kind: LedgerKind) throws
    {
        try kind.withLedger { ledger in
            let claimed = try ledger.claimNext().id
            let accepted = try ledger.take(.year, year(2019, ["A": 1])).id
            for id in [claimed, accepted] {
                try ledger.finish(id, at: moment(1))
                #expect(try ledger.delivery(id)?.finished == nil)
            }
            try ledger.release()
            for later in [2, 3] as [Int64] { try ledger.finish(accepted, at: moment(later)) }
            #expect(try ledger.delivery(accepted)?.finished == moment(2))
            #expect(try ledger.delivery(accepted)?.state == .finished)
        }
    }

    @Test(arguments: LedgerKind.allCases)
    func `a delivery that is not there is an error of the caller`(kind: LedgerKind) throws {
        let id = DeliveryID(9)
        let conflict = LedgerConflict.unknownDelivery(id)
        try kind.withLedger { ledger in
            let known = try ledger.claimNext().id
            let report = DeliveryReport()
            #expect(throws: conflict) { try ledger.setDigest("aa", bytes: 1, of: id) }
            #expect(throws: conflict) { try ledger.reject(id, report: report) }
            #expect(throws: conflict) { try ledger.markDuplicate(known, of: id, report: report) }
            #expect(throws: conflict) { try ledger.markDuplicate(id, of: known, report: report) }
            #expect(throws: conflict) { _ = try ledger.accept(id, report: report, holdings: []) }
            #expect(throws: conflict) { try ledger.finish(id, at: moment(1)) }
            #expect(throws: RevertRefusal.unknown) { try ledger.revert(id, at: moment(1)) }
            #expect(try ledger.delivery(known)?.state == .claimed)
        }
    }
}
