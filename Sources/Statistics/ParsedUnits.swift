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
    public var withoutModel: [Period]
    /// Periods whose model must be used with care, each with what was met while fitting it.
    public var modelNotes: [(period: Period, note: Text)] { [] }

    /// Creates what was noticed.
    public init(
        leftOut: [String: Int] = [:],
        faults: [RecordFault] = [],
        checkedIDs: Bool = true,
        withoutModel: [Period] = []
    ) {
        self.leftOut = leftOut
        self.faults = faults
        self.checkedIDs = checkedIDs
        self.withoutModel = withoutModel
    }
}
