public import Classification
public import Codebook
public import Statistics
public import ValidationWalks

/// Validates deliveries of a data set against the classification, the codebook and the stored values.
///
/// A pure function of its arguments: the same delivery with the same stored values has the same findings.
public struct Validator: Sendable {
    /// The data set.
    public let codebook: Codebook
    /// The edition of the classification.
    public let edition: Edition
    /// True if deliveries replace whole periods; false if only their regions.
    public let replacesPeriods: Bool
    /// True if the steward said that the delivery is meant to drop what it lacks.
    public var meansToReplace = false
    /// Account of the rows of the year before; nil where that is not known.
    public var before: RowAccount?

    /// The facts about the kind of the data set.
    let checks: KindChecks

    /// The codes of what rules say that look at what a delivery lacks of what is stored.
    package static let codesOfWhatIsLacking: Set = [PartsAreKnown.code, WholeIsDelivered.code]

    /// The codes of findings that only follow where reading refused rows or columns: what is not read is missing.
    package static let codesOfWhatFollows: Set = [RowsArePresent.code, ReplacementIsMeant.code]

    /// Creates a validator.
    ///
    /// - Parameters:
    ///   - codebook: The data set.
    ///   - checks: The facts about its kind.
    ///   - edition: The edition of the classification.
    ///   - replacesPeriods: True if deliveries replace whole periods; false if only the regions in them.
    public init(codebook: Codebook, checks: KindChecks, edition: Edition, replacesPeriods: Bool) {
        self.codebook = codebook
        self.checks = checks
        self.edition = edition
        self.replacesPeriods = replacesPeriods
    }

    /// Validates a delivery.
    ///
    /// - Parameters:
    ///   - table: The delivery as read.
    ///   - stored: The stored facts of a period; called at most once for each period of the delivery and for
    ///     each year before one, by rising time. The facts are released when the next period is done.
    /// - Returns: The validated table and the findings.
    public func validate(
        _ table: ParsedTable,
        stored: (Period) throws -> StoredPeriodFacts?
    ) rethrows -> Validation {
        let examination = examine(table)
        return try examination.conclude([examination.records(table.records.indices)], stored: stored)
    }

    /// Looks up the codes and periods of a delivery, so that its records can be examined in slices.
    public func examine(_ table: ParsedTable) -> Examination { Examination(table, validator: self) }

    /// The inputs of rules besides a delivery, which says which periods and columns they are about.
    func context(of table: ParsedTable, form: Form) -> RuleContext {
        RuleContext(
            codebook: codebook,
            checks: checks,
            form: form,
            edition: edition,
            replacesPeriods: replacesPeriods,
            meansToReplace: meansToReplace,
            columns: form.traits.isJoint
                ? []
                : Set(table.columns.map(\.rank)).filter(form.topics.indices.contains).sorted(),
            periods: Set(table.periods.compactMap(\.period)).sorted(),
            before: before
        )
    }
}
