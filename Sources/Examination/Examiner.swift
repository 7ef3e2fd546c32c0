package import Bytes
package import Classification
package import Codebook
import Cores
import Disclosure
import Drops
import Files
package import Imputation
import Ingest
import Kinds
package import Ledger
import Microdata
package import ReleaseService
import Scoring
package import Statistics
package import TableReading
import Validation
import ValidationWalks
package import Workflow

/// The result of examining a file: the report, and the tallies to store if there is no rejection.
package struct ExaminedDelivery: Sendable {
    /// The result of the examination.
    package var report: DeliveryReport
    /// The tallies of the delivery; nil if it is rejected.
    package var holdings: [PeriodHoldings]?
    /// The models that were fitted on it, by period.
    package var models: [Period: ImputationModel] = [:]
}

/// Reads and validates a delivery: the whole way up to, but without, the ledger.
package struct Examiner: Sendable {
    /// The data set.
    package let codebook: Codebook
    /// The edition of the classification.
    package let edition: Edition
    /// The extent that the delivery replaces: whole periods, or its regions.
    package let mode: DeliveryMode
    /// The size limit of a delivery, in bytes.
    package let largestDelivery: Int64
    /// The other data sets, of one of which a file may be that is in the wrong folder.
    package var others: [Codebook] = []
    /// True if the steward said that the delivery is meant to drop what it lacks.
    package var meansToReplace = false
    /// The releases that a delivery of published figures is compared with; nil where it is declared public elsewhere, or
    /// nobody can look.
    package var standing: StandingRelease?

    package init(
        codebook: Codebook,
        edition: Edition,
        mode: DeliveryMode,
        largestDelivery: Int64,
        others: [Codebook] = [],
        meansToReplace: Bool = false
    ) {
        self.codebook = codebook
        self.edition = edition
        self.mode = mode
        self.largestDelivery = largestDelivery
        self.others = others
        self.meansToReplace = meansToReplace
    }

    /// Reads a file; it does not use stored values, so it may run concurrently with anything.
    ///
    /// - Parameters:
    ///   - path: The file.
    ///   - beside: The file of limits; nil to look for one beside the file.
    ///   - progress: Receives the number of bytes read, at intervals.
    ///   - onlooker: Sees the bytes, if reading them once from the start is the fastest way.
    /// - Returns: What was read, with all findings.
    /// - Throws: ``MachineFault`` for failures of the machine.
    package func read(
        _ path: String,
        limits beside: String? = nil,
        progress: (@Sendable (Int64) throws -> Void)? = nil,
        onlooker: (any Onlooker)? = nil
    ) throws -> DeliveryReading {
        var limits = ReadingLimits()
        limits.records = edition.regions.count * codebook.years.count * 2
        limits.fileBytes = largestDelivery
        limits.unpackedBytes = largestDelivery
        let beside = try (beside ?? Self.limits(beside: path)).map {
            try NationalLimitsReader.read(path: $0, codebook: codebook)
        }
        var reading = try DeliveryReader(
            codebook: codebook,
            limits: limits,
            national: beside?.0 ?? NationalLimits()
        ).read(path: path, progress: progress, onlooker: onlooker)
        if let beside { reading.findings.add(beside.1) }
        return try redirected(reading, path)
    }

    /// A reading that says so where the columns of a file are those of another data set.
    private func redirected(_ reading: DeliveryReading, _ path: String) throws -> DeliveryReading {
        let hasStrangeColumns = reading.findings.kept.contains {
            DeliveryReader.headerFaults.contains($0.code)
        }
        guard hasStrangeColumns, reading.findings.isRejection else { return reading }
        for other in others where other.dataset != codebook.dataset {
            guard try DeliveryReader(codebook: other).recognises(path: path) else { continue }
            let finding = DeliveryReader.otherDataset(other.dataset, than: codebook.dataset)
            return DeliveryReading(format: reading.format, findings: Findings([finding]))
        }
        return reading
    }

    /// True if a file beside a delivery says that it is meant to drop what it lacks.
    package static func replaces(beside path: String) -> Bool {
        FileStatus(of: path + DropNames.replacesSuffix) != nil
    }

    /// The file of limits beside a delivery; nil if there is none.
    package static func limits(beside path: String) -> String? {
        let folder = Durable.parent(of: path)
        return DropNames.limits(beside: Array(Durable.name(of: path).utf8)).lazy
            .map { folder + "/" + String(decoding: $0, as: UTF8.self) }
            .first { FileStatus(of: $0)?.kind == .regular }
    }

    /// Validates a reading against the classification, the codebook and the stored values of a ledger.
    package func validate(_ read: DeliveryReading, against ledger: any LedgerStore) throws -> ExaminedDelivery
    {
        var examined = try examine(read, against: ledger)
        if let names = read.fieldNames {
            examined.report.findings = try names.named(examined.report.findings)
        }
        return examined
    }

    private func examine(_ read: DeliveryReading, against ledger: any LedgerStore) throws -> ExaminedDelivery
    {
        let (reading, models) = try UnitImputation(examiner: self, ledger: ledger).complete(read)
        var report = DeliveryReport(findings: reading.findings)
        report.format = reading.format
        guard let table = reading.table else { return ExaminedDelivery(report: report) }
        report.form = table.form
        report.rows = table.rows

        var validator = Validator(
            codebook: codebook,
            checks: codebook.kind.checks,
            edition: edition,
            replacesPeriods: mode == .year
        )
        validator.meansToReplace = meansToReplace
        validator.before = try accountBefore(table, in: ledger)
        let touched = Touched(codes: table.regions.lazy.map(\.code), edition: edition, codebook: codebook)
        let codes = mode == .correction ? touched.codesToFetch(in: edition) : nil
        let ranks = Set(table.columns.map(\.rank))
        let storedFacts = StoredLookup(
            examiner: self,
            ledger: ledger,
            form: table.form,
            ranks: ranks,
            codes: codes
        )
        let examination = validator.examine(table)
        let validation = try examination.conclude(
            records(of: examination, count: table.records.count),
            stored: storedFacts.facts,
            released: { try standing?.figures(of: $0, ledger: ledger) }
        )
        // Where reading refused rows or columns, that they are missing is no finding of its own: its repair
        // would take them for left out on purpose.
        report.findings.add(
            reading.findings.isRejection
                ? validation.findings.without(Validator.codesOfWhatFollows) : validation.findings
        )
        report.periods = validation.periods.map(\.name)
        report.regions = validation.regions
        report.taken = validation.rowsTaken
        report.leftOut = validation.rowsLeftOut
        guard !report.findings.isRejection, let valid = validation.table else {
            report.refuseRows()
            return ExaminedDelivery(report: report)
        }
        let holdings = try valid.periods.flatMap { period in
            let holdings = PeriodHoldings(
                period: period.period,
                status: period.status,
                form: valid.form.key,
                columns: period.columns,
                tallies: period.tallies.map { StoredTally(region: edition[$0.region].code, tally: $0.tally) },
                model: try models[period.period].map(ImputationModelFile.bytes)
            )
            return valid.form.holdsTopicsApart ? holdings.apart : [holdings]
        }
        report.findings.add(
            try AwaitedIndex(codebook: codebook, edition: edition).findings(of: holdings) {
                try ledger.storedPeriods(dataset: codebook.dataset)
            }
        )
        return ExaminedDelivery(report: report, holdings: holdings, models: models)
    }
}

