package import Statistics

/// A text in the place of a region's code that is none.
package enum MalformedCode: Hashable {
    /// Digits, perhaps behind the letters of a level: what a spreadsheet leaves of a code.
    case digits
    /// A word for a total.
    case total
    /// A word for a region that is not known.
    case unknown
    /// Other words, as a name.
    case words
    /// Anything else.
    case other

    private static let totals = [
        "totaal", "total", "nederland", "som", "alle", "gemeente totaal", "eindtotaal", "subtotaal",
    ]
    private static let unknowns = ["onbekend", "unknown", "n.b.", "niet bekend"]

    /// Recognises a code.
    ///
    /// - Parameters:
    ///   - code: The code, as delivered.
    ///   - prefixes: The letters of the levels.
    package init(_ code: RegionCode, prefixes: [String]) {
        let text = code.description
        let bare = prefixes.first { text.hasPrefix($0) }.map { text.dropFirst($0.count) } ?? text[...]
        let digits = DeliveredText.wholeNumber(Array(bare.utf8))
        if !digits.isEmpty,
            digits.allSatisfy({ (48...57).contains($0) }) || DeliveredText.isScientific(digits)
        {
            self = .digits
        } else if Self.totals.contains(where: { text.lowercased().hasPrefix($0) })
            || text.lowercased() == "tot"
        {
            self = .total
        } else if Self.unknowns.contains(text.lowercased()) {
            self = .unknown
        } else if text.unicodeScalars.contains(where: \.properties.isAlphabetic),
            !text.utf8.contains(where: { (48...57).contains($0) })
        {
            self = .words
        } else {
            self = .other
        }
    }

    /// The flaw.
    package var message: Text {
        switch self {
        case .digits:
            Text(
                nl:
                    "Hier staat een getal in plaats van een regiocode; de letters of nullen ervoor ontbreken.",
                en:
                    "A number stands here instead of the code of a region; the letters or zeros before it are missing."
            )
        case .total:
            Text(
                nl: "Hier staat een totaal in plaats van een regiocode.",
                en: "A total stands here instead of the code of a region."
            )
        case .unknown:
            Text(
                nl: "Hier staat 'onbekend' in plaats van een regiocode.",
                en: "The word for an unknown region stands here instead of the code of one."
            )
        case .words:
            Text(
                nl: "Hier staat een naam in plaats van een regiocode.",
                en: "A name stands here instead of the code of a region."
            )
        case .other:
            Text(
                nl: "Wat hier staat is niet geschreven als een regiocode.",
                en: "What stands here is not written as the code of a region."
            )
        }
    }
}
