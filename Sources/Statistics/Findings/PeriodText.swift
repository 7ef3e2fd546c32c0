package import Statistics

/// A text in the place of a year that is none.
package enum PeriodText: Hashable {
    case quarter, month, week, schoolYear, day, other

    /// Recognises a text.
    package init(_ text: String) {
        let text = text.lowercased()
        let digits = text.utf8.count { (48...57).contains($0) }
        let separators = text.utf8.count { $0 == 0x2D || $0 == 0x2F || $0 == 0x2E }
        if text.contains("kwartaal") || text.contains("quarter") || text.contains("kw")
            || (text.contains("q") && digits == 5)
        {
            self = .quarter
        } else if text.contains("week") || (text.dropFirst(4).hasPrefix("w") && digits >= 5) {
            self = .week
        } else if text.contains("mm") || Self.months.contains(where: { text.contains($0) }) {
            self = .month
        } else if digits == 8 && separators == 1 || digits == 6 && separators == 1 && text.utf8.count == 7 {
            self = .schoolYear
        } else if separators == 2, digits >= 4 {
            self = .day
        } else {
            self = .other
        }
    }

    private static let months = [
        "januari", "februari", "maart", "april", "juni", "juli", "augustus", "september", "oktober",
        "november", "december",
        "january", "february", "march", "june", "july", "august", "october",
    ]

    /// The flaw.
    package var message: Text {
        switch self {
        case .quarter: Self.words(Text(nl: "een kwartaal", en: "a quarter"))
        case .month: Self.words(Text(nl: "een maand", en: "a month"))
        case .week: Self.words(Text(nl: "een week", en: "a week"))
        case .schoolYear:
            Self.words(
                Text(
                    nl: "een periode van twee jaren, zoals een schooljaar,",
                    en: "two years, as of a school year,"
                )
            )
        case .day: Self.words(Text(nl: "een dag", en: "a day"))
        case .other:
            Text(nl: "Wat hier staat is geen jaar.", en: "What stands here is not written as a year.")
        }
    }

    private static func words(_ what: Text) -> Text {
        Text(
            nl: "Hier staat \(what.nl) in plaats van een jaar.",
            en: "Here stands \(what.en) instead of a year."
        )
    }
}
