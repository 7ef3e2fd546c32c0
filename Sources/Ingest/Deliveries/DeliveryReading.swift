public import Statistics

/// What reading a delivery came to.
public struct DeliveryReading: Sendable {
    /// What the delivery was recognised as, for example `csv-flat` or `atom-typed`; nil when as nothing.
    public var format: String?
    /// The table; nil when none could be read.
    public var table: ParsedTable?
    /// Units that must be imputed before there is a table, where rows are units; nil when none must.
    public var units: RecordsReading?
    /// Everything noticed while reading.
    public var findings: Findings
    /// What names the columns that findings lie in; nil where the file has none.
    public var fieldNames: FieldNames?

    /// Creates the outcome of a reading.
    public init(format: String? = nil, table: ParsedTable? = nil, findings: Findings = Findings()) {
        self.format = format
        self.table = table
        self.findings = findings
    }
}
