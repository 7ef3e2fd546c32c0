import Statistics
import TableReading

/// One region of an external list.
struct RegionsRow: Hashable, Sendable {
    /// The code, without padding.
    var code: String
    /// The name; empty if the list has none.
    var name: String
    /// The code of a region that contains it, if the list has one.
    var parent: String
    /// The year of the name; empty if the list does not say.
    var nameYear: String
    /// The place of the row.
    var place: Place

    /// The columns of lists, by their headers in lower case.
    enum Column: Hashable, CaseIterable {
        case code, name, parent, nameYear

        /// The column with that header; nil for one that is not needed.
        package init?(header: String) {
            switch header.lowercased() {
            case "code", "key", "identifier": self = .code
            case "name", "naam", "title": self = .name
            case "parent", "municipality", "dimensiongroupid": self = .parent
            case "name-year": self = .nameYear
            default: return nil
            }
        }
    }

    /// Creates a row from its fields.
    init(_ fields: [Column: String], at place: Place) {
        code = fields[.code]?.unpadded ?? ""
        name = fields[.name]?.unpadded ?? ""
        parent = fields[.parent]?.unpadded ?? ""
        nameYear = fields[.nameYear]?.unpadded ?? ""
        self.place = place
    }
}
