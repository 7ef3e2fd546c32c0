/// The clock by which what is kept grows old.
///
/// It follows the clock of the machine, but a leap ahead of more than two days only once a later look finds that clock a day or
/// more beyond it: a machine without a battery starts at any time, and what was removed for its age does not come back.
/// Times are milliseconds since 1970.
public struct AgeClock: Hashable, Sendable {
    /// The last time that was taken for true.
    public private(set) var time: Int64
    /// Time of the machine's clock when it was first seen to have leapt; nil where it is followed.
    public private(set) var leap: Int64?

    /// For how long a leap must stand.
    public static let day: Int64 = 86_400_000
    /// By how much the clock of the machine may be ahead: a command that runs every day is no leap.
    public static let reach = 2 * day

    /// Creates a clock that takes a time for true.
    public init(time: Int64, leap: Int64? = nil) {
        self.time = time
        self.leap = leap
    }

    /// The times that a clock shows, far further than any clock of a machine goes, and so near that they can be subtracted; what lies outside was never written.
    private static let times: ClosedRange<Int64> = -(1 << 61)...1 << 61

    /// Reads what ``text`` wrote; nil where it is anything else.
    public init?(text: String) {
        let words = text.split(whereSeparator: \.isWhitespace)
        let numbers = words.compactMap { Int64($0) }.filter(Self.times.contains)
        guard (1...2).contains(words.count), numbers.count == words.count else { return nil }
        self.init(time: numbers[0], leap: numbers.count == 2 ? numbers[1] : nil)
    }

    /// The times as one line of text.
    public var text: String {
        ([time] + [leap].compactMap(\.self)).map { "\($0)" }.joined(separator: " ") + "\n"
    }

    /// Looks at the clock of the machine.
    ///
    /// - Parameters:
    ///   - now: What it shows.
    ///   - elapsed: Milliseconds since it was last looked at, by a clock that nobody sets; 0 after a start.
    public mutating func look(at now: Int64, after elapsed: Int64) {
        time += max(0, elapsed)
        if let first = leap, now - first >= Self.day {
            // It has stood for a day, so it was right. Nobody looks at the very moment.
            time = max(time, first)
        }
        if now - time <= Self.reach {
            (time, leap) = (now, nil)
        } else if let first = leap, (first...first + Self.day).contains(now) {
            return
        } else {
            leap = now
        }
    }
}
