import Codebook
import Disclosure
import Foundation
import Glibc
import Publish
import Statistics
import TestSupport
import Testing

@Suite struct `an extract after a correction` {
    private let regions = 1 + 4 * 60

    @Test(arguments: 0..<30 as Range<UInt64>)
    func `is byte for byte that of a full run`(seed: UInt64) throws {
        var random = SplitMix64(seed: seed)
        let trial = try TrialRelease(TrialRelease.edition(gemeenten: 60))
        let fresh = try TrialRelease(TrialRelease.edition(gemeenten: 60))
        var rows: [Int: [Value]] = [:]
        for region in 0..<regions where Int.random(in: 0..<5, using: &random) > 0 {
            rows[region] = values(&random)
        }
        _ = try trial.publisher().publish(trial.plan(1, [.whole(trial.table(rows))]))
        for number in 2...5 {
            var changed: [Int: [Value]] = [:]
            var removed: [Int] = []
            let many = Int.random(in: 0...1, using: &random) == 0
            for region in 0..<regions where Int.random(in: 0..<(many ? 2 : 40), using: &random) == 0 {
                if rows[region] != nil, Int.random(in: 0..<4, using: &random) == 0 {
                    removed.append(region)
                    rows[region] = nil
                } else {
                    changed[region] = values(&random)
                    rows[region] = changed[region]
                }
            }
            let whole = trial.table(rows)
            let table = TrialTable.rows(trial.table(changed), removed: removed, whole: whole)
            let plan = trial.plan(number, base: number - 1, [table])
            #expect(!plan.base.tables.contains { !$0.hasRows })
            _ = try trial.publisher().publish(plan)
            _ = try fresh.publisher().publish(fresh.plan(number, [.whole(whole)]))
            #expect(trial.extracts() == fresh.extracts())
        }
    }

    @Test(arguments: ["removed", "cut", "longer", "one bit", "of another period", "empty"])
    func `does without a cache that is`(state: String) throws {
        let (trial, rows) = try base()
        let other = trial.table([3: rows[3] ?? []], year: 2018)
        _ = try trial.publisher().publish(trial.plan(2, base: 1, [.whole(other), .whole(trial.table(rows))]))
        let folder = URL(fileURLWithPath: trial.root + "/cache/sample/")
        let url = folder.appendingPathComponent("sample_2019.rows")
        var bytes = try Data(contentsOf: url)
        switch state {
        case "removed": try FileManager.default.removeItem(at: url)
        case "cut": try bytes.dropLast(16).write(to: url)
        case "longer": try (bytes + Data(count: 16)).write(to: url)
        case "one bit":
            bytes[bytes.count / 2] ^= 1
            try bytes.write(to: url)
        case "of another period":
            try Data(contentsOf: folder.appendingPathComponent("sample_2018.rows")).write(to: url)
        default: try Data().write(to: url)
        }
        let changed: [Int: [Value]] = [
            17: [.number(100), .number(1), .number(2), .number(3), .missing(.unknown)]
        ]
        let whole = trial.table(rows.merging(changed) { _, new in new })
        let period = TrialTable.rows(trial.table(changed), removed: [], whole: whole)
        try expect(trial, trial.plan(3, base: 2, [period]), isFullRunOf: whole)
    }

    @Test(arguments: ["removed", "cut", "longer", "a directory"])
    func `does without a base whose file is`(state: String) throws {
        let (trial, rows) = try base()
        for name in trial.extracts().keys.sorted().prefix(2) {
            let url = URL(fileURLWithPath: trial.home + "/releases/000001/" + name)
            let bytes = try Data(contentsOf: url)
            try FileManager.default.removeItem(at: url)
            switch state {
            case "removed": break
            case "cut": try bytes.dropLast().write(to: url)
            case "longer": try (bytes + Data([10])).write(to: url)
            default: try FileManager.default.createDirectory(at: url, withIntermediateDirectories: false)
            }
        }
        let whole = trial.table(rows)
        try expect(trial, trial.plan(2, base: 1, [.unchanged(whole)]), isFullRunOf: whole)
    }

    @Test func `is a copy where a file can have no second name`() throws {
        let (trial, rows) = try base()
        let whole = trial.table(rows)
        // As many names as the file system allows stand for one that allows none.
        for path in trial.extracts().keys {
            for number in 0..<70_000 {
                let file = trial.home + "/releases/000001/" + path
                if unsafe link(
                    file,
                    trial.root + "/\(URL(fileURLWithPath: path).lastPathComponent).\(number)"
                ) != 0 {
                    break
                }
            }
        }
        let plan = trial.plan(2, base: 1, [.unchanged(whole)])
        #expect(!plan.base.tables.contains { !$0.hasFiles })
        try expect(trial, plan, isFullRunOf: whole)
    }

