public import Statistics

/// A form in which a data set is delivered and held.
public struct Form: Hashable, Sendable {
    /// The stable name in the codebook, ledger and receipts.
    public var key: String
    /// Its title for people.
    public var title: Text
    /// The layout of its rows.
    public var layout: Layout
    /// The topics; a joint form and one of records have one.
    ///
    /// The rank of a cell in a wide form is the position here.
    public var topics: [Topic]
    /// The columns and rules of a form with one row a unit; nil for other layouts.
    public var records: RecordLayout?
    /// The columns of characteristics in rows; nil for other layouts.
    public var rows: CharacteristicColumns?

    /// The columns of a row for every unit, where its characteristics are derived; else nil.
    public var units: UnitColumns?

    /// Creates a form.
    public init(
        key: String,
        title: Text,
        layout: Layout,
        topics: [Topic],
        records: RecordLayout? = nil,
        rows: CharacteristicColumns? = nil,
        units: UnitColumns? = nil
    ) {
        self.key = key
        self.title = title
        self.layout = layout
        self.topics = topics
        self.records = records
        self.rows = rows
        self.units = units
    }
}
