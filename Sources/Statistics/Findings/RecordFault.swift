/// One kind of fault in the rows of a microdata delivery: its number and its first places.
///
/// It never holds the text at those places, only of what kind it is.
public struct RecordFault: Hashable, Sendable {
    /// The kinds of fault of a row.
    public enum FaultKind: Int, Hashable, Sendable, Comparable, CaseIterable {
        /// The row is longer than the limit for rows.
        case tooLong
        /// A NUL character stands in the row.
        case nulCharacter
        /// A quotation mark opens a field and none closes it on the line.
        case unclosedQuote
        /// Text follows the quotation mark that closes a field.
        case strayQuote
        /// The row repeats the header of the file.
        case headerAgain
        /// The row has more or fewer fields than there are columns.
        case fieldCount
        /// The value of a field is not one that its codebook allows.
        case field
        /// A field is filled whose condition for being filled does not hold.
        case notApplicable
        /// The category is not the highest of the categories it is said to be the highest of.
        case notHighest
        /// A unit is repeated within one period.
        case repeated
        /// The id is a number in scientific notation, shortened by a spreadsheet.
        case shortenedID
        /// The line is a note and no row, and rows follow it.
        case noteAmongRows
        /// In the order of the cases.
        public static func < (a: Self, b: Self) -> Bool { a.rawValue < b.rawValue }
    }

    /// The kind of fault.
    public let kind: FaultKind
    /// The key of the field; nil for faults of a whole row.
    public let field: String?
    /// The number of rows, or of fields of rows, with this fault.
    public let total: Int
    /// The first places, in file order.
    public let places: [Place]

    /// Text in the place of a year, for each of the places; nil or absent elsewhere.
    public let periods: [PeriodText?]

    /// Creates a fault.
    public init(
        kind: FaultKind,
        field: String? = nil,
        total: Int,
        places: [Place],
        periods: [PeriodText?] = []
    ) {
        self.kind = kind
        self.field = field
        self.total = total
        self.places = places
        self.periods = periods
    }
}
