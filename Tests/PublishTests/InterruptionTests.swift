import Codebook
import Disclosure
import Foundation
import Glibc
import Publish
import Statistics
import Synchronization
import TestSupport
import Testing

@Suite struct `an interruption` {
    struct Interrupted: Error {}

    private let row: [Value] = [.number(100), .number(1), .number(2), .number(3), .missing(.unknown)]

    /// How often a publisher may do something before nothing happens any more.
    private final class Life: Sendable {
        private let left: Mutex<Int>
        init(_ steps: Int) { left = Mutex(steps) }

        func step() throws {
            try left.withLock { left in
                guard left > 0 else { throw Interrupted() }
                left -= 1
            }
        }

        var rest: Int { left.withLock { $0 } }
    }

    /// Every file of a release is as its manifest says, or there is none yet.
    private func isWhole(_ trial: TrialRelease) -> Bool {
        var status = stat()
        guard unsafe lstat(trial.home + "/current", &status) == 0 else { return true }
        return (try? ReleaseDirectory.read(trial.home + "/current", verifying: .digests)) != nil
    }

    private func names(_ trial: TrialRelease) throws -> [String] {
        try FileManager.default.contentsOfDirectory(atPath: trial.home + "/releases").sorted()
    }

    @Test func `of the first release leaves it current and whole, or none`() throws {
        let undisturbed = try TrialRelease()
        let life = Life(1000)
        let plan = undisturbed.plan(1, [.whole(undisturbed.table([1: row, 3: row]))])
        _ = try undisturbed.publisher { _, _ in try life.step() }.publish(plan)
        let steps = 1000 - life.rest
        #expect(steps > 15)
        for step in 0..<steps {
            let trial = try TrialRelease()
            let life = Life(step)
            let publisher = trial.publisher { _, _ in try life.step() }
            #expect(throws: Interrupted.self, "step \(step)") { try publisher.publish(plan) }
            #expect(isWhole(trial), "step \(step)")
            _ = try trial.publisher().publish(plan)
            #expect(trial.current() == undisturbed.current(), "step \(step)")
            #expect(try names(trial) == ["000001"], "step \(step)")
        }
    }

    @Test func `may be followed by another plan of that number, unless it was current`() throws {
        let steps = 24
        for step in 0..<steps {
            let trial = try TrialRelease()
            _ = try trial.publisher().publish(trial.plan(1, [.whole(trial.table([1: row]))]))
            let (kept, other) = (trial.table([2: row]), trial.table([3: row]))
            let life = Life(step)
            _ = try? trial.publisher { _, _ in try life.step() }.publish(
                trial.plan(2, base: 1, [.whole(kept)])
            )
            let made = trial.current()
            let wasCurrent = trial.publisher().currentNumber(dataset: "sample") == 2
            let plan = trial.plan(2, base: 1, [.whole(other)])
            if wasCurrent {
                #expect(throws: ReleaseNumberTaken.self, "step \(step)") {
                    try trial.publisher().publish(plan)
                }
                #expect(trial.current() == made, "step \(step)")
            } else {
                let published = try trial.publisher().publish(plan)
                let current = try ReleaseDirectory.read(trial.home + "/current", verifying: .digests)
                #expect(current.manifest.extractsHash == published.extractsHash, "step \(step)")
            }
            #expect(try names(trial) == ["000001", "000002"], "step \(step)")
            #expect(
                try FileManager.default.contentsOfDirectory(atPath: trial.home).sorted() == [
                    "current", "releases",
                ],
                "step \(step)"
            )
        }
    }

    @Test func `of removing old releases is made good by the next`() throws {
        for step in 0..<14 {
            let trial = try TrialRelease()
            for number in 1...4 {
                let plan = trial.plan(number, base: number - 1, [.whole(trial.table([number: row]))])
                _ = try trial.publisher().publish(plan)
            }
            let before = trial.current()
            let rule = Retention(releases: 1, days: nil)
            let life = Life(step)
            _ = try? trial.publisher { _, _ in try life.step() }.prune(
                dataset: "sample",
                keeping: rule,
                nowMilliseconds: 0
            )
            // Whatever still has its name is whole.
            for name in try names(trial) where !name.hasPrefix(".") {
                _ = try ReleaseDirectory.read(trial.home + "/releases/" + name, verifying: .digests)
            }
            try trial.publisher().prune(dataset: "sample", keeping: rule, nowMilliseconds: 0)
            #expect(try names(trial) == ["000003", "000004"], "step \(step)")
            #expect(trial.current() == before)
        }
    }

    @Test func `that lost a release but not the link to it is made good`() throws {
        let trial = try TrialRelease()
        let plan = trial.plan(1, [.whole(trial.table([1: row]))])
        _ = try trial.publisher().publish(plan)
        let made = trial.current()
        try FileManager.default.removeItem(atPath: trial.home + "/releases/000001")
        _ = try trial.publisher().publish(plan)
        #expect(trial.current() == made)
    }

    @Test func `leaves nothing of a release that other rules would have made`() throws {
        let trial = try TrialRelease()
        _ = try trial.publisher().publish(trial.plan(1, [.whole(trial.table([1: row]))]))
        let second = trial.plan(2, base: 1, [.whole(trial.table([1: row, 2: row]))])
        let home = trial.home
        let publisher = trial.publisher { operation, path in
            if operation == "rename", path == home + "/current" { throw Interrupted() }
        }
        #expect(throws: Interrupted.self) { try publisher.publish(second) }
        #expect(trial.publisher().manifest(dataset: "sample", number: 2) != nil)
        trial.codebook.statedVersion = "2"
        var later = trial.plan(2, base: 1, [.whole(trial.table([1: row, 2: row]))])
        later.timeMilliseconds += 60_000
        _ = try trial.publisher().publish(later)
        #expect(Manifest.read(home + "/current/")?.rulesVersion == "2")
    }
}

@Suite struct `a reader of a release` {
    private let row: [Value] = [.number(100), .number(1), .number(2), .number(3), .missing(.unknown)]

    @Test func `that opened it keeps it whole, whatever is published and removed`() throws {
        let trial = try TrialRelease(TrialRelease.edition(gemeenten: 1200))
        let rows = Dictionary(uniqueKeysWithValues: (1..<4801).map { ($0, row) })
        _ = try trial.publisher().publish(trial.plan(1, [.whole(trial.table(rows))]))
        let expected = trial.extracts()
        var open: [String: FileHandle] = [:]
        for name in expected.keys {
            let handle = try FileHandle(forReadingFrom: URL(fileURLWithPath: trial.home + "/current/" + name))
            // It has begun to read.
            #expect(try handle.read(upToCount: 100)?.count == 100)
            open[name] = handle
        }
        for number in 2...4 {
            let plan = trial.plan(number, base: number - 1, [.whole(trial.table([number: row]))])
            _ = try trial.publisher().publish(plan)
        }
        let rule = Retention(releases: 1, days: nil)
        let removed = try trial.publisher().prune(dataset: "sample", keeping: rule, nowMilliseconds: 0)
        #expect(removed == [1, 2])
        for (name, handle) in open {
            try handle.seek(toOffset: 0)
            #expect(try handle.readToEnd() == expected[name])
        }
    }
}
