import Codebook
public import Statistics
public import ValidationWalks

/// The validation of one delivery, with its codes and periods looked up.
///
/// Slices of the records may be examined in any order and concurrently; the conclusion combines them.
public struct Examination: Sendable {
    private let delivery: LookedUp?
    private let rules: [any Rule]
    private let pass: RecordPass?
    private let table: ParsedTable
    private let empty: Report

    init(_ table: ParsedTable, validator: Validator) {
        self.table = table
        empty = Report(validator.codebook.rules)
        guard let form = validator.codebook.form(table.form) else {
            delivery = nil
            rules = []
            pass = nil
            return
        }
        let delivery = LookedUp(table, context: validator.context(of: table, form: form))
        self.delivery = delivery
        rules = RuleCatalogue.active(in: delivery.context)
        pass = RecordPass(delivery, rules: rules.compactMap { $0 as? any RecordRule })
    }

    /// Examines a slice of the records, each by itself.
    public func records(_ range: Range<Int>) -> ExaminedRecords {
        pass?.records(range, report: empty) ?? ExaminedRecords(range: range, report: empty)
    }

    /// Combines slices and examines a delivery as a whole, where no release of its periods is to be looked at.
    public func conclude(
        _ slices: [ExaminedRecords],
        stored: (Period) throws -> StoredPeriodFacts?
    ) rethrows -> Validation {
        try conclude(slices, stored: stored, released: { _ in nil })
    }

    /// Combines slices and examines the delivery as a whole.
    ///
    /// - Parameters:
    ///   - slices: The examined slices; together they contain every record once.
    ///   - stored: The stored facts of a period; see ``Validator/validate(_:stored:)``.
    ///   - released: What the standing release says of a period whose figures were made of counts.
    /// - Returns: The validated table and the findings.
    public func conclude(
        _ slices: [ExaminedRecords],
        stored: (Period) throws -> StoredPeriodFacts?,
        released: (Period) throws -> ReleasedFigures?
    ) rethrows -> Validation {
        var report = empty
        guard let delivery else {
            report.add(TopicsArePresent.self, at: nil) { TopicsArePresent.unknownForm }
            return ValidationOutcome(report: report, table: table, delivery: nil, cells: []).validation
        }
        for case let rule as any TableRule in rules { rule.check(delivery, report: &report) }

        let slices = slices.sorted { $0.range.lowerBound < $1.range.lowerBound }
        var tallies = slices.first?.tallies ?? []
        var populations = slices.first?.populations ?? []
        var cells = slices.first?.cells ?? []
        for slice in slices { report.add(slice.report) }
        for slice in slices.dropFirst() {
            tallies += slice.tallies
            populations += slice.populations
            cells += slice.cells
        }
        precondition(tallies.count == table.records.count, "slices hold every record once")

        // Regions of another year's classification would only be reported as missing, one by one.
        var outcome = ValidationOutcome(report: report, table: table, delivery: delivery, cells: cells)
        // Rows that are faulty or wait for a model are in no record: the rest is no table to compare.
        let isWhole = table.units?.isWhole ?? true
        let periodRules = rules.compactMap { $0 as? any PeriodRule }.filter {
            isWhole || !type(of: $0).needsEveryRow
        }
        let asksYearBefore = periodRules.contains { $0 is ChangeFromPreviousYear }
        let asksDistributions = periodRules.contains { $0 is any DistributionRule }
        let isOfOtherYear = delivery.better != nil
        var before: (period: Period, units: Populations, profile: Profile?)?
        for (position, records) in recordsByPeriod(delivery).enumerated() where !isOfOtherYear {
            let period = delivery.context.periods[position]
            var periodTable = PeriodTable(
                delivery,
                period: position,
                records: records,
                tallies: tallies,
                populations: populations,
                stored: try stored(period)
            )
            if !delivery.context.form.holdsCounts { periodTable.release = try released(period) }
            let isDelivered = before?.period == period.previousYear
            let storedBefore =
                isDelivered || !(asksYearBefore || asksDistributions) ? nil : try stored(period.previousYear)
            if asksYearBefore {
                periodTable.yearBefore =
                    isDelivered ? before?.units : Populations(stored: storedBefore, context: delivery.context)
            }
            let profile = asksDistributions ? Profile(of: periodTable) : nil
            if let profile {
                periodTable.distributions = Distributions(
                    periodTable,
                    profile: profile,
                    yearBefore: isDelivered
                        ? before?.profile
                        : storedBefore.flatMap { Profile(stored: $0, context: delivery.context) }
                )
            }
            for rule in periodRules { rule.check(periodTable, report: &outcome.report) }
            outcome.add(periodTable)
            before = (period, Populations(after: periodTable), profile)
        }
        return outcome.validation
    }

    /// The records of each period of the delivery, in delivery order.
    private func recordsByPeriod(_ delivery: LookedUp) -> [[Int]] {
        var records = [[Int]](repeating: [], count: delivery.context.periods.count)
        for number in table.records.indices {
            guard let period = delivery.periods[table.records[number].period] else { continue }
            records[period].append(number)
        }
        return records
    }
}
