import Ledger
import Testing
import Workflow

@Suite struct `the source of bytes that are delivered again` {
    @Test(arguments: LedgerKind.allCases)
    func `is an accepted delivery of the same drop, never a rejected one`(kind: LedgerKind) throws {
        try kind.withLedger { ledger in
            let open = try delivered(ledger, "aa")
            let other = try delivered(ledger, "aa", drop: "other")
            _ = try ledger.accept(other, report: DeliveryReport(), holdings: [year(2018, ["A": 1])])
            let rejected = try delivered(ledger, "bb")
            try ledger.reject(rejected, report: DeliveryReport())
            #expect(try source(ledger, "aa") == nil)
            #expect(try source(ledger, "bb") == nil)
            _ = try ledger.accept(open, report: DeliveryReport(), holdings: [year(2019, ["A": 1])])
            #expect(try source(ledger, "aa") == open)
            #expect(try source(ledger, "aa", before: open) == nil)
            #expect(try source(ledger, "aa", .correction) == nil)
            #expect(try source(ledger, "cc") == nil)
        }
    }

    @Test(arguments: LedgerKind.allCases)
    func `is never a duplicate itself`(kind: LedgerKind) throws {
        try kind.withLedger { ledger in
            let original = try delivered(ledger, "aa")
            _ = try ledger.accept(original, report: DeliveryReport(), holdings: [year(2019, ["A": 1])])
            let copy = try delivered(ledger, "aa")
            try ledger.markDuplicate(copy, of: original, report: DeliveryReport())
            try ledger.finish(copy, at: moment(1))
            #expect(try source(ledger, "aa") == original)
        }
    }

    @Test(arguments: LedgerKind.allCases)
    func `is none that was taken back, so that its bytes can be delivered anew`(kind: LedgerKind) throws {
        try kind.withLedger { ledger in
            let holdings = [year(2019, ["A": 1])]
            let original = try delivered(ledger, "aa")
            _ = try ledger.accept(original, report: DeliveryReport(), holdings: holdings)
            #expect(try source(ledger, "aa") == original)
            try ledger.revert(original, at: moment(1))
            #expect(try source(ledger, "aa") == nil)
            let second = try delivered(ledger, "aa")
            _ = try ledger.accept(second, report: DeliveryReport(), holdings: holdings)
            #expect(try source(ledger, "aa") == second)
            #expect(try ledger.stored(2019) == ["A": 1])
        }
    }

    @Test(arguments: LedgerKind.allCases)
    func `is none whose figures another delivery replaced since: good, wrong and good again is taken`(
        kind: LedgerKind
    ) throws {
        try kind.withLedger { ledger in
            let good = try delivered(ledger, "aa")
            _ = try ledger.accept(good, report: DeliveryReport(), holdings: [year(2019, ["A": 1, "B": 2])])
            try ledger.take(.year, year(2019, ["A": 9, "B": 2]))
            #expect(try source(ledger, "aa") == nil)
        }
    }

    @Test(arguments: LedgerKind.allCases)
    func `is a correction for as long as its own regions are not corrected again`(kind: LedgerKind) throws {
        try kind.withLedger { ledger in
            try ledger.take(.year, year(2019, ["A": 1, "B": 2, "C": 3]))
            let own = try delivered(ledger, "aa", mode: .correction)
            _ = try ledger.accept(own, report: DeliveryReport(), holdings: [year(2019, ["A": 5])])
            try ledger.take(.correction, year(2019, ["B": 7]))
            #expect(try source(ledger, "aa", .correction) == own)
            try ledger.take(.correction, year(2019, ["A": 6]))
            #expect(try source(ledger, "aa", .correction) == nil)
        }
    }

    @Test(arguments: LedgerKind.allCases)
    func `is no year that was corrected since, for a year replaces its corrections`(kind: LedgerKind) throws {
        try kind.withLedger { ledger in
            let own = try delivered(ledger, "aa")
            _ = try ledger.accept(own, report: DeliveryReport(), holdings: [year(2019, ["A": 1])])
            try ledger.take(.correction, year(2019, ["B": 7]))
            #expect(try source(ledger, "aa") == nil)
        }
    }

    private func delivered(
        _ ledger: any LedgerStore,
        _ sha256: String,
        drop: String = "drop",
        mode: DeliveryMode = .year
    ) throws -> DeliveryID {
        let id = try ledger.claimNext(mode, drop: drop).id
        try ledger.setDigest(sha256, bytes: 1, of: id)
        return id
    }

    private func source(
        _ ledger: any LedgerStore,
        _ sha256: String,
        _ mode: DeliveryMode = .year,
        before id: DeliveryID = DeliveryID(.max)
    ) throws -> DeliveryID? {
        try ledger.currentSource(of: sha256, claim: .trial("next", mode), before: id)?.id
    }
}
