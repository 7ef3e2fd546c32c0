import Foundation
import Ledger
import Statistics
import TestSupport
import Testing
import Workflow

/// Topics of a period that are held apart, in every ledger.
@Suite struct `topics that are stored apart` {
    private func holdings(_ form: String, _ values: [String: [Int: Int64]], columns: [Int])
        -> [PeriodHoldings]
    {
        let whole = PeriodHoldings(
            period: Period(year: 2021),
            status: .definitive,
            form: form,
            columns: columns,
            tallies: values.sorted { $0.key < $1.key }.map { code, cells in
                StoredTally(
                    region: RegionCode(code),
                    tally: Tally(cells.map { (rank: $0.key, value: .number($0.value)) })
                )
            }
        )
        return form == "counts" ? whole.apart : [whole]
    }

    private func accept(
        _ ledger: MemoryLedger,
        _ number: Int,
        _ mode: DeliveryMode,
        _ holdings: [PeriodHoldings]
    ) throws -> Delivery {
        let claim = Claim(
            drop: "drop",
            dataset: "index",
            mode: mode,
            edition: "stad",
            file: "\(number).csv",
            spoolName: "drop/\(number)"
        )
        let delivery = try ledger.claim(claim, at: Timestamp(milliseconds: 0))
        return try ledger.accept(delivery.id, report: DeliveryReport(), holdings: holdings)
    }

    private func stored(_ ledger: MemoryLedger) throws -> [String: [Int: Int64]] {
        var stored: [String: [Int: Int64]] = [:]
        try ledger.forEachTally(dataset: "index", period: Period(year: 2021), regions: nil) { tally in
            var cells: [Int: Int64] = [:]
            tally.tally.forEach { cells[$0] = $1.number }
            stored[tally.region.description] = cells
        }
        return stored
    }

    @Test func `stand when another delivery brings others, and are replaced by their own`() throws {
        let ledger = MemoryLedger()
        _ = try accept(
            ledger,
            0,
            .year,
            holdings("counts", ["A": [0: 5, 1: 0], "B": [0: 6, 1: 2]], columns: [0, 1])
        )
        _ = try accept(ledger, 1, .year, holdings("counts", ["A": [2: 7]], columns: [2]))
        #expect(try stored(ledger) == ["A": [0: 5, 1: 0, 2: 7], "B": [0: 6, 1: 2]])
        let third = try accept(ledger, 2, .correction, holdings("counts", ["B": [1: 3]], columns: [1]))
        #expect(try stored(ledger) == ["A": [0: 5, 1: 0, 2: 7], "B": [0: 6, 1: 3]])
        #expect(third.report?.changedRegions == 1)
        // A year of one topic leaves out a region: that topic of it is gone, and nothing else.
        let fourth = try accept(ledger, 3, .year, holdings("counts", ["A": [0: 5]], columns: [0]))
        #expect(try stored(ledger) == ["A": [0: 5, 1: 0, 2: 7], "B": [1: 3]])
        try ledger.revert(fourth.id, at: Timestamp(milliseconds: 1))
        try ledger.revert(third.id, at: Timestamp(milliseconds: 1))
        #expect(try stored(ledger) == ["A": [0: 5, 1: 0, 2: 7], "B": [0: 6, 1: 2]])
        #expect(try ledger.storedPeriods(dataset: "index").map(\.columns) == [[0, 1, 2]])
    }

    @Test func `are hidden by a year in another form, until it is taken back`() throws {
        let ledger = MemoryLedger()
        _ = try accept(ledger, 0, .year, holdings("counts", ["A": [0: 5]], columns: [0]))
        let other = try accept(ledger, 1, .year, holdings("published", ["A": [0: 9]], columns: [0]))
        #expect(try stored(ledger) == ["A": [0: 9]])
        #expect(throws: LedgerConflict.self) {
            try accept(ledger, 2, .correction, holdings("counts", ["A": [0: 6]], columns: [0]))
        }
        try ledger.revert(other.id, at: Timestamp(milliseconds: 1))
        #expect(try stored(ledger) == ["A": [0: 5]])
    }
}
