import Codebook
import Statistics
import ValidationWalks

/// Passes records to the rules that check them, and makes the tally of each.
struct RecordPass {
    private let delivery: LookedUp
    private let parsed: [ParsedRecord]
    private let rules: [any RecordRule]
    private let rulesOfPlainRows: [any RecordRule]
    private let ranges: [[ClosedRange<Int64>]]
    private let ranks: Range<Int>
    private let layout: LayoutTraits
    private let columns: [Int]
    private let areas: Range<Int>
    private let populationRank: Int?
    private let units: UnitSum
    /// The least published units of a region that may have any.
    private let fewestUnits: Int64

    init(_ delivery: LookedUp, rules: [any RecordRule]) {
        let context = delivery.context
        let limits = Limits(context)
        self.delivery = delivery
        parsed = delivery.table.records
        self.rules = rules
        rulesOfPlainRows = rules.filter { !type(of: $0).passesOverPlainRows }
        layout = context.form.traits
        areas = layout.hasAreas ? context.codebook.areaRanks : 0..<0
        ranks =
            switch layout.cells {
            case .combinations: 0..<JointCells(context.codebook.variables).count
            case .topics: context.form.topics.indices
            // Microdata was counted while it was read; there are no values to check.
            case .counted: 0..<0
            }
        columns = layout.cells == .combinations ? Array(ranks) : context.columns
        ranges = context.periods.indices.map { limits.all(period: $0) }
        populationRank = context.populationRank
        units = UnitSum(context.codebook, context.form)
        fewestUnits = context.codebook.protection.rounding > 1 ? 0 : 1
    }

    /// Examines a slice of the records.
    func records(_ range: Range<Int>, report: Report) -> ExaminedRecords {
        var examined = ExaminedRecords(range: range, report: report)
        var row = RecordRow(delivery, ranks: ranks.count)
        for record in range {
            examined.cells.append(Int32(load(record, into: &row)))
            guard row.isLookedAt else {
                examined.tallies.append(.empty)
                examined.populations.append(ExaminedRecords.unreliable)
                continue
            }
            if let counted = parsed[record].counted {
                examined.tallies.append(counted.tally)
                examined.populations.append(Int64(counted.rows))
                continue
            }
            for rule in row.isPlain ? rulesOfPlainRows : rules { rule.check(row, report: &examined.report) }
            examined.tallies.append(tally(of: row))
            examined.populations.append(population(of: row))
        }
        return examined
    }

    /// Decodes a record, and returns the number of its cells.
    private func load(_ number: Int, into row: inout RecordRow) -> Int {
        row.record = number
        row.strays.removeAll(keepingCapacity: true)
        var strays: [Place] = []
        var cells = parsed[number].counted?.rows ?? 0
        // The one loop over every cell of a delivery. The buffer is not touched from elsewhere meanwhile, and
        // the guard keeps each rank inside it.
        unsafe row.values.withUnsafeMutableBufferPointer { values in
            unsafe values.update(repeating: RecordRow.absent)
            parsed[number].forEachCell { rank, value, line, column in
                cells += 1
                guard rank < values.count, unsafe values[rank] == RecordRow.absent else {
                    strays.append(Place(line: line, column: column))
                    return
                }
                unsafe values[rank] = RecordRow.word(value)
            }
        }
        row.strays = strays
        lookUp(&row)
        row.isPlain = row.isLookedAt && strays.isEmpty && parsed[number].repeated.isEmpty && isPlain(row)
        return cells
    }

    /// Finds the region of the record, and decides if rules check the record.
    private func lookUp(_ row: inout RecordRow) {
        row.isLookedAt = false
        guard let period = delivery.periods[parsed[row.record].period] else { return }
        row.period = period
        switch delivery.regions[parsed[row.record].region] {
        case .known(let index): row.region = index
        case .undecided, .unplaced: return
        case .unknown, .letters, .malformed: row.region = nil
        }
        row.isLookedAt = true
    }

    /// True if every column has a number in its topic's range, or a gap that the layout allows.
    private func isPlain(_ row: RecordRow) -> Bool {
        let ranges = ranges[row.period]
        if layout.cells == .combinations {
            let range = ranges[0]
            return row.values.allSatisfy { $0 == RecordRow.absent || range.contains($0) }
        }
        switch layout.gaps {
        case .none:
            return columns.allSatisfy { rank in
                let word = row.values[rank]
                // A figure of the region as a whole may be missing, for any reason.
                return word == RecordRow.absent || ranges[rank].contains(word)
                    || (areas.contains(rank) && RecordRow.isMissing(word))
            }
        case .unknown:
            return columns.allSatisfy {
                RecordRow.isMissing(row.values[$0]) || ranges[$0].contains(row.values[$0])
            }
        case .refused, .symbols: return columns.allSatisfy { ranges[$0].contains(row.values[$0]) }
        }
    }

    private func tally(of row: RecordRow) -> Tally {
        guard layout.gaps == .symbols || row.isPlain else { return .empty }
        switch layout.gaps {
        case .none, .refused:
            return Tally(ranks: columns) { rank in
                row.values[rank] > 0 || (row.values[rank] == 0 && areas.contains(rank))
                    ? .number(row.values[rank]) : nil
            }
        case .unknown:
            // An unknown value has no cell in the tally.
            return Tally(ranks: columns) { rank in
                RecordRow.isNumber(row.values[rank]) ? .number(row.values[rank]) : nil
            }
        case .symbols:
            // Of a region with units every figure can exist, so a blank is one that a program wrote as nothing. Units
            // that are rounded to 0 are fewer than half the base of rounding, and not none.
            let hasUnits = populationRank.map { row.values[$0] >= fewestUnits } ?? false
            return Tally(ranks: columns) { rank in
                let word = row.values[rank]
                if RecordRow.isNumber(word) { return .number(word) }
                let symbol = RecordRow.symbol(word) ?? .null
                return .missing(hasUnits && symbol == .blank ? .unknown : symbol)
            }
        }
    }

    private func population(of row: RecordRow) -> Int64 {
        // Published units are read whatever else the row lacks.
        guard layout.gaps == .symbols || row.isPlain else { return ExaminedRecords.unreliable }
        switch layout.units {
        case .sumOfCells: return row.values.reduce(0) { $0 + max($1, 0) }
        case .fullestVariable: return units.units { max(row.values[$0], 0) }
        // No topic is the units of the others, so nothing is a share of the region.
        case .notTold:
            return columns.allSatisfy { RecordRow.isNumber(row.values[$0]) } ? 0 : ExaminedRecords.incomplete
        case .topic:
            guard let populationRank, row.values[populationRank] >= 0 else {
                return ExaminedRecords.unreliable
            }
            return row.values[populationRank]
        }
    }
}
