import Codebook
import Ledger
import Publish
import Statistics
import Testing
import Workflow

@testable import ReleaseService
@testable import Service

/// Releases that wait when the rules by which they were made change.
@Suite struct `rules that change while a release waits` {
    private let rule = ApprovalRule(isAlways: true, needsAnother: false, limits: [])
    private let trial = `a data set that asks for approval`()

    private func country(_ version: String, after other: MiniCountry? = nil) throws -> MiniCountry {
        let clock = TrialClock(`a data set that asks for approval`.start)
        return try MiniCountry(after: other, clock: clock) {
            $0.approval = rule
            $0.version = version
        }
    }

    private func restart(_ version: String, _ other: MiniCountry) throws -> MiniCountry {
        let next = try country(version, after: other)
        try next.peil.requestOutdatedReleases()
        try next.release()
        return next
    }

    @Test func `have the first release made anew, as any other that nobody approved`() throws {
        let first = try country("1")
        try first.deliver(.year, [trial.holdings(first, 1)], number: 1)
        let same = try restart("1", first)
        #expect(try trial.waiting(same)?.number == 1)
        let other = try restart("2", same)
        #expect(try trial.waiting(other)?.number == 2)
        #expect(try trial.waiting(other)?.release.rules == "2")
        #expect(try trial.decide(other, 2) == .done(release: 2))
        // And one that waits by rules that are in force no more, though those of the release before are.
        try other.deliver(.year, [trial.holdings(other, 2)], number: 2)
        let third = try restart("3", other)
        #expect(try trial.waiting(third)?.number == 4)
        let back = try restart("2", third)
        #expect(try trial.waiting(back)?.number == 5)
        #expect(try trial.waiting(back)?.release.rules == "2")
    }

    @Test func `leave what was approved in its place`() throws {
        let first = try country("1")
        try first.deliver(.year, [trial.holdings(first, 1)], number: 1)
        let then = `a data set that asks for approval`.start + 1000
        #expect(try trial.decide(first, 1, at: then) == .done(release: nil))
        var next = try restart("2", first)
        next = try restart("2", next)
        #expect(try trial.waiting(next)?.number == 1)
        #expect(try trial.decide(next, 1) == .done(release: 1))
        try next.release()
        #expect(try trial.waiting(next)?.release.rules == "2")
    }
}
