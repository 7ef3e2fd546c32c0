import Codebook
import Disclosure
import Foundation
import Publish
import Statistics
import Synchronization
import Testing

@Suite struct `a release that waits to be published` {
    struct Interrupted: Error {}

    private let rule = ApprovalRule(isAlways: true, needsAnother: false, limits: [])
    private let row: [Value] = [.number(100), .number(1), .number(2), .number(3), .missing(.unknown)]

    /// Release 1, which is current, and the plan of another.
    private func trial() throws -> TrialRelease {
        let trial = try TrialRelease(TrialRelease.edition(gemeenten: 2))
        _ = try trial.publisher().publish(plan(trial, 1, base: nil, regions: 3))
        trial.codebook.approval = rule
        return trial
    }

    private func plan(_ trial: TrialRelease, _ number: Int, base: Int?, regions: Int) -> ReleasePlan {
        let rows = Dictionary(uniqueKeysWithValues: (1..<regions).map { ($0, row) })
        return trial.plan(number, base: base, [.whole(trial.table(rows))])
    }

    private func names(_ trial: TrialRelease, _ folder: String = "") throws -> [String] {
        try FileManager.default.contentsOfDirectory(atPath: trial.home + "/releases" + folder).sorted()
    }

    @Test func `never waits under the number of one that is current`() throws {
        let trial = try trial()
        let before = trial.current()
        // As after a crash between the switch to a release and its record: the next has its number.
        #expect(throws: ReleaseNumberTaken.self) {
            try trial.publisher().publish(plan(trial, 1, base: nil, regions: 4))
        }
        #expect(try names(trial, "/.waiting").isEmpty)
        // What is out with the same content waits for nobody.
        let again = try trial.publisher().publish(plan(trial, 1, base: nil, regions: 3))
        #expect(again.reasonsToWait.isEmpty)
        #expect(try names(trial, "/.waiting").isEmpty)
        #expect(trial.current() == before)
    }

    @Test func `is not published where another came out since it was built`() throws {
        let trial = try trial()
        let waits = try trial.publisher().publish(plan(trial, 3, base: 1, regions: 4))
        #expect(waits.reasonsToWait == ["always"])
        trial.codebook.approval = nil
        _ = try trial.publisher().publish(plan(trial, 2, base: 1, regions: 5))
        let current = trial.current()
        #expect(throws: OtherReleaseOut(number: 3, current: 2)) {
            try trial.publisher().publishWaiting(
                dataset: "sample",
                number: 3,
                extractsHash: waits.extractsHash,
                base: 1
            )
        }
        #expect(trial.current() == current)
    }

    @Test func `stays what it is where it cannot be read now`() throws {
        let trial = try trial()
        let waits = try trial.publisher().publish(plan(trial, 2, base: 1, regions: 4))
        let failing = trial.publisher { operation, _ in if operation == "read" { throw Interrupted() } }
        #expect(throws: Interrupted.self) {
            try failing.publishWaiting(
                dataset: "sample",
                number: 2,
                extractsHash: waits.extractsHash,
                base: 1
            )
        }
        #expect(
            try trial.publisher().hasWaiting(
                dataset: "sample",
                number: 2,
                extractsHash: waits.extractsHash
            )
        )
    }

    @Test func `is published whole or not at all, interrupted at any step`() throws {
        for step in 0..<20 {
            let trial = try trial()
            let waits = try trial.publisher().publish(plan(trial, 2, base: 1, regions: 4))
            let count = Mutex(0)
            let home = trial.home
            let publisher = trial.publisher { _, _ in
                _ = try ReleaseDirectory.read(home + "/current", verifying: .digests)
                if count.withLock({
                    $0 += 1; return $0 > step
                }) {
                    throw Interrupted()
                }
            }
            func publish(_ publisher: Publisher) throws {
                try publisher.publishWaiting(
                    dataset: "sample",
                    number: 2,
                    extractsHash: waits.extractsHash,
                    base: 1
                )
            }
            let isDone = (try? publish(publisher)) != nil
            let other = trial.publisher()
            #expect(
                try other.hasWaiting(dataset: "sample", number: 2, extractsHash: waits.extractsHash),
                "step \(step)"
            )
            // Where it has its place, it is out: nobody takes it back any more.
            #expect(
                try other.isOut(dataset: "sample", number: 2, extractsHash: waits.extractsHash)
                    == FileManager.default.fileExists(atPath: home + "/releases/000002")
            )
            try publish(other)
            #expect(other.currentNumber(dataset: "sample") == 2)
            try other.removeWaiting(dataset: "sample")
            #expect(try names(trial) == ["000001", "000002"], "step \(step)")
            if isDone { return #expect(step > 4) }
        }
        Issue.record("it takes more steps than were tried")
    }

    @Test func `is removed with no half of it under its name, interrupted at any step`() throws {
        for step in 0..<40 {
            let trial = try trial()
            let waits = try trial.publisher().publish(plan(trial, 2, base: 1, regions: 4))
            let count = Mutex(0)
            let publisher = trial.publisher { _, _ in
                if count.withLock({
                    $0 += 1; return $0 > step
                }) {
                    throw Interrupted()
                }
            }
            let isDone = (try? publisher.removeWaiting(dataset: "sample")) != nil
            let place = trial.home + "/releases/.waiting/000002"
            if FileManager.default.fileExists(atPath: place) {
                _ = try ReleaseDirectory.read(place, verifying: .digests)
            }
            #expect(trial.publisher().hasTracesOfWaiting(dataset: "sample") != isDone, "step \(step)")
            try trial.publisher().removeWaiting(dataset: "sample")
            #expect(try names(trial) == ["000001"], "step \(step)")
            #expect(!trial.publisher().hasTracesOfWaiting(dataset: "sample"))
            #expect(waits.number == 2)
            if isDone { return #expect(step > 3) }
        }
        Issue.record("it takes more steps than were tried")
    }
}
