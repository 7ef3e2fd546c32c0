/// What was noticed of the rows of a delivery with one row a unit, while they were counted.
///
/// Every row is counted in a record, or left out for a reason, or faulty; a delivery with faulty rows is refused.
public struct ParsedUnits: Hashable, Sendable {
    /// Rows that are not counted, by reason.
    public var leftOut: [String: Int]
    /// What is wrong with rows.
    public var faults: [RecordFault]
    /// Whether repeated units would have been noticed.
    public var checkedIDs: Bool
    /// Periods of which units could not be imputed, because there is no model to do it with.
    public var withoutModel: [ModelGap]
    /// What was met while models were fitted that whoever uses the figures should know.
    public var modelRemarks: [ModelRemark]

    /// Whether every row is counted or left out for a reason, so that what is counted can be compared with anything.
    public var isWhole: Bool { faults.isEmpty && withoutModel.isEmpty }

    /// A period without a model, and why it has none.
    public struct ModelGap: Hashable, Sendable {
        /// Why there is no model.
        public enum Reason: Hashable, Sendable {
            /// No row of the delivery has a level to fit it on.
            case nothingToFitOn
            /// What is held of the period was delivered without a level to impute, so no model came with it.
            case noneIsHeld
            /// The model that is held is of other persons or covariates than the codebook has now.
            case heldIsOfOtherFields
        }

        /// The period.
        public let period: Period
        /// Why.
        public let reason: Reason

        /// Creates a gap.
        public init(period: Period, reason: Reason) {
            self.period = period
            self.reason = reason
        }
    }

    /// Something about the model of a period.
    public struct ModelRemark: Hashable, Sendable {
        /// The period.
        public let period: Period
        /// One sentence.
        public let text: Text
        /// Whether figures may be wrong for it.
        public let isSerious: Bool

        /// Creates a remark.
        public init(period: Period, text: Text, isSerious: Bool) {
            self.period = period
            self.text = text
            self.isSerious = isSerious
        }
    }

    /// Creates what was noticed.
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
