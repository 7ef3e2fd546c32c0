public import Statistics

/// The result of examining a delivery, as its receipt tells it.
public struct DeliveryReport: Hashable, Sendable, Codable {
    /// The recognised file format, for example `csv-flat` or `atom-typed`; nil where none was.
    public var format: String?
    /// The key of the form in the codebook; nil where none fits.
    public var form: String?
    /// Rows with data.
    public var rows: Int
    /// The names of the periods, rising.
    public var periods: [String]
    /// The number of regions of each level, by the key of the level.
    public var regions: [String: Int]
    /// Rows that were counted into what is stored.
    public var taken: Int
    /// Rows that were left out, by reason.
    public var leftOut: [String: Int]
    /// The findings of the delivery.
    public var findings: Findings
    /// Regions whose stored counts the delivery changed, over all periods.
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

    /// Moves every taken row to the rows left out because of the rejection.
    public mutating func refuseRows() {
        taken = 0
        leftOut[Self.rejected] = nil
        let others = leftOut.values.reduce(0, +)
        if rows > others { leftOut[Self.rejected] = rows - others }
    }

    /// The reason for leaving the rows of a rejected delivery out.
    private static let rejected = "rejected"
}

/// Acceptance or rejection of a delivery.
public enum DeliveryOutcome: String, Hashable, Sendable, CaseIterable, Codable {
    /// Its values are stored.
    case accepted
    /// It is refused.
    case rejected
}

/// The part of the stored values that a delivery replaces.
public enum DeliveryMode: String, Hashable, Sendable, CaseIterable, Codable {
    /// Every region of the periods in the file.
    case year
    /// Only the regions in the file.
    case correction
}
