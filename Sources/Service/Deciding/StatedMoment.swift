import Foundation
package import Ledger

/// A moment as people state it: local time with its zone.
package struct StatedMoment: Hashable, Sendable {
    /// The moment.
    package let time: Timestamp
    /// As it was stated.
    package let text: String

    /// A text that states no moment, with what to write instead.
    package struct Unclear: Error, Hashable, Sendable, CustomStringConvertible {
        package let description: String
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
                description: "'\(text)' is no moment; write local time and zone, such as "
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
                description: "'\(text)': there is no such time in \(zone.identifier); write another"
            )
        }
        for shift in [-3600.0, 3600] {
            guard calendar.dateComponents(units, from: date + shift) == parts else { continue }
            throw Unclear(
                description: "'\(text)' comes twice in \(zone.identifier), since the clock is put back; "
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
            throw Unclear(description: "'\(text)' has passed; leave the time out to publish at once")
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
        throw Unclear(description: "there is no time zone '\(text)'; write one such as Europe/Amsterdam")
    }
}
