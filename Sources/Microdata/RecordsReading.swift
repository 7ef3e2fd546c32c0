import Codebook
import Cores
public import Imputation
public import Statistics
public import TableReading
package import Tallying

/// A microdata delivery after its first pass: counted as far as levels are known.
///
/// Years without a model remain, and units whose level must be imputed. A model is fitted on the
/// rows of the delivery itself or is a kept one; if levels must be imputed the file is read once more, and
/// nothing of it is kept.
public struct RecordsReading: UnimputedReading {
    package let pass: RecordsPass
    package let plan: RecordPlan
    package let scans: [RecordScan]
    package let totals: RecordTotals
    /// The year whose patterns were counted in the first pass.
    package let patternYear: Int?

    /// The report years of the delivery, in the order of the file.
    public var years: [Int] { totals.periods.map(\.year) }

    /// True if the level of any unit must be imputed.
    public var isOpen: Bool { totals.periods.contains { $0.unresolved > 0 } }

    /// The report years with units whose level must be imputed, in the order of the file.
    public var unresolved: [Int] { totals.periods.filter { $0.unresolved > 0 }.map(\.year) }

    /// Fits the model of a report year on the rows of the delivery.
    ///
    /// - Throws: Failures of the machine only.
    public func fit(year: Int) throws -> FittedYear {
        guard let setting = plan.layout.imputation, !plan.designs.isEmpty else {
            return FittedYear(model: nil, remarks: [])
        }
        var tables = scans.map(\.patterns)
        if year != patternYear {
            // One year at a time, so that memory does not grow with the years of a file.
            for scan in scans { scan.turn(to: .patterns(of: year)) }
            _ = try pass.run(scans)
            tables = scans.map(\.patterns)
        }
        let (designs, counted) = (plan.designs, tables)
        let models = Spreading.overCores.results(of: designs.count) { person in
            MultinomialFit.fit(
                PatternCounts(counted.map { $0[person] }),
                design: designs[person],
                seed: setting.seed &+ UInt64(person),
                replicates: setting.replicates,
                spreading: .overCores
            )
        }
        guard let first = models.first, first.isUsable else { return FittedYear(model: nil, remarks: []) }
        let second = models.dropFirst().first.flatMap { $0.isUsable ? $0 : nil }
        let period = Period(year: year)
        return FittedYear(
            model: ImputationModel(
                year: year,
                seed: setting.seed,
                replicates: setting.replicates,
                first: first,
                second: second
            ),
            remarks: ([first] + (second.map { [$0] } ?? [])).flatMap { FitWords(model: $0).remarks(period) }
        )
    }

    /// True if a model is of the persons and covariates that the data set has now.
    public func fits(_ model: ImputationModel) -> Bool { plan.fits(model) }

    /// Imputes the remaining units and completes the table, which names the years without a model.
    ///
    /// - Parameters:
    ///   - models: The models, by report year.
    ///   - remarks: Remarks of fitting them.
    ///   - gaps: The reasons of years without a model, other than a lack of rows to fit it on.
    /// - Returns: The table of the whole delivery.
    /// - Throws: Failures of the machine only.
    public func complete(
        with models: [Int: ImputationModel],
        remarks: [ParsedUnits.ModelRemark],
        gaps: [Int: ParsedUnits.ModelGap.GapReason]
    ) throws -> ParsedTable {
        let usable = models.filter { plan.fits($0.value) }
        let missing = unresolved.filter { usable[$0] == nil }
        guard missing.isEmpty else {
            let missing = missing.map { year in
                ParsedUnits.ModelGap(period: Period(year: year), reason: gaps[year] ?? .nothingToFitOn)
            }
            return table(withoutModel: missing, remarks: remarks)
        }
        guard isOpen else { return table(remarks: remarks) }
        for scan in scans { scan.turn(to: .impute(usable.mapValues(HouseholdImputer.init))) }
        let outcome = try pass.run(scans)
        let whole = RecordTotals(scans, lines: outcome.lines, firstLine: pass.header.lineNumber + 1)
        return RecordsReading(pass: pass, plan: plan, scans: scans, totals: whole, patternYear: nil)
            .table(remarks: remarks)
    }

    /// The table of the counts.
    package func table(
        withoutModel: [ParsedUnits.ModelGap] = [],
        remarks: [ParsedUnits.ModelRemark] = []
    ) -> ParsedTable {
        RecordTable(
            header: pass.header,
            totals: totals,
            threads: scans.count,
            withoutModel: withoutModel,
            modelRemarks: remarks
        ).table
    }
}
