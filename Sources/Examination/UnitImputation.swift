import Codebook
import Imputation
import Ledger
import Microdata
import Statistics
import TableReading
import Workflow

/// Finds the models for imputing units of a delivery, and completes the reading with them.
///
/// A year delivery fits the model of each of its periods. A correction imputes with the kept model of its
/// period, so that units it does not touch keep their level; the first correction to an empty period fits its
/// own.
struct UnitImputation {
    let examiner: Examiner
    let ledger: any LedgerStore

    /// Completes a reading, and returns the models fitted for it; a reading that needs none is returned as it
    /// is.
    func complete(_ reading: DeliveryReading) throws -> (DeliveryReading, fitted: [Period: ImputationModel]) {
        guard let units = reading.units else { return (reading, [:]) }
        var models: [Int: ImputationModel] = [:]
        var fitted: [Period: ImputationModel] = [:]
        var remarks: [ParsedUnits.ModelRemark] = []
        var gaps: [Int: ParsedUnits.ModelGap.GapReason] = [:]
        // A year with all levels known fits its model too: a correction of it may have an unknown level.
        let unresolved = Set(units.unresolved)
        for year in units.years {
            if try isStored(year) {
                guard unresolved.contains(year) else { continue }
                let stored = try keptModel(of: year)
                models[year] = stored.flatMap { units.fits($0) ? $0 : nil }
                gaps[year] = stored == nil ? .noneIsKept : .keptIsOfOtherFields
            } else {
                let fit = try units.fit(year: year)
                models[year] = fit.model
                fitted[Period(year: year)] = fit.model
                remarks += fit.remarks
            }
        }
        var completed = reading
        completed.units = nil
        completed.table = try units.complete(with: models, remarks: remarks, gaps: gaps)
        return (completed, fitted)
    }

    /// True if a correction must impute with the kept model.
    private func isStored(_ year: Int) throws -> Bool {
        guard examiner.mode == .correction else { return false }
        return try ledger.storedPeriods(dataset: examiner.codebook.dataset).contains {
            $0.period == Period(year: year)
        }
    }

    /// The kept model of a period; nil if it has none, or none that can still be read.
    private func keptModel(of year: Int) throws -> ImputationModel? {
        try ledger.keptModel(dataset: examiner.codebook.dataset, period: Period(year: year))
            .flatMap(ImputationModelFile.read)
    }
}
