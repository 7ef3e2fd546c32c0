import Classification
import Codebook
import Statistics
import ValidationWalks

/// The result of a validation so far: findings, tallies, and the accounting of rows.
struct ValidationOutcome {
    /// The findings.
    var report: Report
    private let table: ParsedTable
    private let delivery: LookedUp?
    private let cells: [Int32]
    private var periods: [ValidatedPeriod] = []
    private var repeated = 0

    /// Starts with the findings before any period.
    init(report: Report, table: ParsedTable, delivery: LookedUp?, cells: [Int32]) {
        self.report = report
        self.table = table
        self.delivery = delivery
        self.cells = cells
    }

    /// Adds the tallies of a period.
    mutating func add(_ period: PeriodTable) {
        let context = period.delivery.context
        for record in period.repeated { repeated += rows(of: record) }
        guard !report.findings.isRejection else { return }
        let publishes = period.edition.levels.indices.map { context.publishes(level: $0) }
        var tallies: [(region: RegionIndex, tally: Tally)] = []
        for position in period.edition.regions.indices where publishes[period.edition.regions[position].level]
        {
            if let record = period.record(at: position) {
                tallies.append((RegionIndex(position), period.tallies[record]))
            } else if period.composition.states[position] == .empty {
                tallies.append((RegionIndex(position), .empty))
            }
        }
        guard !tallies.isEmpty else { return }
        periods.append(
            ValidatedPeriod(
                period: period.period,
                status: period.status,
                columns: context.columns,
                tallies: tallies
            )
        )
    }

    /// The final result.
    var validation: Validation {
        let counted = countedRows()
        let isRejected = report.findings.isRejection
        var leftOut = counted.leftOut
        // Faulty rows are in no record, and reject the delivery.
        let refused = table.units == nil ? counted.taken : table.rows - leftOut.values.reduce(0, +)
        if isRejected, refused > 0 { leftOut[LeftOut.rejected] = refused }
        let taken = isRejected ? 0 : counted.taken
        let valid = delivery.flatMap { delivery in
            isRejected
                ? nil
                : ValidatedTable(
                    form: delivery.context.form,
                    periods: periods,
                    rowsTaken: taken,
                    rowsLeftOut: leftOut
                )
        }
        return Validation(
            table: valid,
            findings: report.findings,
            periods: delivery?.context.periods ?? Set(table.periods.compactMap(\.period)).sorted(),
            regions: regions(),
            rowsTaken: taken,
            rowsLeftOut: leftOut
        )
    }

    /// The rows of the delivered file in a record: one a cell in a joint form, one a unit in microdata, else
    /// one.
    private func rows(of record: Int) -> Int {
        if table.namesCells { return Int(cells[record]) }
        return switch delivery?.context.form.traits.cells {
        case .combinations, .counted: Int(cells[record])
        case .topics, nil: 1
        }
    }

    private func countedRows() -> (taken: Int, leftOut: [String: Int]) {
        guard let delivery else { return (0, table.rows > 0 ? [LeftOut.rejected: table.rows] : [:]) }
        let reasons = delivery.regions.map { reason(for: $0, in: delivery) }
        var taken = 0
        var leftOut = table.units?.leftOut ?? [:]
        for number in table.records.indices {
            let rows = rows(of: number)
            if delivery.periods[table.records[number].period] == nil {
                leftOut[LeftOut.period, default: 0] += rows
            } else if let reason = reasons[table.records[number].region] {
                leftOut[reason, default: 0] += rows
            } else {
                taken += rows
            }
        }
        if repeated > 0 {
            leftOut[LeftOut.repeated] = repeated
            taken -= repeated
        }
        return (taken, leftOut)
    }

    /// The reason for leaving out the rows of a delivered region; nil if they are taken.
    private func reason(for outcome: LookedUp.RegionLookUp, in delivery: LookedUp) -> String? {
        switch outcome {
        case .undecided: return LeftOut.undecided
        case .unplaced: return LeftOut.unplaced
        case .unknown, .letters, .malformed: return LeftOut.unknown
        case .known(let index):
            let region = delivery.context.edition[index]
            if delivery.context.publishes(level: region.level) { return nil }
            return region.parent == nil ? LeftOut.country : LeftOut.level
        }
    }

    private func regions() -> [String: Int] {
        guard let delivery else { return [:] }
        var indices: Set<RegionIndex> = []
        for case .known(let index) in delivery.regions { indices.insert(index) }
        var counts: [String: Int] = [:]
        let edition = delivery.context.edition
        for index in indices { counts[edition.levels[edition[index].level].key, default: 0] += 1 }
        return counts
    }
}
