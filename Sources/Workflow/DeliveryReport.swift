public import Statistics

/// What examining a delivery found out, as its receipt tells it.
public struct DeliveryReport: Hashable, Sendable, Codable {
    /// What the file was recognised as, for example `csv-flat` or `atom-typed`; nil where it was not.
    public var format: String?
    /// The key of the form in the codebook; nil where none fits.
    public var form: String?
    /// Rows with data.
    public var rows: Int
    /// The names of the periods, rising.
    public var periods: [String]
    /// The number of regions of each level, by the key of the level.
    public var regions: [String: Int]
    /// Rows that were taken.
    public var taken: Int
    /// Rows that were left out, by reason.
    public var leftOut: [String: Int]
    /// What was noticed.
    public var findings: Findings
    /// Regions whose held counts the delivery changed, over all periods.
    public var changedRegions: Int

    /// Creates a report of a delivery that could not be read.
    public init(findings: Findings = Findings()) {
        format = nil
        form = nil
        rows = 0
        periods = []
        regions = [:]
        taken = 0
        leftOut = [:]
        self.findings = findings
        changedRegions = 0
    }

    /// Says that nothing is taken: every row that is not left out for another reason is, because of the rejection.
    public mutating func refuseRows() {
        taken = 0
        leftOut[Self.rejected] = nil
        let others = leftOut.values.reduce(0, +)
        if rows > others { leftOut[Self.rejected] = rows - others }
    }

    /// The reason for leaving the rows of a rejected delivery out.
    private static let rejected = "rejected"
}

/// Whether a delivery is taken.
public enum DeliveryOutcome: String, Hashable, Sendable, CaseIterable, Codable {
    /// What it holds is held.
    case accepted
    /// It is refused.
    case rejected
}

/// What a delivery replaces.
public enum DeliveryMode: String, Hashable, Sendable, CaseIterable, Codable {
    /// Every region of the periods it holds.
    case year
    /// Only the regions it holds.
    case correction
}
