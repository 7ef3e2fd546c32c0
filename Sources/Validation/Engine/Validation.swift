public import Statistics

/// What validating a delivery came to.
public struct Validation: Sendable {
    /// What can be held; nil exactly when a finding is a rejection.
    public let table: ValidatedTable?
    /// What was noticed.
    public let findings: Findings
    /// The periods of the delivery, by rising time.
    public let periods: [Period]
    /// The number of regions that the edition knows, by the key of their level.
    public let regions: [String: Int]
    /// Rows that were taken; none when the delivery is rejected.
    public let rowsTaken: Int
    /// Rows that were left out, by reason.
    public let rowsLeftOut: [String: Int]
}

/// Why rows are left out, as receipts count them.
enum LeftOut {
    /// The edition cannot say whether the region exists.
    static let undecided = "region-undecided"
    /// The edition does not know the region, and the codebook does not reject for it.
    static let unknown = "region-unknown"
    /// The row is of the country, which is used in checks and computed rather than held.
    static let country = "country-row"
    /// The row is of a level that the data set does not publish.
    static let level = "level-not-published"
    /// The row's period is not one that the data set takes.
    static let period = "period"
    /// A row of the same region and period came before.
    static let repeated = "repeated"
    /// The delivery is rejected.
    static let rejected = "rejected"
}
