import Codebook
import Disclosure
import Foundation
import Publish
import Statistics
import TestSupport
import Testing

@Suite struct `a spliced extract` {
    private let regions = 1 + 4 * 60

    @Test(arguments: 0..<60 as Range<UInt64>)
    func `is byte for byte the whole one`(seed: UInt64) throws {
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
            let content = PeriodPlan.Content.rows(
                changed: trial.table(changed),
                removed: removed.map { RegionIndex($0) },
                whole: { throw WholeWasMade() }
            )
            let period = PeriodPlan(
                period: whole.period,
                status: whole.status,
                columns: whole.columns,
                content: content
            )
            _ = try trial.publisher().publish(trial.plan(number, base: number - 1, [period]))
            _ = try fresh.publisher().publish(fresh.plan(number, [.whole(whole)]))
            #expect(trial.extracts() == fresh.extracts())
        }
    }

    @Test(arguments: ["removed", "cut", "longer", "one bit", "of another file", "empty"])
    func `does without an index that is`(state: String) throws {
        let (trial, rows) = try base()
        let folder = trial.root + "/cache/sample/"
        for name in try FileManager.default.contentsOfDirectory(atPath: folder) {
            let url = URL(fileURLWithPath: folder + name)
            var bytes = try Data(contentsOf: url)
            switch state {
            case "removed": try FileManager.default.removeItem(at: url)
            case "cut": try bytes.dropLast(16).write(to: url)
            case "longer": try (bytes + Data(count: 16)).write(to: url)
            case "one bit":
                bytes[bytes.count / 2] ^= 1
                try bytes.write(to: url)
            case "of another file":
                let other =
                    name.hasSuffix(".csv.index")
                    ? "sample_2019_TypedDataSet.xml.index" : "sample_2019.csv.index"
                try Data(contentsOf: URL(fileURLWithPath: folder + other)).write(to: url)
            default: try Data().write(to: url)
            }
        }
        try expectCorrect(trial, rows)
    }

    @Test(arguments: ["removed", "cut", "longer"])
    func `does without a base whose file is`(state: String) throws {
        let (trial, rows) = try base()
        for name in trial.extracts().keys {
            let url = URL(fileURLWithPath: trial.home + "/releases/000001/" + name)
            let bytes = try Data(contentsOf: url)
            switch state {
            case "removed": try FileManager.default.removeItem(at: url)
            case "cut": try bytes.dropLast().write(to: url)
            default: try (bytes + Data([10])).write(to: url)
            }
        }
        try expectCorrect(trial, rows)
    }

    @Test func `is made whole where another edition names or places regions otherwise`() throws {
        for other in [
            TrialRelease.edition(gemeenten: 60, renaming: " (nieuw)"), TrialRelease.edition(gemeenten: 61),
        ] {
            let (trial, rows) = try base()
            let fresh = try TrialRelease(other)
            let whole = trial.table(rows)
            for content in [PeriodPlan.unchanged(whole), .rows(trial.table([:]), removed: [], whole: whole)] {
                _ = try trial.publisher().publish(trial.plan(2, base: 1, edition: other, [content]))
                _ = try fresh.publisher().publish(fresh.plan(2, [.whole(whole)]))
                #expect(trial.extracts() == fresh.extracts())
            }
        }
    }

    @Test func `is made whole where a title, the status or the columns changed`() throws {
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

    private func expectCorrect(_ trial: TrialRelease, _ rows: [Int: [Value]]) throws {
        let changed: [Int: [Value]] = [
            17: [.number(100), .number(1), .number(2), .number(3), .missing(.unknown)]
        ]
        let whole = trial.table(rows.merging(changed) { _, new in new })
        _ = try trial.publisher().publish(
            trial.plan(2, base: 1, [.rows(trial.table(changed), removed: [], whole: whole)])
        )
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
