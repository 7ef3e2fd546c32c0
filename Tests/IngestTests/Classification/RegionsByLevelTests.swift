import Classification
import ClassificationFiles
import Foundation
import Statistics
import Testing
import YAMLReading

/// Lists of one level at a time, as a city has them of its own areas.
@Suite struct `importing the regions of a city level by level` {
    private let trial: RegionsTrial

    init() throws {
        trial = try RegionsTrial()
        for name in RegionsTrial.files.keys {
            try FileManager.default.removeItem(atPath: trial.directory + "/" + name)
        }
        let levels = [("stad", "ST", 1), ("zone", "ZO", 2), ("hoek", "HK", 3)].enumerated().map {
            count,
            level in
            "  - {key: \(level.0), title: {nl: \(level.0), en: \(level.0)}, prefix: \(level.1), digits: \(level.2), "
                + "official-count: \(count + 1), completeness: incomplete}\n"
        }
        try trial.write(
            "edition: \"2021\"\nattribution: {nl: verzonnen, en: fictitious}\nlevels:\n" + levels.joined(),
            "edition.yaml"
        )
    }

    private let lists = [
        "code;name;parent\nST1;Stad;\n", "code;name;parent\nZO01;Noord;ST1\nZO02;Zuid;ST1\n",
        "code;name;parent\nHK001;Plein;ZO01\nHK002;Kade;ZO02\nHK003;\"Hof; oud\";ZO02\n",
    ]

    @Test func `takes one list after another, without warnings about lists that are not there yet`() throws {
        let summaries = try lists.map { try trial.run($0) }
        #expect(summaries[0].warnings.allSatisfy { !$0.contains("could not be read") })
        #expect(summaries[2].warnings.isEmpty)
        let edition = try EditionDirectory.read(path: trial.directory)
        #expect(
            edition.regions.map(\.code.description) == ["ST1", "ZO01", "HK001", "ZO02", "HK002", "HK003"]
        )
        #expect(edition.levels.allSatisfy { $0.completeness == .complete })
        #expect(edition.lookUp(RegionCode("HK009")) == .unknown)
    }

    @Test func `gives levels that may be published, and unions beside them, though there are none yet`()
        throws
    {
        #expect(try EditionDirectory.levels(path: trial.directory) == ["stad", "zone", "hoek", "unie"])
    }

    @Test func `is the same as taking all in one list`() throws {
        for list in lists { _ = try trial.run(list) }
        let before = try trial.contents()
        _ = try trial.run(lists.joined().replacing("\ncode;name;parent", with: ""))
        #expect(try trial.contents() == before)
        _ = try trial.run(lists[1])
        #expect(try trial.contents() == before)
    }

    @Test func `is refused before the level above is there, and where a part would be left alone`() throws {
        let early = try trial.refusal(lists[2])
        #expect(early.line == 2 && early.message.contains("ZO01"))
        #expect(early.hint.contains("import the list of ZO01 first"))
        for list in lists { _ = try trial.run(list) }
        let orphaned = try trial.refusal("code;name;parent\nZO01;Noord;ST1\nZO03;Zuid;ST1\n")
        #expect(orphaned.message.contains("HK002") && orphaned.message.contains("ZO02"))
    }
}
