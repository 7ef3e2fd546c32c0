import Statistics
import TableReading

/// One region as a list from outside gives it.
struct RegionsRow: Hashable, Sendable {
    /// The code, without padding.
    var code: String
    /// The name; empty when the list has none.
    var name: String
    /// The code of a region that it is part of, as far as the list says.
    var parent: String
    /// The year that the name is of; empty where the list does not say.
    var nameYear: String
    /// Where it stands.
    var place: Place

    /// What the columns of lists are called, in small letters.
    enum Column: Hashable, CaseIterable {
        case code, name, parent, nameYear

        /// The column with that header; nil when it holds nothing that is needed.
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
