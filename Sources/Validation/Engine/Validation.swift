public import Statistics

/// The result of validating a delivery.
public struct Validation: Sendable {
    /// The validated table; nil exactly if a finding is a rejection.
    public let table: ValidatedTable?
    /// The findings.
    public let findings: Findings
    /// The periods of the delivery, by rising time.
    public let periods: [Period]
    /// The number of regions that the edition knows, by the key of their level.
    public let regions: [String: Int]
    /// Rows that were taken; none for a rejected delivery.
    public let rowsTaken: Int
    /// Rows that were left out, by reason.
    public let rowsLeftOut: [String: Int]
}

/// The reasons for leaving rows out, as receipts count them.
enum LeftOut {
    /// The edition cannot tell if the region exists.
    static let undecided = "region-undecided"
    /// The row is of units that no region has.
    static let unplaced = "region-unplaced"
    /// The edition does not have the region, and the codebook does not reject for it.
    static let unknown = "region-unknown"
    /// The row is of the country, which is used in checks and computed rather than stored.
    static let country = "country-row"
    /// The row is of a level that the data set does not publish.
    static let level = "level-not-published"
    /// The data set does not take the row's period.
    static let period = "period"
    /// A row of the same region and period came before.
    static let repeated = "repeated"
    /// The delivery is rejected.
    static let rejected = "rejected"
}
