import Statistics
import TestSupport
import Testing

@testable import Tallying

/// Faults of rows, each at its line and column.
@Suite struct `rows with faults` {
    private static let good = "2019;h0;BU03630001;1000;1;1;1;1;0;"

    @Test(arguments: [
        ("2019;h1;BU03630001;1000;1;1;1;1;0", "fieldCount - 3:1"),
        ("2019;h1;BU03630001;1000;1;1;1;1;0;;x", "fieldCount - 3:1"),
        ("2019;\"h1;BU03630001;1000;1;1;1;1;0;", "unclosedQuote - 3:6"),
        ("2019;\"h\"1;BU03630001;1000;1;1;1;1;0;", "strayQuote - 3:9"),
        ("2019;h1;BU03630001;1000;1;1;1\u{0};1;0;", "nulCharacter - 3:30"),
        (TrialUnits.header, "headerAgain - 3:1"),
        ("19;h1;BU03630001;1000;1;1;1;1;0;", "field jaar 3:1"),
        ("2019MM01;h1;BU03630001;1000;1;1;1;1;0;", "field jaar 3:1"),
        ("2019;;BU03630001;1000;1;1;1;1;0;", "field id 3:6"),
        ("2019;h 1;BU03630001;1000;1;1;1;1;0;", "field id 3:6"),
        ("2019;h1;BU0363-001;1000;1;1;1;1;0;", "field buurt 3:9"),
        ("2019;h1;BU03630001;0999;1;1;1;1;0;", "field pc4 3:20"),
        ("2019;h1;BU03630001;100;1;1;1;1;0;", "field pc4 3:20"),
        ("2019;h1;BU03630001;1000;4;1;1;1;0;", "field welvaart 3:25"),
        ("2019;h1;BU03630001;1000;1;nee;1;1;0;", "field werk 3:27"),
        ("2019;h1;BU03630001;1000;1;1;1;1;0;1", "notApplicable welvaart_twee 3:35"),
        ("2019;h1;BU03630001;1000;1;1;1;1;;1", "notApplicable welvaart_twee 3:34"),
        ("2019;h1;BU03630001;1000;1;1;1;2;0;", "notHighest welvaart 3:25"),
        ("2019;h1;BU03630001;1000;3;1;1;2;1;1", "notHighest welvaart 3:25"),
        ("2019;h0;BU03630001;1000;1;1;1;1;0;", "repeated id 3:6"),
    ])
    func `are told with kind, field and place`(row: String, fault: String) throws {
        let totals = try TrialUnits.totals([Self.good, row])
        #expect(totals.firstFaults == [fault])
        #expect(totals.rows == 2)
    }

    @Test func `are not counted, but for a unit that comes again`() throws {
        let wrong = ["2019;h1;BU03630001;1000;4;1;1;1;0;", "2019;h2;BU03630001;1000;1;1;1;2;0;"]
        let totals = try TrialUnits.totals([Self.good] + wrong)
        #expect(totals.records(0..<totals.recordCount).map(\.rows) == [1])
    }

    @Test func `of one row are all told`() throws {
        let totals = try TrialUnits.totals(["x;;B-;1;9;9;9;9;9;9"])
        #expect(totals.faults.allSatisfy { $0.kind == .field && $0.total == 1 })
        #expect(totals.faults.count == 10)
    }

    @Test func `are all counted, and the first of each kind are placed`() throws {
        let rows = (0..<500).map { "2019;h\(100 + $0);BU03630001;1000;\($0 % 2 == 0 ? "x" : "1");1;1;1;0;" }
        let fault = try #require(try TrialUnits.totals(rows).faults.first)
        #expect(fault.total == 250)
        #expect(fault.places == (0..<Findings.keptOfEachKind).map { Place(line: 2 + 2 * $0, column: 27) })
    }

    @Test func `are too long beyond the limit of a row, and not at it`() throws {
        let start = "2019;h1;BU03630001;1000;1;1;1;1;0;"
        let longest = start + String(repeating: " ", count: RecordScan.rowLimit - start.utf8.count)
        #expect(try TrialUnits.totals([longest]).faults.isEmpty)
        #expect(try TrialUnits.totals([longest + " "]).firstFaults == ["tooLong - 2:1"])
    }

    @Test func `of several scans are told as those of one`() {
        var random = SplitMix64(seed: 3)
        var (all, parts) = (LooseFaults(fields: 4), [LooseFaults(fields: 4), LooseFaults(fields: 4)])
        for number in 0..<600 {
            let kind = RecordFault.FaultKind.allCases.randomElement(using: &random) ?? .field
            let field = Int.random(in: -1..<4, using: &random)
            all.add(kind, field: field, piece: number / 50, line: number, column: 1)
            parts[number / 50 % 2].add(kind, field: field, piece: number / 50, line: number, column: 1)
        }
        var sum = LooseFaults(fields: 4)
        for part in parts.reversed() { sum.add(part) }
        #expect(sum.noticed.mapValues(\.total) == all.noticed.mapValues(\.total))
        #expect(sum.noticed.mapValues(\.places) == all.noticed.mapValues(\.places))
    }
}
