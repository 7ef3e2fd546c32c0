import Codebook
import Statistics
import TestSupport
import Testing

@testable import Tallying

/// Scans of rows, against a count of the same rows in the plainest way.
@Suite struct `counting units` {
    private func expected(_ plain: PlainCount) -> [String: Tally] {
        plain.cells.mapValues { cells in Tally(cells.map { ($0.key, .number($0.value)) }) }
    }

    @Test(arguments: 1...6 as ClosedRange<UInt64>)
    func `comes to what a plain count comes to`(seed: UInt64) throws {
        var random = SplitMix64(seed: seed)
        let rows = TrialUnits.rows(2_000, &random)
        let plain = PlainCount(rows, width: try TrialUnits.plan().cells.width)
        let totals = try TrialUnits.totals(rows)
        #expect(totals.rows == rows.count && totals.faults.isEmpty && totals.checkedIDs)
        #expect(totals.tallies == expected(plain))
        let unknown = plain.open.values.reduce(0, +)
        #expect(totals.leftOut == plain.leftOut.merging(["level-unknown": unknown]) { $1 })
        #expect(totals.periods.map(\.year) == plain.years)
        #expect(totals.regions.map(\.code) == plain.regions)
        let counted = totals.records(0..<totals.recordCount).reduce(0) { $0 + $1.rows }
        #expect(counted + totals.leftOut.values.reduce(0, +) == rows.count)
    }

    @Test(arguments: 1...6 as ClosedRange<UInt64>)
    func `does not depend on pieces, nor on which scan takes which`(seed: UInt64) throws {
        var random = SplitMix64(seed: seed)
        var rows = TrialUnits.rows(1_500, &random)
        // Some rows are wrong, for their places must not depend on it either.
        for _ in 0..<60 {
            let row = Int.random(in: rows.indices, using: &random)
            rows[row] =
                ["\"" + rows[row], rows[row] + ";x", "x" + rows[row], ""].randomElement(using: &random) ?? ""
        }
        let first = try TrialUnits.totals(rows)
        #expect(first.faults.count > 2)
        for count in [2, 5] {
            var pieces: [[String]] = []
            var rest = rows[...]
            while !rest.isEmpty {
                let size = min(rest.count, Int.random(in: 1...200, using: &random))
                pieces.append(Array(rest.prefix(size)))
                rest = rest.dropFirst(size)
            }
            let takers = pieces.map { _ in Int.random(in: 0..<count, using: &random) }
            let scans = TrialUnits.scans(try TrialUnits.plan(), pieces, scans: count) { takers[$0] }
            let again = RecordTotals(scans, lines: pieces.map(\.count), firstLine: 2)
            #expect(again.tallies == first.tallies)
            #expect(again.rows == first.rows && again.leftOut == first.leftOut)
            #expect(
                again.faults.filter { $0.kind != .repeated } == first.faults.filter { $0.kind != .repeated }
            )
            #expect(again.periods.map(\.place) == first.periods.map(\.place))
            #expect(again.regions.map(\.place) == first.regions.map(\.place))
            #expect(
                again.records(0..<again.recordCount).map(\.place)
                    == first.records(0..<first.recordCount).map(\.place)
            )
        }
    }

    @Test(arguments: 1...4 as ClosedRange<UInt64>)
    func `reads a field alike however it is written`(seed: UInt64) throws {
        var random = SplitMix64(seed: seed)
        let rows = TrialUnits.rows(600, &random)
        let disguised = rows.map { row in
            row.split(separator: ";", omittingEmptySubsequences: false).enumerated().map { column, field in
                var text = String(field)
                switch (column, text, Int.random(in: 0..<5, using: &random)) {
                case (0, _, 0): text += "JJ00"
                case (2, _, 0): text = text.lowercased()
                case (2, _, 1): text = String(text.drop { $0 == "B" || $0 == "U" })
                case (4, "1", 0), (7, "1", 0): text = "Laag"
                case (4, "3", 0), (9, "3", 0): text = "hoog inkomen"
                case (5..., _, 1) where !text.isEmpty: text = "00" + text
                case (5, "1", 0): text = "j"
                default: break
                }
                switch Int.random(in: 0..<6, using: &random) {
                case 0: return "\"\(text)\""
                case 1: return " \(text)  "
                case 2: return "  \" \(text)\" "
                default: return text
                }
            }.joined(separator: ";")
        }
        let (plain, other) = (try TrialUnits.totals(rows), try TrialUnits.totals(disguised))
        #expect(other.faults.isEmpty, "\(other.firstFaults)")
        #expect(other.tallies == plain.tallies && other.leftOut == plain.leftOut)
        #expect(other.regions.map(\.code) == plain.regions.map(\.code))
    }

    @Test func `counts more units of one cell than sixteen bits hold`() throws {
        let count = 3 * 65_536 + 17
        let rows = (0..<count).map { "2019;h\($0);BU03630001;;2;1;1;2;0;" }
        let totals = try TrialUnits.totals(rows)
        #expect(totals.tallies == ["BU03630001 2019": Tally([(2, .number(Int64(count)))])])
        #expect(totals.records(0..<1)[0].rows == count)
    }

    @Test func `adds the counts of a cell from several scans beyond sixteen bits`() throws {
        let rows = (0..<140_000).map { "2019;h\($0);BU03630001;1234;1;2;1;1;0;" }
        let pieces = [Array(rows[..<70_000]), Array(rows[70_000...])]
        let plan = try TrialUnits.plan()
        let scans = TrialUnits.scans(plan, pieces, scans: 2) { $0 }
        let totals = RecordTotals(scans, lines: pieces.map(\.count), firstLine: 2)
        let rank = RecordCells.slot(ofPostcode: 1234) * plan.cells.width + 1
        #expect(totals.tallies == ["BU03630001 2019": Tally([(rank, .number(140_000))])])
    }

    @Test func `tells regions apart that differ in their last sign, and keeps those that are no numbers`()
        throws
    {
        let codes = ["BU03630001", "BU0363000A", "bu0363000a", "03630001", "WK036300", "BU03630010"]
        let totals = try TrialUnits.totals(
            codes.enumerated().map { "2019;h\($0);\($1);;1;1;1;1;0;" }
        )
        #expect(totals.regions.map(\.code) == ["BU03630001", "BU0363000A", "WK036300", "BU03630010"])
        #expect(totals.records(0..<totals.recordCount).map(\.rows) == [2, 2, 1, 1])
    }

    @Test func `passes over lines without anything, and notes the first line that ends otherwise`() throws {
        let row = "2019;h1;BU03630001;;1;1;1;1;0;"
        let totals = try TrialUnits.totals(["", row, "   ", "\r", "2019;h2;BU03630001;;1;1;1;1;0;\r"])
        #expect(totals.rows == 2 && totals.faults.isEmpty)
        #expect(totals.otherLineEnd == Place(line: 6, column: 1))
        #expect(try TrialUnits.totals([row]).otherLineEnd == nil)
    }
}