    @Test func `is not made of a copy that is not what the base was`() throws {
        let (trial, rows) = try base()
        let plan = trial.plan(2, base: 1, [.unchanged(trial.table(rows))])
        // Between the look at the base and the copy; as many names as can be, so that it is copied.
        let name = "/releases/000001/statline/sample_2019.csv"
        var bytes = try Data(contentsOf: URL(fileURLWithPath: trial.home + name))
        bytes[bytes.count / 2] ^= 1
        try bytes.write(to: URL(fileURLWithPath: trial.home + name))
        for number in 0..<70_000
        where unsafe link(trial.home + name, trial.root + "/copy.\(number)") != 0 { break }
        #expect(throws: DamagedBase.self) { _ = try trial.publisher().publish(plan) }
        #expect(trial.current()["manifest.json"] != nil)
        #expect(try ReleaseDirectory.read(trial.home + "/current").manifest.release == 1)
    }

    @Test func `is the same on the disk as in its digest, piece by piece`() throws {
        var random = SplitMix64(seed: 3)
        let trial = try TrialRelease(TrialRelease.edition(gemeenten: 1200))
        let rows = Dictionary(uniqueKeysWithValues: (1..<4801).map { ($0, values(&random)) })
        _ = try trial.publisher().publish(trial.plan(1, [.whole(trial.table(rows))]))
        let first = try ReleaseDirectory.read(trial.home + "/current", verifying: .digests)
        #expect(first.manifest.files.contains { $0.bytes > 2 << 20 })
        let changed = rows.filter { $0.key % 7 == 0 }.mapValues { _ in values(&random) }
        let period = TrialTable.rows(trial.table(changed), removed: [1], whole: trial.table([:]))
        _ = try trial.publisher().publish(trial.plan(2, base: 1, [period]))
        let second = try ReleaseDirectory.read(trial.home + "/current", verifying: .digests)
        #expect(second.manifest.files.allSatisfy { $0.rows == 4799 })
    }

    @Test func `is a full run where another edition names or places regions otherwise`() throws {
        for other in [
            TrialRelease.edition(gemeenten: 60, renaming: " (nieuw)"), TrialRelease.edition(gemeenten: 61),
        ] {
            let (trial, rows) = try base()
            let fresh = try TrialRelease(other)
            let whole = trial.table(rows)
            for content in [TrialTable.unchanged(whole), .rows(trial.table([:]), removed: [], whole: whole)] {
                _ = try trial.publisher().publish(trial.plan(2, base: 1, edition: other, [content]))
                _ = try fresh.publisher().publish(fresh.plan(2, [.whole(whole)]))
                #expect(trial.extracts() == fresh.extracts())
            }
        }
    }

    @Test func `is a full run where a title, the status or the columns changed`() throws {
        let (trial, rows) = try base()
        let fresh = try TrialRelease(TrialRelease.edition(gemeenten: 60))
        trial.codebook.topics[1].title = Text(nl: "Anders", en: "Other")
        fresh.codebook = trial.codebook
        for whole in [
            trial.table(rows), trial.table(rows, status: .revisedProvisional),
            trial.table(rows.mapValues { Array($0.prefix(2)) }, columns: [0, 1]),
        ] {
            _ = try trial.publisher().publish(trial.plan(2, base: 1, [.unchanged(whole)]))
            _ = try fresh.publisher().publish(fresh.plan(2, [.whole(whole)]))
            #expect(trial.extracts() == fresh.extracts())
            try FileManager.default.removeItem(atPath: trial.home + "/current")
            try FileManager.default.removeItem(atPath: fresh.home + "/current")
        }
    }

    private func base() throws -> (TrialRelease, [Int: [Value]]) {
        var random = SplitMix64(seed: 7)
        let trial = try TrialRelease(TrialRelease.edition(gemeenten: 60))
        var rows: [Int: [Value]] = [:]
        for region in 0..<regions { rows[region] = values(&random) }
        _ = try trial.publisher().publish(trial.plan(1, [.whole(trial.table(rows))]))
        return (trial, rows)
    }

    /// The plan leads to the extracts of a full run over a table.
    private func expect(_ trial: TrialRelease, _ plan: ReleasePlan, isFullRunOf whole: ProtectedTable) throws
    {
        _ = try trial.publisher().publish(plan)
        let fresh = try TrialRelease(TrialRelease.edition(gemeenten: 60))
        _ = try fresh.publisher().publish(fresh.plan(2, [.whole(whole)]))
        #expect(trial.extracts() == fresh.extracts())
        _ = try ReleaseDirectory.read(trial.home + "/current", verifying: .digests)
    }

    private func values(_ random: inout SplitMix64) -> [Value] {
        (0..<5).map { _ in
            Int.random(in: 0..<6, using: &random) == 0
                ? .missing(.unknown) : .number(Int64.random(in: -99_999...9_999_999, using: &random))
        }
    }
}
