/// The columns of a microdata form whose categories are derived while the rows are read.
public struct UnitColumns: Hashable, Sendable {
    /// The headers of the column of the report year.
    public var period: [String]
    /// The headers of the column with the id of the unit.
    public var id: [String]
    /// The headers of the column of the region.
    public var region: [String]
    /// The beginning of region codes, if deliveries may omit it; else empty.
    public var prefix: String

    /// Creates the columns.
    public init(period: [String], id: [String], region: [String], prefix: String) {
        self.period = period
        self.id = id
        self.region = region
        self.prefix = prefix
    }
}
