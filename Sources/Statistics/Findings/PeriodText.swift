/// A text in the place of a year that is none, by what it seems to be.
public enum PeriodText: Hashable, Sendable {
    /// A part of a year.
    case quarter, month, week
    /// Two years, as of a school or a season.
    case schoolYear
    /// A day.
    case day
    /// The number by which spreadsheets count a day.
    case serial
    /// A year with the mark or word of its figures behind it, where none belongs.
    case marked
    /// A year in Roman numerals.
    case roman
    /// Anything else.
    case other

    /// Recognises a text.
    public init(_ text: String) {
        let bare = String(decoding: DeliveredText.bare(text.utf8), as: UTF8.self).lowercased()
        let text = bare.filter { $0 != "'" && $0 != "’" }
        let digits = text.utf8.count { (48...57).contains($0) }
        let separators = text.utf8.count { $0 == 0x2D || $0 == 0x2F || $0 == 0x2E }
        let hasMonth = Self.months.contains { text.contains($0) }
        if Self.isMarked(text) {
            self = .marked
        } else if text.contains("kwartaal") || text.contains("quarter") || text.contains("kw")
            || (text.contains("q") && digits == 5)
        {
            self = .quarter
        } else if text.contains("week") || (text.dropFirst(4).hasPrefix("w") && digits >= 5) {
            self = .week
        } else if digits == 0, text.utf8.count >= 3, text.allSatisfy({ "mdclxvi".contains($0) }) {
            self = .roman
        } else if hasMonth {
            // `januari 2019` is a month, `1 januari 2019` a day of it.
            self = digits > 4 ? .day : .month
        } else if text.contains("mm") || Self.isMonth(text) {
            self = .month
        } else if text.contains("sj") || (separators == 1 && digits == 8)
            || (separators == 1 && digits == 6 && text.utf8.count == 7)
        {
            self = .schoolYear
        } else if DatedText(text.utf8) != nil {
            self = .day
        } else if separators == 2, digits >= 4 {
            self = .day
        } else if digits == text.utf8.count, let number = Int(text), Self.serials.contains(number) {
            self = .serial
        } else if digits == text.utf8.count, digits == 8 {
            self = .day
        } else {
            self = .other
        }
    }

    /// The numbers of the days from 2000 to 2049, as spreadsheets count them.
    private static let serials = 36_526...54_788

    private static let months = [
        "januari", "februari", "maart", "april", "juni", "juli", "augustus", "september", "oktober",
        "november", "december",
        "january", "february", "march", "june", "july", "august", "october",
    ]

    /// True for a year and the number of a month that is not the year after it: `2019-04`, and not `2019-20`.
    private static func isMonth(_ text: String) -> Bool {
        let parts = text.split { "-/.".contains($0) }.map { (digits: $0.utf8.count, number: Int($0) ?? 0) }
        guard parts.count == 2, let year = parts.first(where: { $0.digits == 4 })?.number,
            let month = parts.first(where: { $0.digits <= 2 })?.number
        else { return false }
        return (1...12).contains(month) && month != (year + 1) % 100
    }

    /// The words behind a year that tell the status of its figures.
    private static let marks: Set<String> = [
        "*", "**", "voorlopig", "nadervoorlopig", "definitief", "v", "p", "provisional", "final",
    ]

    private static func isMarked(_ text: String) -> Bool {
        let year = text.utf8.prefix { (48...57).contains($0) }.count
        let rest = text.dropFirst(year).filter { $0 != "(" && $0 != ")" && $0 != " " }
        return year == 4 && marks.contains(String(rest))
    }

    /// The flaw.
    public var message: Text {
        switch self {
        case .quarter: Self.words(Text(nl: "een kwartaal", en: "a quarter"))
        case .month: Self.words(Text(nl: "een maand", en: "a month"))
        case .week: Self.words(Text(nl: "een week", en: "a week"))
        case .day: Self.words(Text(nl: "een dag", en: "a day"))
        case .roman: Self.words(Text(nl: "een Romeins getal", en: "a Roman numeral"))
        case .serial:
            Self.words(
                Text(
                    nl: "het nummer waarmee een spreadsheet een dag telt",
                    en: "the number by which a spreadsheet counts a day"
                )
            )
        case .schoolYear:
            Text(
                nl: "Hier staan twee jaren, zoals van een schooljaar, in plaats van één jaar.",
                en: "Two years stand here, as of a school year, instead of one."
            )
        case .marked:
            Text(
                nl: "Achter het jaar staat een teken of woord voor de status van de cijfers.",
                en: "A mark or word for the status of figures stands behind the year."
            )
        case .other:
            Text(nl: "Wat hier staat is geen jaar.", en: "What stands here is not written as a year.")
        }
    }

    private static func words(_ what: Text) -> Text {
        Text(
            nl: "Hier staat \(what.nl) in plaats van een jaar.",
            en: "Instead of a year, \(what.en) stands here."
        )
    }
}
