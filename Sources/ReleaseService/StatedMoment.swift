import Foundation
package import Ledger
package import Statistics

/// A moment as people state it: local time with its zone.
package struct StatedMoment: Hashable, Sendable {
    /// The moment.
    package let time: Timestamp
    /// As it was stated.
    package let text: String

    /// A text that states no moment, with what to write instead.
    package struct Unclear: Error, Hashable, Sendable, CustomStringConvertible {
        /// The reason, for whoever stated it.
        package let words: Text

        package var description: String { words.en }

        init(nl: String, en: String) { words = Text(nl: nl, en: en) }
    }

    /// Reads `2026-12-01T09:30 Europe/Amsterdam`, `2026-12-01T09:30+01:00` or `2026-12-01T08:30Z`; seconds may follow.
    ///
    /// - Throws: ``Unclear`` for anything else, and for a local time that the zone does not have or has twice.
    package init(_ text: String) throws(Unclear) {
        guard let match = text.wholeMatch(of: Self.form),
            let year = Int(match.1), let month = Int(match.2), let day = Int(match.3),
            let hour = Int(match.4), let minute = Int(match.5)
        else {
            throw Unclear(
                nl: "'\(text)' is geen tijdstip; schrijf plaatselijke tijd en zone, zoals "
                    + "'2026-12-01T09:30 Europe/Amsterdam' of '2026-12-01T09:30+01:00'",
                en: "'\(text)' is no moment; write local time and zone, such as "
                    + "'2026-12-01T09:30 Europe/Amsterdam' or '2026-12-01T09:30+01:00'"
            )
        }
        let second = match.6.flatMap { Int($0.dropFirst()) } ?? 0
        let zone = try Self.zone(String(match.7))
        var calendar = Calendar(identifier: .gregorian)
        calendar.timeZone = zone
        let parts = DateComponents(
            year: year,
            month: month,
            day: day,
            hour: hour,
            minute: minute,
            second: second
        )
        let units: Set<Calendar.Component> = [.year, .month, .day, .hour, .minute, .second]
        guard let date = calendar.date(from: parts),
            calendar.dateComponents(units, from: date) == parts
        else {
            throw Unclear(
                nl: "'\(text)': die tijd is er niet in \(zone.identifier); schrijf een andere",
                en: "'\(text)': there is no such time in \(zone.identifier); write another"
            )
        }
        for shift in [-3600.0, 3600] {
            guard calendar.dateComponents(units, from: date + shift) == parts else { continue }
            throw Unclear(
                nl: "'\(text)' komt twee keer in \(zone.identifier), omdat de klok wordt teruggezet; "
                    + "schrijf in plaats van de zone het verschil met UTC, zoals +01:00",
                en: "'\(text)' comes twice in \(zone.identifier), since the clock is put back; "
                    + "write the difference to UTC in place of the zone, such as +01:00"
            )
        }
        time = Timestamp(milliseconds: Int64(date.timeIntervalSince1970) * 1000)
        self.text = text
    }

    /// Reads a moment that is still to come.
    ///
    /// - Throws: ``Unclear``, also for a moment that has passed.
    package init(_ text: String, after now: Timestamp) throws(Unclear) {
        try self.init(text)
        guard now < time else {
            throw Unclear(
                nl: "'\(text)' is voorbij; laat de tijd weg om meteen te publiceren",
                en: "'\(text)' has passed; leave the time out to publish at once"
            )
        }
    }

    private typealias Form = (
        Substring, Substring, Substring, Substring, Substring, Substring, Substring?, Substring
    )

    private static var form: Regex<Form> {
        /(\d{4})-(\d\d)-(\d\d)[T ](\d\d):(\d\d)(:\d\d)? ?(Z|[+-]\d\d:\d\d|[A-Za-z]+(?:\/[A-Za-z_+-]+)+)/
    }

    private static func zone(_ text: String) throws(Unclear) -> TimeZone {
        if text == "Z" { return .gmt }
        if text.hasPrefix("+") || text.hasPrefix("-") {
            let parts = text.dropFirst().split(separator: ":").compactMap { Int($0) }
            let seconds = (parts[0] * 60 + parts[1]) * 60 * (text.hasPrefix("-") ? -1 : 1)
            if parts[0] <= 14, parts[1] < 60, let zone = TimeZone(secondsFromGMT: seconds) { return zone }
        } else if let zone = TimeZone(identifier: text) {
            return zone
        }
        throw Unclear(
            nl: "er is geen tijdzone '\(text)'; schrijf er een zoals Europe/Amsterdam",
            en: "there is no time zone '\(text)'; write one such as Europe/Amsterdam"
        )
    }
}
