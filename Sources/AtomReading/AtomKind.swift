package import Statistics
import TableReading

/// The content of a feed.
package enum AtomKind: Hashable, Sendable {
    /// Figures as numbers; the reasons of missing ones are lost.
    case typed
    /// Figures as text, with padding and symbols.
    case untyped
    /// Something other than figures: a list of topics, of codes, of tables.
    case collection
}

extension AtomPage {
    /// The content of the feed: by its title, or by its address, or by the names of its properties and the
    /// presence of types.
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

    /// The year of the regional classification in a title, as in `regio-indeling 2021`.
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
