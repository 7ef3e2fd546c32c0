/// The result of checking the rows of a microdata delivery while they are counted.
///
/// Every row is counted in a record, or left out for a reason, or faulty; a delivery with faulty rows is refused.
public struct ParsedUnits: Hashable, Sendable {
    /// Rows that are not counted, by reason for leaving them out.
    public var leftOut: [String: Int]
    /// Deciding facts, by reason.
    public var deciding: [String: LeftOutReason] = [:]
    /// The ranks of variables that are derived without one of their fields, which reading has said.
    public var derivedInPart: Set<Int> = []
    /// The columns with something peculiar about them, in the order of the file.
    public var fields: [UnitFieldFacts] = []
    /// The faults of rows, by kind and field.
    public var faults: [RecordFault]
    /// True if repeated units were looked for.
    public var checkedIDs: Bool
    /// Periods with units whose missing level cannot be imputed, because there is no model.
    public var withoutModel: [ModelGap]
    /// Remarks on the fitted models that whoever uses the figures should know.
    public var modelRemarks: [ModelRemark]

    /// True if every row is counted or left out for a reason, so that the counts are complete and can be
    /// compared.
    public var isWhole: Bool { faults.isEmpty && withoutModel.isEmpty }

    /// A period without a model, and why it has none.
    public struct ModelGap: Hashable, Sendable {
        /// The reason why there is no model.
        public enum GapReason: Hashable, Sendable {
            /// No row of the delivery has a level to fit it on.
            case nothingToFitOn
            /// The stored counts of the period came without a level to impute, so no model was kept with
            /// them.
            case noneIsKept
            /// The kept model is of other persons or covariates than the codebook has now.
            case keptIsOfOtherFields
        }

        /// The period.
        public let period: Period
        /// The reason.
        public let reason: GapReason

        /// Creates a gap.
        public init(period: Period, reason: GapReason) {
            self.period = period
            self.reason = reason
        }
    }

    /// A remark on the model of a period.
    public struct ModelRemark: Hashable, Sendable {
        /// The period.
        public let period: Period
        /// One sentence.
        public let text: Text
        /// True if the figures may be wrong because of it.
        public let isSerious: Bool

        /// Creates a remark.
        public init(period: Period, text: Text, isSerious: Bool) {
            self.period = period
            self.text = text
            self.isSerious = isSerious
        }
    }

    /// Creates the result of checking rows.
    public init(
        leftOut: [String: Int] = [:],
        faults: [RecordFault] = [],
        checkedIDs: Bool = true,
        withoutModel: [ModelGap] = [],
        modelRemarks: [ModelRemark] = []
    ) {
        self.leftOut = leftOut
        self.faults = faults
        self.checkedIDs = checkedIDs
        self.withoutModel = withoutModel
        self.modelRemarks = modelRemarks
    }
}
