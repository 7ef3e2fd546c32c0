public import Classification
public import Codebook
public import Statistics

/// Confronts deliveries of a data set with the classification, the codebook and what is held.
///
/// A pure function of its arguments: the same delivery beside the same holdings has the same findings,
/// whenever and wherever it is validated.
public struct Validator: Sendable {
    /// The data set.
    public let codebook: Codebook
    /// The edition of the classification.
    public let edition: Edition
    /// Whether deliveries replace whole periods, or only the regions they hold.
    public let replacesPeriods: Bool

    /// Creates a validator.
    public init(codebook: Codebook, edition: Edition, replacesPeriods: Bool) {
        self.codebook = codebook
        self.edition = edition
        self.replacesPeriods = replacesPeriods
    }

    /// Validates a delivery.
    ///
    /// - Parameters:
    ///   - table: The delivery as it was read.
    ///   - held: What is held of a period; asked at most once for each period of the delivery and for each
    ///     year before one, by rising time, and let go of when the next period is done.
    /// - Returns: What can be held, and what was noticed.
    public func validate(
        _ table: ParsedTable,
        held: (Period) throws -> HeldPeriodFacts?
    ) rethrows -> Validation {
        let examination = examine(table)
        return try examination.conclude([examination.records(table.records.indices)], held: held)
    }

    /// Looks up the codes and periods of a delivery, so that its records can be examined in slices.
    public func examine(_ table: ParsedTable) -> Examination { Examination(table, validator: self) }
}
