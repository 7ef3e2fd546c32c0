package import Statistics

/// A moment as receipts show it, in UTC and to the second.
package struct ReceiptMoment: Hashable, Sendable {
    private let seconds: Int64

    /// A moment in milliseconds since 1970.
    package init(milliseconds: Int64) {
        seconds = milliseconds >= 0 ? milliseconds / 1000 : (milliseconds - 999) / 1000
    }

    /// Reads ``iso8601``; nil for anything else.
    package init?(_ text: String) {
        let numbers = text.split { !$0.isNumber }.compactMap { Int64($0) }
        guard numbers.count == 6, text.utf8.count == 20 else { return nil }
        // Days since 1970 of a date in the Gregorian calendar, counted in years that begin in March.
        let year = numbers[1] > 2 ? numbers[0] : numbers[0] - 1
        let day = (153 * ((numbers[1] + 9) % 12) + 2) / 5 + numbers[2] - 1
        let days = year * 365 + year / 4 - year / 100 + year / 400 + day - 719_468
        seconds = ((days * 24 + numbers[3]) * 60 + numbers[4]) * 60 + numbers[5]
    }

    /// For programs: `2026-11-21T06:05:03Z`.
    package var iso8601: String {
        let (year, month, day) = date
        let (hour, minute, second) = time
        return "\(year)-\(two(month))-\(two(day))T\(two(hour)):\(two(minute)):\(two(second))Z"
    }

    /// For people: `21 november 2026, 6:05 UTC`.
    package func text(_ language: Language) -> String {
        let (year, month, day) = date
        let (hour, minute, _) = time
        return "\(day) \(Self.months[language]?[Int(month) - 1] ?? "") \(year), \(hour):\(two(minute)) UTC"
    }

    /// The date for people: `21 november 2026`.
    package func day(_ language: Language) -> String {
        let (year, month, day) = date
        return "\(day) \(Self.months[language]?[Int(month) - 1] ?? "") \(year)"
    }

    private static let months: [Language: [String]] = [
        .nl: [
            "januari", "februari", "maart", "april", "mei", "juni", "juli", "augustus", "september",
            "oktober", "november", "december",
        ],
        .en: [
            "January", "February", "March", "April", "May", "June", "July", "August", "September", "October",
            "November", "December",
        ],
    ]

    private var time: (hour: Int64, minute: Int64, second: Int64) {
        let rest = seconds - day * 86_400
        return (rest / 3600, rest / 60 % 60, rest % 60)
    }

    private var day: Int64 { seconds >= 0 ? seconds / 86_400 : (seconds - 86_399) / 86_400 }

    /// The date in the Gregorian calendar, by eras of 400 years.
    private var date: (year: Int64, month: Int64, day: Int64) {
        let days = day + 719_468
        let era = (days >= 0 ? days : days - 146_096) / 146_097
        let dayOfEra = days - era * 146_097
        let yearOfEra = (dayOfEra - dayOfEra / 1460 + dayOfEra / 36_524 - dayOfEra / 146_096) / 365
        let dayOfYear = dayOfEra - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100)
        let shifted = (5 * dayOfYear + 2) / 153
        let month = shifted < 10 ? shifted + 3 : shifted - 9
        let year = yearOfEra + era * 400 + (month <= 2 ? 1 : 0)
        return (year, month, dayOfYear - (153 * shifted + 2) / 5 + 1)
    }

    private func two(_ number: Int64) -> String { (number < 10 ? "0" : "") + String(number) }
}
