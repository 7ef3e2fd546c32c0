import Ledger
import Statistics
import Testing
import Workflow

@Suite struct `the model of a period` {
    @Test(arguments: LedgerKind.allCases)
    func `is that of the year it stands on, and is not changed by a correction`(kind: LedgerKind) throws {
        try kind.withLedger { ledger in
            #expect(try ledger.model(2019) == nil)
            try ledger.take(.year, year(2019, ["A": 1], model: "first"), year(2020, ["A": 1]))
            try ledger.take(.correction, year(2019, ["A": 2]), year(2020, ["A": 2]))
            try ledger.take(.correction, year(2019, ["A": 3], model: "of a correction"))
            #expect(try ledger.model(2019) == "first")
            #expect(try ledger.model(2020) == nil)
        }
    }

    @Test(arguments: LedgerKind.allCases)
    func `is that of the first correction where no year brought one`(kind: LedgerKind) throws {
        try kind.withLedger { ledger in
            try ledger.take(.correction, year(2019, ["A": 1], model: "of a correction"))
            try ledger.take(.correction, year(2019, ["B": 1], model: "of another"))
            #expect(try ledger.model(2019) == "of a correction")
        }
    }

    @Test(arguments: LedgerKind.allCases)
    func `is replaced by the next year, and back when that is taken back`(kind: LedgerKind) throws {
        try kind.withLedger { ledger in
            try ledger.take(.year, year(2019, ["A": 1], model: "first"))
            let second = try ledger.take(.year, year(2019, ["A": 1], model: "second"))
            #expect(try ledger.model(2019) == "second")
            try ledger.revert(second.id, at: moment(5))
            #expect(try ledger.model(2019) == "first")
        }
    }
}

extension LedgerStore {
    fileprivate func model(_ year: Int) throws -> String? {
        try keptModel(dataset: trialSet, period: Period(year: year)).map {
            String(decoding: $0, as: UTF8.self)
        }
    }
}
