public import Statistics

/// The result of reading a delivery.
public struct DeliveryReading: Sendable {
    /// The recognised format, for example `csv-flat` or `atom-typed`; nil for an unknown one.
    public var format: String?
    /// The table; nil if none could be read.
    public var table: ParsedTable?
    /// The microdata whose units must be imputed before there is a table; nil if none must.
    public var units: (any UnimputedReading)?
    /// All findings of reading.
    public var findings: Findings
    /// The names of the columns that findings lie in; nil if the file has none.
    public var fieldNames: FieldNames?

    /// Creates the result of reading.
    public init(format: String? = nil, table: ParsedTable? = nil, findings: Findings = Findings()) {
        self.format = format
        self.table = table
        self.findings = findings
    }
}
