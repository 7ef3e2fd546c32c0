/// The lines under a table that people and offices write there: its source, notes, a signature.
public enum TableNote {
    /// The beginnings of such lines, in small letters.
    private static let starts = [
        "*", "©", "(c)", "bron", "source", "toelichting", "noot", "note", "opmerking", "remark", "voorlopig",
        "peildatum", "copyright", "opgesteld", "gemaakt", "contact", "versie", "datum", "disclaimer",
        "let op",
    ]

    /// Whether words that stand alone on a line are the name of a person or an office, as under a letter.
    ///
    /// A row that was cut off behind the name of a region has a separator or a code; initials and commas it has not.
    private static func isSignature(_ words: [Substring], of fields: [String]) -> Bool {
        guard words.count >= 2, words[0].unicodeScalars.first?.properties.isAlphabetic == true else {
            return false
        }
        let initials = words.contains {
            $0.hasSuffix(".") && $0.unicodeScalars.first?.properties.isAlphabetic == true
        }
        let address = words.contains { $0.contains("@") || $0.lowercased().hasPrefix("tel") }
        return initials || address
    }

    /// Whether a line is the meaning of a sign or a number, a sum in words, or a rule under the table: `. = geheim`,
    /// `1) inclusief`, `2019: voorlopig`, `Totaal: 600`, `--------`.
    private static func isLegend(_ text: String) -> Bool {
        let rest = text.drop {
            $0 == "." || $0 == "-" || $0 == "*" || $0 == "x" || $0 == "_" || $0 == "=" || $0 == "–"
        }
        let sign = text.count - rest.count
        if sign >= 3, rest.isEmpty { return true }
        if (1...3).contains(sign), text.dropFirst(sign).contains(where: \.isLetter) {
            let mark = text[..<rest.startIndex]
            if mark.last == "=" && mark.count > 1 { return true }
            if rest.first == " ", let next = rest.drop(while: { $0 == " " }).first, next == "=" || next == ":"
            {
                return true
            }
        }
        let digits = text.prefix { $0.isASCII && $0.isNumber }
        if !digits.isEmpty, digits.count <= 4 {
            let behind = text[digits.endIndex...]
            let isMark = behind.first == ")" || (digits.count == 4 && behind.first == ":")
            return isMark && behind.contains(where: \.isLetter)
        }
        return ["totaal", "total", "som", "sum"].contains {
            text.hasPrefix($0 + ":") || text.hasPrefix($0 + " :")
        }
    }

    /// Whether a line that has another number of fields than a table is a note, and no row of it that was cut off.
    ///
    /// A row begins with a year, a code or an id. A note begins with a word of its kind, is several words and nothing
    /// else, or is the sign by which old programs end a text.
    ///
    /// - Parameter fields: The fields of the line, without blanks around them.
    /// - Returns: True for a note.
    public static func isNote(_ fields: [String]) -> Bool {
        let filled = fields.filter { !$0.isEmpty }
        guard let first = filled.first else { return false }
        if first.utf8.elementsEqual([0x1A]) { return filled.count == 1 }
        let text = first.lowercased()
        let isWord = starts.contains { start in
            guard text.hasPrefix(start) else { return false }
            // `Bron: CBS` and `Bron CBS`, and not `Bronckhorst`.
            guard let next = text.dropFirst(start.count).unicodeScalars.first else { return true }
            return !next.properties.isAlphabetic
                || !(start.unicodeScalars.last?.properties.isAlphabetic ?? false)
                || text.hasPrefix("voorlopige")
        }
        if isWord { return true }
        // `2019* voorlopig`: a mark of the table with its meaning.
        if text.hasPrefix("20"), text.contains("* "), filled.count == 1 { return true }
        if filled.count == 1, isLegend(text) { return true }
        let words = text.split(whereSeparator: { $0 == " " || $0 == "," })
        let letters = words.count { $0.unicodeScalars.allSatisfy(\.properties.isAlphabetic) && $0.count > 1 }
        return filled.count == 1 && (letters >= 3 || (letters >= 1 && isSignature(words, of: fields)))
    }
}
