/// Deciding fact for rows of units that are left out for one reason, and where the first of them stands.
public struct LeftOutReason: Hashable, Sendable {
    /// The headers of the columns that decided it, as delivered.
    public let columns: [String]
    /// The place of the first row.
    public let first: Place

    /// Creates what decided it.
    public init(columns: [String], first: Place) {
        self.columns = columns
        self.first = first
    }

    /// A reason of a codebook in words; its key where there are none.
    public static func words(_ reason: String) -> Text {
        switch reason {
        case "region-unknown": Text(nl: "de regio ontbreekt", en: "the region is missing")
        case "income-unknown": Text(nl: "het inkomen is onbekend", en: "the income is not known")
        case "work-history-unknown":
            Text(nl: "het arbeidsverleden is onbekend", en: "the history of work is not known")
        case "institutional":
            Text(nl: "het zijn institutionele huishoudens", en: "they are institutional households")
        case "outside-population":
            Text(
                nl: "de eenheid hoort niet tot de populatie van het verslagjaar",
                en: "the unit is not of the population of the report year"
            )
        default: Text(nl: "reden '\(reason)'", en: "reason '\(reason)'")
        }
    }

    /// A reason in words, with the columns that decide it and the first of its rows.
    public static func words(_ reason: String, _ deciding: Self?) -> Text {
        let why = words(reason)
        guard let place = deciding?.words else { return why }
        return Text(nl: "\(why.nl) (\(place.nl))", en: "\(why.en) (\(place.en))")
    }

    /// The place of the field that decided; nil where only the row is known, whose first column is not to blame: the
    /// words name its line and the columns.
    public var field: Place? { first.column > 1 ? first : nil }

    /// The columns, and the line of the first row, as a part of a sentence.
    public var words: Text {
        let names = columns.prefix(4).map { "'\($0)'" }
        let line = Text(nl: "de eerste op regel \(first.line)", en: "the first on line \(first.line)")
        guard !names.isEmpty else { return line }
        let isOne = names.count == 1
        return Text(
            nl: "\(isOne ? "kolom" : "kolommen") \(names.joined(separator: ", ")), \(line.nl)",
            en: "\(isOne ? "column" : "columns") \(names.joined(separator: ", ")), \(line.en)"
        )
    }
}
