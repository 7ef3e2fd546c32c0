package import Statistics
import TableReading

/// What a feed holds.
package enum AtomKind: Hashable, Sendable {
    /// Figures as numbers; what is missing has lost its reason.
    case typed
    /// Figures as text, with padding and symbols.
    case untyped
    /// Something other than figures: a list of topics, of codes, of tables.
    case collection
}

extension AtomPage {
    /// What the feed holds: by its title, else by its address, else by the names of its properties and by
    /// whether these bear types.
    package func kind(columns: [String]) -> AtomKind {
        let names = titles.map(\.text) + [identifier, own ?? ""].map(Self.lastPart)
        for name in names {
            switch name.lowercased() {
            case "typeddataset": return .typed
            case "untypeddataset": return .untyped
            case "tableinfos", "dataproperties", "categorygroups", "metadata": return .collection
            default: break
            }
        }
        let known = Set(columns)
        if known.isSuperset(of: ["Key", "Title"]) || known.isSuperset(of: ["Identifier", "Title"]) {
            return .collection
        }
        return hasTypes ? .typed : .untyped
    }

    /// The year of the regional classification that a title names, as in `regio-indeling 2021`.
    package var statedEdition: (year: Int, place: Place)? {
        var facts = TitleFacts()
        for title in titles { facts.note(title.text, at: title.place) }
        return facts.edition
    }

    /// The last part of the path of an address.
    private static func lastPart(_ address: String) -> String {
        let path = address.prefix { $0 != "?" && $0 != "(" }
        return String(path.split(separator: "/").last ?? "")
    }
}
