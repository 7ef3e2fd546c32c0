import Ledger
import Testing
import Workflow

@Suite struct `the first delivery of the same bytes` {
    @Test(arguments: LedgerKind.allCases)
    func `is the oldest examined one of the same drop`(kind: LedgerKind) throws {
        try kind.withLedger { ledger in
            let open = try delivered(ledger, "aa")
            let other = try delivered(ledger, "aa", drop: "other")
            try ledger.reject(other, report: DeliveryReport())
            let bytes = try delivered(ledger, "bb")
            try ledger.reject(bytes, report: DeliveryReport())
            let last = try delivered(ledger, "aa")
            // The first is not examined yet.
            #expect(try first(ledger, "aa", before: last) == nil)
            try ledger.reject(open, report: DeliveryReport())
            #expect(try first(ledger, "aa", before: last) == open)
            #expect(try first(ledger, "aa", before: open) == nil)
            #expect(try first(ledger, "cc", before: last) == nil)
        }
    }

    @Test(arguments: LedgerKind.allCases)
    func `is never a duplicate itself`(kind: LedgerKind) throws {
        try kind.withLedger { ledger in
            let original = try delivered(ledger, "aa")
            let copy = try delivered(ledger, "aa")
            try ledger.markDuplicate(copy, of: original, report: DeliveryReport())
            try ledger.finish(copy, at: moment(1))
            let next = try delivered(ledger, "aa")
            #expect(try first(ledger, "aa", before: next) == nil)
            try ledger.reject(original, report: DeliveryReport())
            #expect(try first(ledger, "aa", before: next) == original)
        }
    }

    @Test(arguments: LedgerKind.allCases)
    func `is none that was taken back, so that its bytes can be delivered anew`(kind: LedgerKind) throws {
        try kind.withLedger { ledger in
            let holdings = [year(2019, ["A": 1])]
            let original = try delivered(ledger, "aa")
            _ = try ledger.accept(original, report: DeliveryReport(), holdings: holdings)
            let second = try delivered(ledger, "aa")
            #expect(try first(ledger, "aa", before: second) == original)
            try ledger.revert(original, at: moment(1))
            #expect(try first(ledger, "aa", before: second) == nil)

            _ = try ledger.accept(second, report: DeliveryReport(), holdings: holdings)
            let third = try delivered(ledger, "aa")
            #expect(try first(ledger, "aa", before: third) == second)
            #expect(try ledger.held(2019) == ["A": 1])
        }
    }

    private func delivered(_ ledger: any LedgerStore, _ sha256: String, drop: String = "drop") throws
        -> DeliveryID
    {
        let id = try ledger.claimNext(drop: drop).id
        try ledger.setDigest(sha256, bytes: 1, of: id)
        return id
    }

    private func first(_ ledger: any LedgerStore, _ sha256: String, before id: DeliveryID) throws
        -> DeliveryID?
    {
        try ledger.firstDelivery(drop: "drop", sha256: sha256, before: id)?.id
    }
}
