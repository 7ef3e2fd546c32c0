import Classification
import ClassificationFiles
import Foundation
import Statistics
import Testing
import YAMLReading

@Suite struct `the unions of an edition` {
    private let city = RegionsTrial.shipped + "/../voorbeeldstad"

    /// The unions of the trial's edition, of which `BU00010000` and `BU00010001` are in wijk `WK000100`.
    private func unions(_ lines: String) throws -> [RegionUnion] {
        let trial = try RegionsTrial()
        try trial.write("code;name;member\n" + lines, "unions.csv")
        let edition = try EditionDirectory.read(path: trial.directory)
        return try EditionUnions.read(path: trial.directory, of: edition)
    }

    private func flaw(_ lines: String) throws -> FileFlaw {
        try #require(throws: FileFlaw.self) { try unions(lines) }
    }

    @Test func `of the shipped city overlap, and its regions nest without years`() throws {
        let edition = try EditionDirectory.read(path: city)
        let unions = try EditionUnions.read(path: city, of: edition)
        #expect(edition.year == nil)
        #expect(edition.indices.count(where: edition.isLeaf) == 60)
        #expect(edition.attribution.en.contains("fictitious") && edition.attribution.nl.contains("verzonnen"))
        let first = try #require(unions.first { $0.code == RegionCode("PZ9010") })
        let second = try #require(unions.first { $0.code == RegionCode("PZ9020") })
        #expect(Set(first.members).intersection(second.members).count == 2)
        #expect(unions.allSatisfy { $0.members.allSatisfy(edition.isLeaf) })
    }

    @Test func `take a region with all its parts, and every part once`() throws {
        let unions = try unions(
            "Z2;Zone;BU00010100\nZ1;Kern;WK000100\nZ1;Kern;BU00010001\nZ1;Kern;BU00010001\n"
        )
        #expect(unions.map(\.code) == [RegionCode("Z1"), RegionCode("Z2")])
        #expect(unions.map(\.members.count) == [2, 1])
        #expect(unions.map(\.name) == ["Kern", "Zone"])
    }

    @Test func `are none where there is no list`() throws {
        let trial = try RegionsTrial()
        let edition = try EditionDirectory.read(path: trial.directory)
        #expect(try EditionUnions.read(path: trial.directory, of: edition).isEmpty)
    }

    @Test func `are refused at the line of an unknown member`() throws {
        let flaw = try flaw("Z1;Kern;BU00010000\nZ1;Kern;BU00019999\n")
        #expect(flaw.line == 3)
        #expect(flaw.message.contains("BU00019999"))
    }

    @Test func `are refused where a code is that of a level, and where a union has two names`() throws {
        #expect(try flaw("WK000199;Kern;BU00010000\n").line == 2)
        #expect(try flaw(";Kern;BU00010000\n").line == 2)
        #expect(try flaw("Z1;Kern;BU00010000\nZ1;Rand;BU00010100\n").line == 3)
    }

    @Test func `are imported over what was there, and a wrong list changes nothing`() throws {
        let trial = try RegionsTrial()
        let file = trial.parent + "/unions"
        try trial.write(Array("code;name;member\nZ1;Kern;WK000100\n".utf8), file)
        #expect(UnionsImport.recognises(file))
        let first = try UnionsImport.run(file: file, editionDirectory: trial.directory)
        #expect(first.before == 0 && first.after == 1)
        let stored = try trial.contents()
        try trial.write(Array("code;name;member\nZ1;Kern;WK000199\n".utf8), file)
        let flaw = try #require(throws: FileFlaw.self) {
            try UnionsImport.run(file: file, editionDirectory: trial.directory)
        }
        #expect(flaw.line == 2)
        #expect(try trial.contents() == stored)
    }

    @Test func `keep an import of regions from taking their members away`() throws {
        let trial = try RegionsTrial()
        try trial.write("code;name;member\nZ1;Kern;BU00010100\n", "unions.csv")
        let list = "code;name;parent\nGM0001;Aldorp;NL00\nWK000100;Kern;GM0001\nWK000101;Rand;GM0001\n"
        let flaw = try trial.refusal(list + "BU00010000;Markt;WK000100\n")
        #expect(flaw.message.contains("BU00010100"))
        _ = try trial.run(list + "BU00010100;Buiten;WK000101\n")
        #expect(try trial.read("unions.csv").contains("Z1;Kern;BU00010100"))
    }

    @Test func `are not taken for a list of regions`() throws {
        let trial = try RegionsTrial()
        let file = trial.parent + "/regions"
        try trial.write(Array("code;name;parent\nGM0001;Aldorp;NL00\n".utf8), file)
        #expect(!UnionsImport.recognises(file))
    }
}
