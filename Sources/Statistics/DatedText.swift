/// A date that a spreadsheet made of two numbers: `4-dec` was 4-12, and `12-sep` was 12-9.
public struct DatedText: Hashable, Sendable {
    /// The two numbers in the order in which the text has them, a month by its number.
    public let numbers: (first: Int, second: Int)

    /// The names of months in Dutch and English, by their first three letters; `mrt` is March.
    private static let months: [String: Int] = [
        "jan": 1, "feb": 2, "mrt": 3, "maa": 3, "mar": 3, "apr": 4, "mei": 5, "may": 5, "jun": 6, "jul": 7,
        "aug": 8, "sep": 9, "okt": 10, "oct": 10, "nov": 11, "dec": 12,
    ]

    /// Reads a day and a month by name in either order, perhaps with a year, or a whole date of digits; nil for
    /// anything else.
    public init?(_ bytes: some Sequence<UInt8>) {
        let text = String(decoding: DeliveredText.bare(bytes), as: UTF8.self).lowercased()
        let parts = text.split { "-/. ".contains($0) }.map(String.init)
        guard (2...3).contains(parts.count) else { return nil }
        let found = parts.map { part -> (number: Int, isMonth: Bool)? in
            if let number = Int(part), number >= 0, part.utf8.count <= 4 { return (number, false) }
            guard part.count >= 3, part.allSatisfy(\.isLetter),
                let month = Self.months[String(part.prefix(3))]
            else { return nil }
            return (month, true)
        }
        guard let first = found[0], let second = found[1], found.allSatisfy({ $0 != nil }) else { return nil }
        let named = found.count { $0?.isMonth == true }
        if named == 1, first.isMonth || second.isMonth {
            numbers = (first.number, second.number)
        } else if named == 0, parts.count == 3, text.contains("-") || text.contains("/") {
            // A whole date of digits: the year is where four of them stand.
            let third = found[2]?.number ?? 0
            if parts[0].utf8.count == 4 {
                numbers = (third, second.number)
            } else if parts[2].utf8.count == 4 {
                numbers = (first.number, second.number)
            } else {
                return nil
            }
        } else {
            return nil
        }
    }

    /// The day and the month of a date that is not written as one: `4/12`, and the number by which a spreadsheet counts
    /// the day, such as 43438 for the fourth of December 2018; nil for anything else.
    ///
    /// Where such text may be meant, only who knows what belongs in its place can tell: the same text may be a number.
    public static func pair(_ bytes: some Sequence<UInt8>) -> (first: Int, second: Int)? {
        let text = String(decoding: DeliveredText.bare(bytes), as: UTF8.self)
        let parts = text.split(separator: "/", omittingEmptySubsequences: false).map { part in
            part.utf8.count <= 2 ? Int(part) : nil
        }
        if parts.count == 2, let first = parts[0], let second = parts[1] { return (first, second) }
        // From 2000 to 2049.
        guard text.utf8.count == 5, let serial = Int(text), (36_526...54_788).contains(serial) else {
            return nil
        }
        return day(serial)
    }

    /// The day and month of a day that a spreadsheet counts, from the first of March 1900 on.
    private static func day(_ serial: Int) -> (first: Int, second: Int) {
        // Days since the first of March 2000, in years that begin in March: their lengths follow a rule.
        var rest = serial - 36_586
        if rest < 0 { rest += 36_525 }
        rest %= 1_461
        rest = min(rest / 365, 3) == 3 && rest == 1_460 ? 365 : rest - min(rest / 365, 3) * 365
        let month = (5 * rest + 2) / 153
        return (rest - (153 * month + 2) / 5 + 1, month < 10 ? month + 3 : month - 9)
    }

    /// Equal where the numbers are, in their order.
    public static func == (a: Self, b: Self) -> Bool { a.numbers == b.numbers }

    /// Hashes the numbers.
    public func hash(into hasher: inout Hasher) {
        hasher.combine(numbers.first)
        hasher.combine(numbers.second)
    }
}
