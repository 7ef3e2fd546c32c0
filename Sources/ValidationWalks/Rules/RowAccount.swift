public import Statistics

/// Account of the rows of a delivery of microdata: how many there were, and how many were left out by reason.
public struct RowAccount: Hashable, Sendable {
    /// The year that they are of.
    public let year: Period
    /// The rows.
    public let rows: Int
    /// The rows left out, by reason.
    public let leftOut: [String: Int]

    /// Creates an account.
    public init(year: Period, rows: Int, leftOut: [String: Int]) {
        self.year = year
        self.rows = rows
        self.leftOut = leftOut
    }
}
