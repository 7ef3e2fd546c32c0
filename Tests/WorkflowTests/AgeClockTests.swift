import Testing
import Workflow

@Suite("what is kept grows old") struct AgeClockTests {
    private static let day = AgeClock.day

    @Test func `by the clock of the machine, set back or a little ahead`() {
        var clock = AgeClock(time: 100 * Self.day)
        // Whoever looks once a day never looks to the second.
        for now in [101 * Self.day, 102 * Self.day + 1000, 90 * Self.day, 90 * Self.day + 1] {
            clock.look(at: now, after: 5)
            #expect(clock == AgeClock(time: now))
        }
    }

    @Test func `by the time that passes where the clock leaps ahead, until the leap has stood for a day`() {
        var clock = AgeClock(time: 100 * Self.day)
        let hour = Self.day / 24
        for hours in 0...24 {
            clock.look(at: 200 * Self.day + Int64(hours) * hour, after: hours == 0 ? 0 : hour)
            guard hours < 24 else { break }
            #expect(clock.time == 100 * Self.day + Int64(hours) * hour)
            #expect(clock.leap == 200 * Self.day)
        }
        #expect(clock == AgeClock(time: 201 * Self.day))
    }

    @Test func `by the right clock where it is put right within the day`() {
        var clock = AgeClock(time: 100 * Self.day)
        clock.look(at: 200 * Self.day, after: 0)
        clock.look(at: 100 * Self.day + 60_000, after: 30_000)
        #expect(clock == AgeClock(time: 100 * Self.day + 60_000))
    }

    @Test func `no later than at the last look where looks are further apart than a day`() {
        var clock = AgeClock(time: 100 * Self.day)
        for week in 1...4 as ClosedRange<Int64> {
            clock.look(at: (100 + 7 * week) * Self.day, after: 0)
            #expect(clock.time == (100 + 7 * (week - 1)) * Self.day)
        }
    }

    @Test func `by what one process wrote for the next, and by nothing else`() {
        for clock in [AgeClock(time: 5), AgeClock(time: 5, leap: 1 << 60), AgeClock(time: -1)] {
            #expect(AgeClock(text: clock.text) == clock)
        }
        for text in ["", "\n", "a", "1 b", "1 2 3", "1.5"] { #expect(AgeClock(text: text) == nil) }
    }

    @Test(arguments: [
        "-9223372036854775808", "9223372036854775807", "5 -9223372036854775808", "99999999999999999999", "",
    ])
    func `is begun anew where a time stands there that no clock shows`(text: String) {
        #expect(AgeClock(text: text) == nil)
    }
}