extension Examiner {
    /// Account of the rows of the year before the first one of a delivery of microdata; nil where that is unknown.
    private func accountBefore(_ table: ParsedTable, in ledger: any LedgerStore) throws -> RowAccount? {
        guard mode == .year, table.units != nil,
            let year = table.periods.compactMap(\.period).min()?.previousYear
        else { return nil }
        let last = try ledger.deliveries(dataset: codebook.dataset, limit: Self.deliveriesSearched).first {
            delivery in
            delivery.outcome == .accepted && delivery.reverted == nil && delivery.claim.mode == .year
                && delivery.report?.form == table.form && delivery.report?.periods.contains(year.name) == true
        }
        return last?.report.map { RowAccount(year: year, rows: $0.rows, leftOut: $0.leftOut) }
    }

    /// The number of latest deliveries among which the year before is looked for.
    private static let deliveriesSearched = 500

    /// Examines the records of a delivery, in slices, on every core.
    private func records(of examination: Examination, count: Int) -> [ExaminedRecords] {
        let slices = max(1, min(Spreading.cores, count / 2000))
        return Spreading.overCores.results(of: slices) { slice in
            examination.records(count * slice / slices..<count * (slice + 1) / slices)
        }
    }
}

/// Reads the stored values that rules need from a ledger, and no more than the delivery can touch.
private struct StoredLookup {
    let examiner: Examiner
    let ledger: any LedgerStore
    let form: String
    /// The ranks of the topics that the delivery has a column for.
    let ranks: Set<Int>
    /// The regions that the delivery can concern; nil for all.
    let codes: [RegionCode]?

    /// The stored values of a period; nil if there are none.
    func facts(of period: Period) throws -> StoredPeriodFacts? {
        let dataset = examiner.codebook.dataset
        guard let stored = try ledger.storedPeriods(dataset: dataset).first(where: { $0.period == period })
        else {
            return nil
        }
        var tallies: [RegionIndex: Tally] = [:]
        let edition = examiner.edition
        let isApart = stored.form == form && examiner.codebook.form(form)?.holdsTopicsApart == true
        let others = Set(stored.columns).subtracting(ranks)
        var beside: [RegionIndex: Tally] = [:]
        try ledger.forEachTally(dataset: dataset, period: period, regions: codes) { stored in
            guard case .known(let index) = edition.lookUp(stored.region) else { return }
            guard isApart else {
                tallies[index] = stored.tally
                return
            }
            // Topics that the delivery is not about are neither replaced nor added up with it.
            let tally = stored.tally.only(ranks)
            if !tally.isEmpty { tallies[index] = tally }
            beside[index] = stored.tally.only(others)
        }
        let columns = isApart ? stored.columns.filter(ranks.contains) : stored.columns
        var facts = StoredPeriodFacts(form: stored.form, columns: columns, tallies: tallies)
        facts.beside = beside
        facts.computed = try computed(stored)
        return facts
    }

    /// The figures that Peil would publish from stored counts, for comparison with delivered figures.
    private func computed(_ stored: StoredPeriod) throws -> [RegionIndex: [Int: Int64]]? {
        let codebook = examiner.codebook
        guard let delivered = codebook.form(form), !delivered.holdsCounts,
            let storedForm = codebook.form(stored.form), storedForm.holdsCounts
        else { return nil }
        let published = try PublishedFigures.of(
            stored.period,
            codebook: codebook,
            edition: examiner.edition,
            ledger: ledger
        )
        return published?.tables.first.map(Self.numbers)
    }

    /// The published numbers of a table, by region and rank.
    private static func numbers(_ protected: ProtectedTable) -> [RegionIndex: [Int: Int64]] {
        var computed: [RegionIndex: [Int: Int64]] = [:]
        for row in protected.rows {
            for (rank, value) in zip(protected.columns, row.values) {
                if case .number(let number) = value { computed[row.region, default: [:]][rank] = number }
            }
        }
        return computed
    }
}
