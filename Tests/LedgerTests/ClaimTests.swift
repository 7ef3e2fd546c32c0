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
    func
        `deliveries are found by a part of a name, by number, by the code of a finding and by what became of them`(
            kind: LedgerKind
        ) throws
    {
        try kind.withLedger { ledger in
            func found(_ words: String, _ fate: DeliverySearch.Fate? = nil) throws -> [Int64] {
                try ledger.deliveries(DeliverySearch(words, fate: fate), limit: 9).deliveries.map(\.id.number)
            }
            for name in ["Zuid_100%.csv", "zuid-2.csv", "École\\1.csv", "2.csv"] {
                _ = try ledger.claim(.trial(name, drop: name == "2.csv" ? "Noord" : "drop"), at: moment(5))
            }
            var report = DeliveryReport()
            report.findings.add(
                Finding(
                    code: "no-header",
                    severity: .rejection,
                    message: Text(nl: "n", en: "e"),
                    repair: Text(nl: "n", en: "e")
                )
            )
            try ledger.reject(DeliveryID(2), report: report)
            #expect(try found("") == [4, 3, 2, 1])
            #expect(try found("ZUID") == [2, 1])
            #expect(try found("noord") == [4])
            // What a pattern would take for any letter is a letter.
            #expect(try found("d_1") == [1] && found("0%") == [1] && found("%") == [1] && found("\\") == [3])
            #expect(try found("école") == [3] && found("E\u{301}COLE") == [3])
            #expect(try found("2") == [4, 2] && found("000002") == [2])
            #expect(try found("no-header") == [2] && found("header") == [])
            #expect(
                try found("", .rejected) == [2] && found("", .accepted) == []
                    && found("zuid", .reverted) == []
            )
            #expect(try found("' OR 1=1") == [])
        }
    }

    @Test(arguments: LedgerKind.allCases)
    func `a search goes on where it ended`(kind: LedgerKind) throws {
        try kind.withLedger { ledger in
            for _ in 0..<5 { _ = try ledger.claimNext() }
            var search = DeliverySearch("csv")
            var pages: [[Int64]] = []
            repeat {
                let found = try ledger.deliveries(search, limit: 2)
                pages.append(found.deliveries.map(\.id.number))
                search.before = found.next
            } while search.before != nil
            #expect(pages == [[5, 4], [3, 2], [1]])
            // Numbers that were never given are no reason to look further.
            let beyond = try ledger.deliveries(DeliverySearch("", before: DeliveryID(.max)), limit: 9)
            #expect(beyond.deliveries.count == 5 && beyond.next == nil)
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
