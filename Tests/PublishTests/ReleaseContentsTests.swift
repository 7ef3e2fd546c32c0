import Codebook
import Disclosure
import Foundation
import Publish
import Statistics
import Synchronization
import TestSupport
import Testing

@Suite struct `what a release holds` {
    private let row: [Value] = [.number(100), .number(1), .number(2), .number(3), .missing(.unknown)]

    @Test func `is the manifest and three extracts of each period, and nothing else`() throws {
        let trial = try TrialRelease()
        let periods = [2018, 2019].map { TrialTable.whole(trial.table([1: row], year: $0)) }
        _ = try trial.publisher().publish(trial.plan(1, periods))
        let names = [2018, 2019].flatMap { year in
            [".csv", "_TypedDataSet.xml", "_UntypedDataSet.xml"].map { "statline/sample_\(year)\($0)" }
        }
        let stored = try FileManager.default.subpathsOfDirectory(atPath: trial.home + "/releases/000001")
        #expect(stored.sorted() == (["manifest.json", "statline"] + names).sorted())
        #expect(
            try FileManager.default.contentsOfDirectory(atPath: trial.home).sorted() == [
                "current", "releases",
            ]
        )
    }

    @Test func `has the digest that the documented command prints`() throws {
        let trial = try TrialRelease()
        let periods = [2018, 2019].map { TrialTable.whole(trial.table([1: row], year: $0)) }
        let published = try trial.publisher().publish(trial.plan(1, periods))
        let command = Process()
        command.executableURL = URL(fileURLWithPath: "/bin/sh")
        command.arguments = ["-c", "sha256sum statline/* | sha256sum"]
        command.currentDirectoryURL = URL(fileURLWithPath: trial.home + "/current/")
        command.environment = ["LC_ALL": "C", "PATH": "/usr/bin:/bin"]
        let output = Pipe()
        command.standardOutput = output
        try command.run()
        let printed = output.fileHandleForReading.readDataToEndOfFile()
        command.waitUntilExit()
        #expect(String(decoding: printed, as: UTF8.self) == published.extractsHash + "  -\n")
    }

    @Test func `bears the time of its making in the manifest only, once`() throws {
        let (one, other) = (try TrialRelease(), try TrialRelease())
        let plan = one.plan(1, [.whole(one.table([1: row]))])
        var later = plan
        later.timeMilliseconds += 86_400_000
        _ = try one.publisher().publish(plan)
        _ = try other.publisher().publish(later)
        #expect(one.extracts() == other.extracts())
        let manifests = try [one, other].map {
            String(decoding: try #require($0.current()["manifest.json"]), as: UTF8.self)
        }
        #expect(manifests[0].replacing("2020-09-13T12:26:41Z", with: "2020-09-14T12:26:41Z") == manifests[1])
        #expect(manifests[0] != manifests[1])
    }

    @Test func `is told by what publishing returns, rows of periods that were taken over too`() throws {
        let trial = try TrialRelease()
        let (kept, changed) = (trial.table([1: row], year: 2018), trial.table([1: row, 2: row, 5: row]))
        let first = try trial.publisher().publish(trial.plan(1, [.whole(kept), .whole(changed)]))
        #expect(first.rows == ["2018": 1, "2019": 3])
        let plan = trial.plan(
            2,
            base: 1,
            [.unchanged(kept), .rows(trial.table([6: row]), removed: [1], whole: trial.table([:]))]
        )
        #expect(try trial.publisher().publish(plan).rows == ["2018": 1, "2019": 3])
    }

    @Test func `is made whole where its base is gone`() throws {
        let (trial, fresh) = (try TrialRelease(), try TrialRelease())
        let whole = trial.table([1: row, 2: row])
        let kept = trial.table([1: row], year: 2018)
        _ = try fresh.publisher().publish(fresh.plan(8, [.whole(kept), .whole(whole)]))
        for base in [nil, 7] {
            let periods: [TrialTable] = [
                .unchanged(kept), .rows(trial.table([2: row]), removed: [], whole: whole),
            ]
            _ = try trial.publisher().publish(trial.plan(8, base: base, periods))
            #expect(trial.extracts() == fresh.extracts())
            try FileManager.default.removeItem(atPath: trial.home)
        }
    }

    @Test func `is on the disk before it has a name, and has a name before it is current`() throws {
        let trial = try TrialRelease()
        let kept = trial.table([1: row], year: 2018)
        _ = try trial.publisher().publish(trial.plan(1, [.whole(kept)]))
        let steps = Mutex<[(operation: String, path: String)]>([])
        let publisher = trial.publisher { operation, path in steps.withLock { $0.append((operation, path)) } }
        let periods: [TrialTable] = [.unchanged(kept), .whole(trial.table([1: row]))]
        _ = try publisher.publish(trial.plan(2, base: 1, periods))
        let log = steps.withLock { $0 }
        func index(of operation: String, _ path: String) throws -> Int {
            try #require(log.lastIndex { $0 == (operation, trial.home + path) }, "\(operation) \(path)")
        }
        let named = try index(of: "rename", "/releases/000002")
        let hidden = trial.home + "/releases/.000002.building"
        let made = log.filter { $0.path.hasPrefix(hidden) && $0.operation == "create" }
        #expect(made.count == 2 + 3 + 1)
        for (_, path) in made {
            let synced = try #require(log.lastIndex { $0 == ("sync", path) }, "\(path)")
            let written = log.lastIndex { $0 == ("write", path) } ?? 0
            #expect(written < synced && synced < named, "\(path)")
        }
        // A directory is on the disk after all that is in it.
        let linked = try #require(log.lastIndex { $0.operation == "link" && $0.path.hasPrefix(hidden) })
        #expect(try linked < index(of: "sync", "/releases/.000002.building/statline"))
        let manifest = try index(of: "create", "/releases/.000002.building/manifest.json")
        #expect(try manifest < index(of: "sync", "/releases/.000002.building"))
        let (known, current) = (try index(of: "sync", "/releases"), try index(of: "rename", "/current"))
        #expect(named < known && known < current)
        #expect(try current < index(of: "sync", ""))
    }

    @Test func `is written with few files open, however many periods there are`() throws {
        let trial = try TrialRelease(TrialRelease.edition(gemeenten: 1))
        let most = Mutex(0)
        let root = trial.root
        let publisher = trial.publisher { operation, path in
            guard operation == "create", path.hasSuffix(".csv") || path.hasSuffix(".json") else { return }
            let open = (try? FileManager.default.contentsOfDirectory(atPath: "/proc/self/fd")) ?? []
            // Only those of this test: others run beside it.
            let count = open.count {
                let file = try? FileManager.default.destinationOfSymbolicLink(atPath: "/proc/self/fd/\($0)")
                return file?.hasPrefix(root) ?? false
            }
            most.withLock { $0 = max($0, count) }
        }
        let tables = (1950..<2030).map { trial.table([1: row], year: $0) }
        let published = try publisher.publish(trial.plan(1, tables.map { .whole($0) }))
        #expect(published.files.count == 240)
        #expect(published.bytesWritten == published.files.reduce(0) { $0 + $1.bytes })
        #expect((3...64).contains(most.withLock { $0 }))
        _ = try ReleaseDirectory.read(trial.home + "/current", verifying: .digests)
    }
}
