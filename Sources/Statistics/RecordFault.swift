/// One kind of fault in the rows of a delivery with one row a unit: how often, and where first.
///
/// It never holds what stands at those places.
public struct RecordFault: Hashable, Sendable {
    /// What can be wrong with a row.
    public enum Kind: Int, Hashable, Sendable, Comparable, CaseIterable {
        /// The row is longer than rows are.
        case tooLong
        /// A NUL character stands in the row.
        case nulCharacter
        /// A quotation mark opens a field and none closes it on the line.
        case unclosedQuote
        /// Text follows the quotation mark that closes a field.
        case strayQuote
        /// The row is the header of the file once more.
        case headerAgain
        /// The row has more or fewer fields than there are columns.
        case fieldCount
        /// A field holds something that it cannot.
        case field
        /// Fields are filled that only are under a condition that does not hold.
        case notApplicable
        /// The category is not the highest of those that it must be.
        case notHighest
        /// A unit stands again in the same period.
        case repeated

        /// In the order of the cases.
        public static func < (a: Self, b: Self) -> Bool { a.rawValue < b.rawValue }
    }

    /// What is wrong.
    public let kind: Kind
    /// The key of the field, where it is about one.
    public let field: String?
    /// How many rows, or fields of rows, are wrong in this way.
    public let total: Int
    /// The first places, in file order.
    public let places: [Place]

    /// Creates a fault.
    public init(kind: Kind, field: String? = nil, total: Int, places: [Place]) {
        self.kind = kind
        self.field = field
        self.total = total
        self.places = places
    }
}
