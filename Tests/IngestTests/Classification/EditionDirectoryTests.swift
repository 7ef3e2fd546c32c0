import Classification
import ClassificationFiles
import Foundation
import Statistics
import Testing
import YAMLReading

@Suite struct `the directory of an edition` {
    private let trial: RegionsTrial

    init() throws { trial = try RegionsTrial() }

    private func flaw(_ name: String, _ old: String, _ new: String) throws -> FileFlaw {
        let text = try trial.read(name)
        try #require(text.contains(old))
        try trial.write(text.replacing(old, with: new, maxReplacements: 1), name)
        return try #require(throws: FileFlaw.self) { try EditionDirectory.read(path: trial.directory) }
    }

    @Test func `is read as it is written`() throws {
        let edition = try EditionDirectory.read(path: trial.directory)
        #expect(edition.regions.map(\.code.description).last == "BU00010100")
        #expect(edition.regions.map(\.name).contains("Bij \"de\" haven"))
        #expect(edition.regions[2].nameTrust == .earlier(year: 2020))
        #expect(edition.regions[5].nameTrust == .none)
        #expect(edition.otherYears.map(\.year) == [2020, 2022])
        #expect(edition.otherYears.map(\.holdsLetters) == [false, true])
    }

    @Test(arguments: [
        ("gemeente.csv", "GM0001", "GM001", 2, "not written as the codes of its level"),
        ("wijk.csv", "WK000101", "WK000100", 3, "a second time"),
        ("wijk.csv", "WK000100;Kern;GM0001", "WK000100;Kern;GM0002", 2, "is part of is not in the lists"),
        ("wijk.csv", "WK000100;Kern;GM0001", "WK000100;Kern;", 2, "is part of is not in the lists"),
        ("wijk.csv", "Kern;GM0001;2020", "Kern;GM0001", 2, "3 fields"),
        ("wijk.csv", "2020", "20x0", 2, "is no year"), ("wijk.csv", "2020", "2022", 2, "is no year up to"),
        ("wijk.csv", "Kern;GM0001;2020", "Kern;GM0001;", 2, "the name has no year"),
        ("wijk.csv", "WK000101;;GM0001;", "WK000101;;GM0001;2020", 3, "year of a name, and no name"),
        ("buurt.csv", "code;name;parent;name-year", "code;name;parent", 1, "the header is not"),
        ("other-years.csv", "2020;GM0009", "2021;GM0009", 2, "is no other year"),
        ("other-years.csv", "GM0009", "GM009", 2, "codes of no level"),
        ("other-years.csv", "GM0002;present", "GM0002;gone", 4, "neither present nor absent"),
        ("other-years.csv", "2020;WK000101;absent", "2020;GM0009;absent", 3, "both present and absent"),
        ("edition.yaml", "NL01: NL00", "NL01: NL0", 4, "codes of no level"),
        ("edition.yaml", "digits: 4, official", "digits: x, official", 8, "is not a whole number"),
        ("edition.yaml", "key: wijk", "key: gemeente", 9, "have one name"),
        (
            "edition.yaml", "prefix: WK, digits: 6, letters: 2", "prefix: GM, digits: 4", 9,
            "codes that are written alike"
        ),
        ("edition.yaml", "completeness: complete", "completeness: nearly", 7, "'nearly' is unknown"),
        ("edition.yaml", "key: wijk", "key: ../wijk", 9, "no name of a level"),
    ])
    func `is refused at the line at fault`(
        name: String,
        old: String,
        new: String,
        line: Int,
        message: String
    ) throws {
        let flaw = try flaw(name, old, new)
        #expect(flaw.path == trial.directory + "/" + name)
        #expect(flaw.line == line && flaw.message.contains(message), "\(flaw)")
    }

    @Test func `holds what its levels are said to hold`() throws {
        let flaw = try flaw("buurt.csv", "BU00010100;;WK000101;\n", "")
        #expect(flaw.path.hasSuffix("buurt.csv") && flaw.message.contains("2 regions"))
        try trial.write(
            try trial.read("edition.yaml").replacing(
                "official-count: 3, completeness: complete",
                with: "official-count: 3, completeness: incomplete"
            ),
            "edition.yaml"
        )
        let edition = try EditionDirectory.read(path: trial.directory)
        #expect(edition.lookUp(RegionCode("BU00010100")) == .undecided)
        #expect(edition.lookUp(RegionCode("WK000102")) == .unknown)
        try trial.write(RegionsTrial.files["buurt.csv"]! + "BU00010101;;WK000101;\n", "buurt.csv")
        #expect(throws: FileFlaw.self) { try EditionDirectory.read(path: trial.directory) }
    }

    @Test func `names an alias of nothing`() throws {
        #expect(try flaw("edition.yaml", "NL01: NL00", "NL01: NL09").path.hasSuffix("edition.yaml"))
    }

    @Test func `needs its files, but not those about other years`() throws {
        try FileManager.default.removeItem(atPath: trial.directory + "/other-years.csv")
        #expect(try EditionDirectory.read(path: trial.directory).otherYears.isEmpty)
        try FileManager.default.removeItem(atPath: trial.directory + "/wijk.csv")
        let flaw = try #require(throws: FileFlaw.self) { try EditionDirectory.read(path: trial.directory) }
        #expect(flaw.path.hasSuffix("/wijk.csv"))
        #expect(throws: FileFlaw.self) { try EditionDirectory.read(path: trial.parent + "/2030") }
    }

    @Test func `is UTF-8`() throws {
        try trial.write(
            Array("code;name;parent;name-year\nGM0001;S".utf8) + [0xFA] + Array("d;NL00;2021\n".utf8),
            trial.directory + "/gemeente.csv"
        )
        let flaw = try #require(throws: FileFlaw.self) { try EditionDirectory.read(path: trial.directory) }
        #expect(flaw.line == 2)
    }
}
