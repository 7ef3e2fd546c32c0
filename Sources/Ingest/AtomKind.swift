import Statistics

/// What a feed holds.
enum AtomKind: Hashable, Sendable {
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
    func kind(columns: [String]) -> AtomKind {
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
    var statedEdition: (year: Int, place: Place)? {
        for title in titles {
            let text = title.text.lowercased()
            guard let name = text.firstRange(of: "regio-indeling") else { continue }
            let digits = text[name.upperBound...].drop { $0.isWhitespace || $0 == ":" }.prefix { $0.isNumber }
            if digits.count == 4, let year = Int(digits) { return (year, title.place) }
        }
        return nil
    }

    /// The last part of the path of an address.
    private static func lastPart(_ address: String) -> String {
        let path = address.prefix { $0 != "?" && $0 != "(" }
        return String(path.split(separator: "/").last ?? "")
    }
}
