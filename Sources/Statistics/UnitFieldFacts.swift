/// A column of microdata as a whole: how it was filled, without any of its values.
public struct UnitFieldFacts: Hashable, Sendable {
    /// The header, as delivered.
    public let header: String
    /// The place of the header.
    public let place: Place
    /// The rows in which the column is filled.
    public let filled: Int
    /// The peculiarities of the column.
    public var oddities: [Oddity] = []

    /// Something that every value of a column allows and all of them together do not.
    public enum Oddity: Hashable, Sendable {
        /// Codes in no list, which only the category of everything else takes; by rows.
        case unlisted(rows: Int, title: Text)
        /// Rows in a subgroup and not in the group that it is a part of.
        case outsideWhole(rows: Int, part: Text, whole: Text)
        /// `NA`, the code of Namibia and of a missing value, in a column without any blank, or often; by rows.
        case namibia(rows: Int)
        /// One number that stands for a missing value, or lies far from all others; by rows.
        case constant(rows: Int)
        /// Every number has the form of thousands with a point or comma between them: `27.337`.
        case grouped(rows: Int)
        /// Every number is ten times or more below the lowest limit of the classes.
        case tooSmall(rows: Int)
    }

    /// Creates the facts of a column.
    public init(header: String, place: Place, filled: Int, oddities: [Oddity] = []) {
        self.header = header
        self.place = place
        self.filled = filled
        self.oddities = oddities
    }
}
