import Codebook
import Disclosure
import Foundation
import Publish
import Statistics
import Synchronization
import TestSupport
import Testing

@Suite struct `a release that is interrupted` {
    struct Interrupted: Error {}

    /// The kind of interruption: one operation fails, or the process is gone and nothing happens any more.
    enum Interruption: CaseIterable {
        case fault, kill
    }

    @Test(arguments: Interruption.allCases)
    func `at any step leaves a whole release current, and is whole when it is made again`(kind: Interruption)
        throws
    {
        let steps = try stepsOfSecondRelease()
        #expect(steps > 30)
        for step in 0..<steps {
            let (trial, second) = try prepared()
            let before = trial.extracts()
            let home = trial.home
            let count = Mutex(0)
            let publisher = trial.publisher { _, _ in
                // Whatever is current at any moment is whole.
                _ = try ReleaseDirectory.read(home + "/current", verifying: .digests)
                let now = count.withLock { count in
                    count += 1
                    return count - 1
                }
                if kind == .kill ? now >= step : now == step { throw Interrupted() }
            }
            #expect(throws: (any Error).self, "step \(step)") { try publisher.publish(second) }
            let current = try ReleaseDirectory.read(home + "/current", verifying: .digests)
            #expect([1, 2].contains(current.manifest.release))
            if current.manifest.release == 1 { #expect(trial.extracts() == before) }

            let published = try trial.publisher().publish(second)
            let whole = try ReleaseDirectory.read(home + "/current", verifying: .digests)
            #expect(whole.manifest.release == 2)
            #expect(whole.manifest.extractsHash == published.extractsHash)
            #expect(published.extractsHash == (try expectedHash()), "step \(step)")
            let names = try FileManager.default.contentsOfDirectory(atPath: home + "/releases").sorted()
            #expect(names == ["000001", "000002"], "step \(step)")
            #expect(
                try FileManager.default.contentsOfDirectory(atPath: home).sorted() == ["current", "releases"]
            )
            _ = try ReleaseDirectory.read(home + "/releases/000001", verifying: .digests)
        }
    }

    @Test func `is not made again once it is in place`() throws {
        let (trial, second) = try prepared()
        _ = try trial.publisher().publish(second)
        let made = try #require(trial.current()["manifest.json"])
        var later = second
        later.timeMilliseconds += 1_000_000
        _ = try trial.publisher().publish(later)
        #expect(trial.current()["manifest.json"] == made)
    }

    @Test func `never gives a number that was current to something else`() throws {
        let (trial, second) = try prepared()
        _ = try trial.publisher().publish(second)
        let made = trial.current()
        let other = trial.plan(
            2,
            base: 1,
            [.whole(trial.table([1: [.number(1), .number(1), .number(1), .number(1), .number(1)]]))]
        )
        #expect(throws: ReleaseNumberTaken.self) { try trial.publisher().publish(other) }
        #expect(trial.current() == made)
        #expect(try FileManager.default.contentsOfDirectory(atPath: trial.home + "/releases").count == 2)
    }

    @Test func `replaces a directory of its number that never became current`() throws {
        let (trial, second) = try prepared()
        let place = trial.home + "/releases/000002"
        try FileManager.default.createDirectory(
            atPath: place + "/statline",
            withIntermediateDirectories: true
        )
        try Data("half".utf8).write(to: URL(fileURLWithPath: place + "/statline/sample_2019.csv"))
        #expect(try trial.publisher().publish(second).extractsHash == expectedHash())
        _ = try ReleaseDirectory.read(trial.home + "/current", verifying: .digests)
    }

    private func prepared() throws -> (TrialRelease, ReleasePlan) {
        let trial = try TrialRelease(TrialRelease.edition(gemeenten: 3))
        let row: [Value] = [.number(100), .number(1), .number(2), .number(3), .missing(.unknown)]
        let rows = Dictionary(uniqueKeysWithValues: (1..<13).map { ($0, row) })
        let kept = trial.table(rows, year: 2018)
        _ = try trial.publisher().publish(trial.plan(1, [.whole(kept), .whole(trial.table(rows))]))
        let changed = [4: row.reversed().map { $0 }]
        let whole = trial.table(rows.merging(changed) { _, new in new })
        let plan = trial.plan(
            2,
            base: 1,
            [
                .unchanged(kept), .rows(trial.table(changed), removed: [], whole: whole),
                .whole(trial.table(rows, year: 2020)),
            ]
        )
        return (trial, plan)
    }

    private func stepsOfSecondRelease() throws -> Int {
        let (trial, second) = try prepared()
        let count = Mutex(0)
        _ = try trial.publisher { _, _ in count.withLock { $0 += 1 } }.publish(second)
        return count.withLock { $0 }
    }

    private func expectedHash() throws -> String {
        let (trial, second) = try prepared()
        return try trial.publisher().publish(second).extractsHash
    }
}

@Suite struct `a disk that fills up` {
    struct Full: Error {}

    @Test(arguments: [2, 3, 5])
    func `in the middle of a large extract leaves nothing behind, and what was current`(write: Int) throws {
        let trial = try TrialRelease(TrialRelease.edition(gemeenten: 1200))
        let row: [Value] = [.number(100), .number(1), .number(2), .number(3), .missing(.unknown)]
        let rows = Dictionary(uniqueKeysWithValues: (1..<4801).map { ($0, row) })
        _ = try trial.publisher().publish(trial.plan(1, [.whole(trial.table([1: row]))]))
        let before = trial.current()
        let count = Mutex(0)
        let publisher = trial.publisher { operation, _ in
            guard operation == "write" else { return }
            let now = count.withLock { count in
                count += 1
                return count
            }
            if now >= write { throw Full() }
        }
        let second = trial.plan(2, base: 1, [.whole(trial.table(rows))])
        #expect(throws: Full.self) { try publisher.publish(second) }
        #expect(trial.current() == before)
        #expect(try FileManager.default.contentsOfDirectory(atPath: trial.home + "/releases") == ["000001"])
        _ = try trial.publisher().publish(second)
        let current = try ReleaseDirectory.read(trial.home + "/current", verifying: .digests)
        #expect(current.manifest.release == 2)
    }
}
