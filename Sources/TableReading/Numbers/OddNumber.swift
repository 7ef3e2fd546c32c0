package import Statistics

/// Text in the place of a number, and what people and programs write such text for.
package struct OddNumber {
    /// The text in small letters, without a sign before it.
    private let text: String

    /// Looks at a text.
    package init(_ bytes: some Collection<UInt8>) {
        text = String(decoding: bytes, as: UTF8.self).lowercased()
    }

    /// Words and signs of those who have no number.
    private static let missing: Set<String> = [
        "", "x", "-", "--", "–", "—", "*", "**", "..", "...", "?", "/", "na", "n/a", "n.a.", "nan", "null",
        "none",
        "nil",
        "nb", "n.b.", "nvt", "n.v.t.", "onbekend", "unknown", "geheim", "missing", "leeg", "geen",
    ]

    /// Signs and words of money.
    private static let money = ["€", "eur", "euro", "$", "£"]

    /// The reason why the text is no number.
    package var fault: Value.Fault {
        if text.hasSuffix("%"), isNumber(text.dropLast()) { return .percentSign }
        if Self.missing.contains(text) { return .missingWord }
        if text.hasPrefix("#"), text.count > 1 { return .spreadsheetError }
        if let first = text.first, "<>≤≥".contains(first), isNumber(text.dropFirst().drop { $0 == "=" }) {
            return .bound
        }
        if isMoney { return .currency }
        if text.hasPrefix("("), text.hasSuffix(")"), isNumber(text.dropFirst().dropLast()) {
            return .minusElsewhere
        }
        if let last = text.last, "-−".contains(last), isNumber(text.dropLast()) { return .minusElsewhere }
        if isRatio || DatedText(text.utf8) != nil { return .date }
        return isAnnotated ? .annotated : .notANumber
    }

    /// True if the text is a word or sign for a missing value, wherever it stands.
    package var isMissing: Bool { Self.missing.contains(text) }

    /// True for digits with points, commas, apostrophes or blanks between them, and a sign before them.
    package var isGrouped: Bool { isNumber(text) }

    /// True for digits with points, commas or blanks in them.
    private func isNumber(_ part: some StringProtocol) -> Bool {
        let part = part.filter { !$0.isWhitespace }
        let digits = part.drop { "-−+".contains($0) }
        return digits.contains { $0.isASCII && $0.isNumber }
            && digits.allSatisfy { ($0.isASCII && $0.isNumber) || ".,'’".contains($0) }
    }

    private var isMoney: Bool {
        for ending in [",-", ".-", ",--", ",–", ",—"] where text.hasSuffix(ending) {
            return isNumber(text.dropLast(ending.count))
        }
        return Self.money.contains {
            text.hasPrefix($0) && isNumber(text.dropFirst($0.count))
                || text.hasSuffix($0) && isNumber(text.dropLast($0.count))
        }
    }

    /// True for two short numbers with a slash between them: a day and a month, or a share of something.
    private var isRatio: Bool {
        let parts = text.split(separator: "/", omittingEmptySubsequences: false)
        return parts.count == 2
            && parts.allSatisfy {
                (1...2).contains($0.utf8.count) && $0.allSatisfy { $0.isASCII && $0.isNumber }
            }
    }

    /// True for a number with a mark or words beside it.
    private var isAnnotated: Bool {
        let words = text.split { $0.isWhitespace }
        if words.contains(where: { isNumber($0) }), words.contains(where: { !isNumber($0) }) { return true }
        let marks = text.reversed().prefix { "*^¹²³†)".contains($0) }
        return !marks.isEmpty && isNumber(text.dropLast(marks.count))
    }
}
