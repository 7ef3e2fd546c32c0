import Ledger
import Statistics
import Testing

@Suite struct `requests to the process that writes releases` {
    private let refusal = Text(nl: "er is geen aanlevering 000007", en: "there is no delivery 000007")

    @Test(arguments: LedgerKind.allCases)
    func `stand open, oldest first, until they are answered`(kind: LedgerKind) throws {
        try kind.withLedger { ledger in
            let revert = ControlRequest.revert(DeliveryID(7))
            let release = ControlRequest.release(dataset: trialSet)
            let first = try ledger.request(revert, at: moment(1))
            let second = try ledger.request(release, at: moment(2))
            #expect(try ledger.openRequests().map(\.0) == [first, second])
            #expect(try ledger.openRequests().map(\.1) == [revert, release])
            #expect(try ledger.answer(of: first) == nil)

            try ledger.answer(first, with: .refused(refusal))
            #expect(try ledger.openRequests().map(\.0) == [second])
            try ledger.answer(second, with: .done(release: 3))
            #expect(try ledger.openRequests().isEmpty)
            #expect(try ledger.answer(of: first) == .refused(refusal))
            #expect(try ledger.answer(of: second) == .done(release: 3))
        }
    }

    @Test(arguments: LedgerKind.allCases)
    func `are left once while they are open, and anew when they were answered`(kind: LedgerKind) throws {
        try kind.withLedger { ledger in
            let revert = ControlRequest.revert(DeliveryID(7))
            let first = try ledger.request(revert, at: moment(1))
            #expect(try ledger.request(revert, at: moment(2)) == first)
            #expect(try ledger.request(.revert(DeliveryID(8)), at: moment(2)) != first)
            try ledger.answer(first, with: .done(release: nil))
            let again = try ledger.request(revert, at: moment(3))
            #expect(again != first)
            #expect(try ledger.answer(of: again) == nil)
            #expect(try ledger.answer(of: first) == .done(release: nil))
        }
    }

    @Test(arguments: LedgerKind.allCases)
    func `keep their first answer, and must be there`(kind: LedgerKind) throws {
        try kind.withLedger { ledger in
            let first = try ledger.request(.release(dataset: trialSet), at: moment(1))
            try ledger.answer(first, with: .done(release: 1))
            try ledger.answer(first, with: .refused(refusal))
            #expect(try ledger.answer(of: first) == .done(release: 1))
            #expect(try ledger.answer(of: 99) == nil)
            for number in [0, -1, 99] as [Int64] {
                #expect(throws: LedgerConflict.unknownRequest(number)) {
                    try ledger.answer(number, with: .done(release: 1))
                }
            }
        }
    }
}
