import Codebook
import Statistics

/// What looking at a slice of a delivery's records, each by itself, came to.
public struct ExaminedRecords: Sendable {
    /// Which records.
    public let range: Range<Int>
    /// What would be held of each record.
    var tallies: [Tally] = []
    /// The units of each record; negative where it gives no number.
    var populations: [Int64] = []
    /// What was noticed.
    var report: Report

    /// A record's population where there is none to rely on.
    static let unreliable: Int64 = -1

    init(range: Range<Int>, report: Report) {
        self.range = range
        self.report = report
        tallies.reserveCapacity(range.count)
        populations.reserveCapacity(range.count)
    }
}

/// Shows records to the rules that look at them, and makes what would be held of each.
struct RecordPass {
    private let delivery: LookedUp
    private let rules: [any RecordRule]
    private let ranges: [[ClosedRange<Int64>]]
    private let ranks: Range<Int>
    private let layout: Form.Layout
    private let columns: [Int]
    private let populationRank: Int?

    init(_ delivery: LookedUp, rules: [any RecordRule]) {
        let context = delivery.context
        let limits = Limits(context)
        self.delivery = delivery
        self.rules = rules
        layout = context.form.layout
        ranks =
            0..<(layout == .joint ? JointCells(context.codebook.variables).count : context.form.topics.count)
        columns = layout == .joint ? Array(ranks) : context.columns
        ranges = context.periods.indices.map { limits.all(period: $0) }
        populationRank = context.populationRank
    }

    /// Looks at a slice of the records.
    func records(_ range: Range<Int>, report: Report) -> ExaminedRecords {
        var examined = ExaminedRecords(range: range, report: report)
        var row = Row(delivery, ranks: ranks.count)
        for record in range {
            guard load(record, into: &row) else {
                examined.tallies.append(.empty)
                examined.populations.append(ExaminedRecords.unreliable)
                continue
            }
            for rule in rules { rule.check(row, report: &examined.report) }
            examined.tallies.append(tally(of: row))
            examined.populations.append(population(of: row))
        }
        return examined
    }

    /// Decodes a record; false where its row is left out whatever it holds.
    private func load(_ number: Int, into row: inout Row) -> Bool {
        let table = delivery.table
        guard let period = delivery.periods[table.records[number].period] else { return false }
        switch delivery.regions[table.records[number].region] {
        case .known(let index): row.region = index
        case .undecided: return false
        case .unknown, .letters, .malformed: row.region = nil
        }
        row.record = number
        row.period = period
        row.strays.removeAll(keepingCapacity: true)
        for rank in ranks { row.values[rank] = Row.absent }
        let ranks = ranks
        table.records[number].forEachCell { rank, value, line, column in
            guard ranks.contains(rank), row.values[rank] == Row.absent else {
                row.strays.append(Place(line: line, column: column))
                return
            }
            row.values[rank] = Row.word(value)
        }
        row.isPlain = isPlain(row)
        return true
    }

    /// Whether every column holds a number that its topic can have; a joint record may lack cells.
    private func isPlain(_ row: Row) -> Bool {
        let ranges = ranges[row.period]
        if layout == .joint {
            let range = ranges[0]
            return row.values.allSatisfy { $0 == Row.absent || range.contains($0) }
        }
        return columns.allSatisfy { ranges[$0].contains(row.values[$0]) }
    }

    private func tally(of row: Row) -> Tally {
        switch layout {
        case .joint, .marginal:
            guard row.isPlain else { return .empty }
            return Tally(ranks: columns) { rank in
                row.values[rank] > 0 ? .number(row.values[rank]) : nil
            }
        case .published:
            return Tally(ranks: columns) { rank in
                let word = row.values[rank]
                return Row.isNumber(word) ? .number(word) : .missing(Row.symbol(word) ?? .null)
            }
        }
    }

    private func population(of row: Row) -> Int64 {
        switch layout {
        case .joint:
            guard row.isPlain else { return ExaminedRecords.unreliable }
            return row.values.reduce(0) { $0 + max($1, 0) }
        case .marginal:
            guard row.isPlain, let populationRank else { return ExaminedRecords.unreliable }
            return row.values[populationRank]
        case .published:
            guard let populationRank, row.values[populationRank] >= 0 else {
                return ExaminedRecords.unreliable
            }
            return row.values[populationRank]
        }
    }
}
