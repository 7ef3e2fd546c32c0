public import Imputation
public import Statistics

/// Microdata that were read, and of which values must be imputed before there is a table.
public protocol UnimputedReading: Sendable {
    /// The report years of the delivery, in the order of the file.
    var years: [Int] { get }

    /// The report years with units that must be imputed, in the order of the file.
    var unresolved: [Int] { get }

    /// Fits the model of a report year on the rows of the delivery.
    ///
    /// - Throws: Faults of the machine only.
    func fit(year: Int) throws -> FittedYear

    /// True if a model is of the persons and covariates that the data set has now.
    func fits(_ model: ImputationModel) -> Bool

    /// Imputes what is left and puts everything together; years without a model are named in the table.
    ///
    /// - Parameters:
    ///   - models: The models, by report year.
    ///   - remarks: What was met while fitting them.
    ///   - gaps: Why a year has no model, where that is not for want of rows to fit it on.
    /// - Returns: The table of the whole delivery.
    /// - Throws: Faults of the machine only.
    func complete(
        with models: [Int: ImputationModel],
        remarks: [ParsedUnits.ModelRemark],
        gaps: [Int: ParsedUnits.ModelGap.GapReason]
    ) throws -> ParsedTable
}

extension UnimputedReading {
    /// Imputes what is left with models that need no remark.
    public func complete(with models: [Int: ImputationModel]) throws -> ParsedTable {
        try complete(with: models, remarks: [], gaps: [:])
    }
}

/// The outcome of fitting the model of one report year.
public struct FittedYear: Sendable {
    /// The model; nil where there was no row to fit it on.
    public let model: ImputationModel?
    /// Remarks for whoever uses the figures.
    public let remarks: [ParsedUnits.ModelRemark]

    /// Creates an outcome.
    public init(model: ImputationModel?, remarks: [ParsedUnits.ModelRemark]) {
        self.model = model
        self.remarks = remarks
    }
}
