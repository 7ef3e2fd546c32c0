import Codebook
import Disclosure
import Foundation
import Glibc
import Publish
import Statistics
import TestSupport
import Testing

@Suite struct `a release` {
    private let row: [Value] = [.number(100), .number(1), .number(2), .number(3), .missing(.unknown)]

    private func publish(_ trial: TrialRelease, _ count: Int) throws {
        for number in 1...count {
            let table = trial.table([number: row])
            _ = try trial.publisher().publish(
                trial.plan(number, base: number > 1 ? number - 1 : nil, [.whole(table)])
            )
        }
    }

    private func numbers(_ trial: TrialRelease) throws -> [String] {
        try FileManager.default.contentsOfDirectory(atPath: trial.home + "/releases").sorted()
    }

    @Test func `is read by others, whatever the process may`() throws {
        let mask = umask(0o077)
        defer { umask(mask) }
        let trial = try TrialRelease()
        try publish(trial, 1)
        for (path, mode) in [
            ("", 0o755), ("/releases", 0o755), ("/releases/000001", 0o755),
            ("/releases/000001/statline", 0o755),
            ("/releases/000001/manifest.json", 0o644), ("/releases/000001/statline/sample_2019.csv", 0o644),
        ] {
            var status = stat()
            #expect(unsafe stat(trial.home + path, &status) == 0)
            #expect(Int(status.st_mode) & 0o7777 == mode, "\(path)")
        }
        #expect(
            try FileManager.default.destinationOfSymbolicLink(atPath: trial.home + "/current")
                == "releases/000001"
        )
    }

    @Test func `shares the files that did not change with its base`() throws {
        let trial = try TrialRelease()
        let (kept, changed) = (trial.table([1: row], year: 2018), trial.table([1: row]))
        _ = try trial.publisher().publish(trial.plan(1, [.whole(kept), .whole(changed)]))
        let second = try trial.publisher().publish(
            trial.plan(2, base: 1, [.unchanged(kept), .whole(changed)])
        )
        func inode(_ number: Int, _ year: Int) -> UInt {
            var status = stat()
            unsafe stat(trial.home + "/releases/00000\(number)/statline/sample_\(year).csv", &status)
            return UInt(status.st_ino)
        }
        #expect(inode(1, 2018) == inode(2, 2018))
        #expect(inode(1, 2019) != inode(2, 2019))
        #expect(second.files.count == 6)
        #expect(
            second.bytesWritten == second.files.filter { $0.period == "2019" }.reduce(0) { $0 + $1.bytes }
        )
    }

    @Test func `keeps extracts that are of no stored period out of the next`() throws {
        let trial = try TrialRelease()
        _ = try trial.publisher().publish(trial.plan(1, [.whole(trial.table([1: row]))]))
        _ = try trial.publisher().publish(trial.plan(2, base: 1, []))
        #expect(Array(trial.current().keys) == ["manifest.json"] || trial.extracts().isEmpty)
        _ = try ReleaseDirectory.read(trial.home + "/current", verifying: .digests)
    }

    @Test func `is the same extracts whenever it is made`() throws {
        let (one, other) = (try TrialRelease(), try TrialRelease())
        try publish(one, 3)
        _ = try other.publisher().publish(other.plan(9, [.whole(other.table([3: row]))]))
        #expect(one.extracts() == other.extracts())
    }

    @Test(
        arguments: [
            (1, nil, ["000005", "000006"]), (3, nil, ["000004", "000005", "000006"]),
            (1, 1, (1...6).map { "00000\($0)" }), (100, 0, (1...6).map { "00000\($0)" }),
            (2, 0, ["000005", "000006"]),
        ] as [(Int, Int?, [String])]
    )
    func `is pruned by number and age, never the current one or its base`(
        releases: Int,
        days: Int?,
        kept: [String]
    ) throws {
        let trial = try TrialRelease()
        try publish(trial, 6)
        let now: Int64 = 1_600_000_000_000 + 3_600_000
        let rule = Retention(releases: releases, days: days)
        try trial.publisher().prune(dataset: trial.codebook.dataset, keeping: rule, nowMilliseconds: now)
        #expect(try numbers(trial) == kept)
        _ = try ReleaseDirectory.read(trial.home + "/current", verifying: .digests)
    }

    @Test func `is pruned beside what others put there, and what a crash left`() throws {
        let trial = try TrialRelease()
        try publish(trial, 4)
        for name in ["7", "notes", ".snapshot", ".000001.removing"] {
            try FileManager.default.createDirectory(
                atPath: trial.home + "/releases/\(name)/in",
                withIntermediateDirectories: true
            )
        }
        let rule = Retention(releases: 1, days: nil)
        let removed = try trial.publisher().prune(
            dataset: trial.codebook.dataset,
            keeping: rule,
            nowMilliseconds: 0
        )
        #expect(removed == [1, 2])
        #expect(try numbers(trial) == [".snapshot", "000003", "000004", "7", "notes"])
    }

    @Test func `is refused by its reader when anything is not as the manifest says`() throws {
        let trial = try TrialRelease()
        try publish(trial, 1)
        let place = trial.home + "/releases/000001"
        let csv = URL(fileURLWithPath: place + "/statline/sample_2019.csv")
        let bytes = try Data(contentsOf: csv)
        var other = bytes
        other[other.count - 4] ^= 1
        try other.write(to: csv)
        _ = try ReleaseDirectory.read(place)
        #expect(throws: ReleaseDirectory.Flaw.changed(csv.path)) {
            try ReleaseDirectory.read(place, verifying: .digests)
        }
        try bytes.dropLast().write(to: csv)
        #expect(throws: ReleaseDirectory.Flaw.changed(csv.path)) { try ReleaseDirectory.read(place) }
        try FileManager.default.removeItem(at: csv)
        #expect(throws: ReleaseDirectory.Flaw.missing(csv.path)) { try ReleaseDirectory.read(place) }
        try bytes.write(to: csv)
        let stranger = place + "/statline/stranger.csv"
        try Data().write(to: URL(fileURLWithPath: stranger))
        #expect(throws: ReleaseDirectory.Flaw.unexpected(stranger)) { try ReleaseDirectory.read(place) }
        try FileManager.default.removeItem(atPath: stranger)
        let beside = place + "/stranger.csv"
        try Data().write(to: URL(fileURLWithPath: beside))
        #expect(throws: ReleaseDirectory.Flaw.unexpected(beside)) {
            try ReleaseDirectory.read(place, verifying: .digests)
        }
        try FileManager.default.removeItem(atPath: beside)
        let manifest = URL(fileURLWithPath: place + "/manifest.json")
        let text = try String(contentsOf: manifest, encoding: .utf8)
        try text.replacing("statline/sample_2019.csv", with: "../../../secret.csv").write(
            to: manifest,
            atomically: true,
            encoding: .utf8
        )
        #expect(throws: ReleaseDirectory.Flaw.damagedManifest(manifest.path)) {
            try ReleaseDirectory.read(place)
        }
        try FileManager.default.removeItem(at: manifest)
        #expect(throws: ReleaseDirectory.Flaw.noManifest(place)) { try ReleaseDirectory.read(place) }
    }
}
