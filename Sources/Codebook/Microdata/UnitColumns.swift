/// The columns of a form that has a row for every unit, whose categories are derived on the way in.
public struct UnitColumns: Hashable, Sendable {
    /// The headers of the column of the report year.
    public var period: [String]
    /// The headers of the column that says which unit it is.
    public var id: [String]
    /// The headers of the column of the region.
    public var region: [String]
    /// What the codes of regions begin with, where deliveries may leave it out; else empty.
    public var prefix: String

    /// Creates the columns.
    public init(period: [String], id: [String], region: [String], prefix: String) {
        self.period = period
        self.id = id
        self.region = region
        self.prefix = prefix
    }
}
