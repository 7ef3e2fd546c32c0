import Classification
import ClassificationFiles
import Foundation
import Statistics
import Testing
import YAMLReading

@Suite struct `importing regions` {
    private let trial: RegionsTrial

    init() throws { trial = try RegionsTrial() }

    static let forms: [(name: String, bytes: [UInt8])] = [
        ("Atom", Array(RegionsForms.atom().utf8)),
        ("Atom with a mark", [0xEF, 0xBB, 0xBF] + Array(RegionsForms.atom().utf8)),
        ("JSON of v3", Array(RegionsForms.jsonV3().utf8)), ("JSON of v4", Array(RegionsForms.jsonV4().utf8)),
        ("the whole count", Array(RegionsForms.jsonV4(more: ",\"@odata.count\":7").utf8)),
        ("no next page", Array(RegionsForms.jsonV3(more: ",\"odata.nextLink\":null").utf8)),
        ("CSV of v4", Array(RegionsForms.csvV4().utf8)),
        ("CSV of v4 with a mark", [0xEF, 0xBB, 0xBF] + Array(RegionsForms.csvV4(end: "\n").utf8)),
        ("CSV with commas", Array(RegionsForms.csvV4(separator: ",").utf8)),
        ("lines", Array(RegionsForms.lines().utf8)),
        ("lines without header", Array(RegionsForms.lines(header: false).utf8)),
        ("quoted lines", Array(RegionsForms.lines(quoted: true, end: "\r\n").utf8)),
        ("lines without parents", Array(RegionsForms.lines(parents: false, end: "\r").utf8)),
        ("Windows-1252", RegionsForms.lines().unicodeScalars.map { UInt8($0.value) }),
        (
            "UTF-16",
            [0xFF, 0xFE] + RegionsForms.lines().utf16.flatMap { [UInt8($0 & 0xFF), UInt8($0 >> 8)] }
        ),
        (
            "UTF-16 JSON",
            [0xFE, 0xFF] + RegionsForms.jsonV4().utf16.flatMap { [UInt8($0 >> 8), UInt8($0 & 0xFF)] }
        ),
        ("no country", Array(RegionsForms.lines().replacing("NL00;Nederland;\n", with: "").utf8)),
        ("the other code of the country", Array(RegionsForms.lines().replacing("NL00", with: "NL01").utf8)),
        (
            "provinces besides",
            Array(
                (RegionsForms.lines() + "PV20;Groningen;LD01\n").replacing("Aldorp;", with: "Aldorp;PV20")
                    .utf8
            )
        ),
    ]

    @Test(arguments: forms.indices)
    func `reads every kind of list`(position: Int) throws {
        let (name, bytes) = Self.forms[position]
        let summary = try trial.run(bytes)
        let edition = try EditionDirectory.read(path: trial.directory)
        #expect(edition.regions.map(\.code.description) == RegionsForms.names.map(\.code), "\(name)")
        #expect(edition.regions.map(\.name) == RegionsForms.names.map(\.name), "\(name)")
        #expect(edition.regions.allSatisfy { $0.nameTrust == .edition }, "\(name)")
        #expect(edition.levels.allSatisfy { $0.completeness == .complete }, "\(name)")
        #expect(
            edition.otherYears.map(\.year) == [2020, 2022] && edition.otherYears[1].holdsLetters,
            "\(name)"
        )
        #expect(summary.levels.map(\.after) == [1, 1, 2, 3] && summary.levels.map(\.before) == [1, 1, 2, 3])
        #expect(
            summary.levels.map(\.renamed) == [0, 0, 2, 2]
                && summary.levels.allSatisfy { $0.added + $0.removed == 0 }
        )
        #expect(summary.warnings.isEmpty == (name != "provinces besides"), "\(summary.warnings)")
        #expect(
            try FileManager.default.contentsOfDirectory(atPath: trial.parent).sorted() == [
                "2021", "list", "new.yaml",
            ]
        )
    }

    @Test func `changes nothing by importing what there is`() throws {
        _ = try trial.run(RegionsForms.lines())
        let before = try trial.contents()
        _ = try trial.run(RegionsForms.jsonV4())
        #expect(try trial.contents() == before)
        let lists = ["land", "gemeente", "wijk", "buurt"].compactMap { before[$0 + ".csv"] }
        _ = try trial.run(lists.joined())
        #expect(try trial.contents() == before)
    }

    @Test func `keeps the years of names where a list says them, and other files`() throws {
        let lists = ["land", "gemeente", "wijk", "buurt"].compactMap { RegionsTrial.files[$0 + ".csv"] }
            .joined()
        try trial.write("about\n", "README")
        _ = try trial.run(lists)
        for name in ["wijk.csv", "buurt.csv", "other-years.csv"] {
            #expect(try trial.read(name) == RegionsTrial.files[name])
        }
        #expect(try trial.read("README") == "about\n")
    }

    @Test func `makes a level incomplete whose list is short, and complete again`() throws {
        let short = RegionsForms.lines().replacing("BU00010001;Bij \"de\" haven & zo;WK000100\n", with: "")
        let summary = try trial.run(short)
        #expect(summary.levels.map(\.complete) == [true, true, true, false])
        #expect(summary.levels[3].removed == 1 && summary.warnings.count == 1)
        #expect(summary.lines.contains { $0.hasPrefix("warning: buurt: 2 of 3") })
        var edition = try EditionDirectory.read(path: trial.directory)
        #expect(edition.lookUp(RegionCode("BU00010001")) == .undecided)
        #expect(edition.lookUp(RegionCode("WK000102")) == .unknown)
        #expect(try trial.run(RegionsForms.lines()).levels[3].added == 1)
        edition = try EditionDirectory.read(path: trial.directory)
        #expect(edition.lookUp(RegionCode("BU00010002")) == .unknown)
    }

    @Test func `trusts no name that is not there`() throws {
        _ = try trial.run(RegionsForms.lines().replacing("'t Hof", with: ""))
        let edition = try EditionDirectory.read(path: trial.directory)
        #expect(edition.regions.last?.nameTrust == Region.NameTrust.none)
    }

    @Test func `makes an edition that was not there`() throws {
        let file = trial.parent + "/list"
        try trial.write(Array(RegionsForms.csvV4().utf8), file)
        let directory = trial.parent + "/2022"
        let summary = try RegionsImport.run(file: file, editionDirectory: directory + "/", edition: "2022")
        let edition = try EditionDirectory.read(path: directory)
        #expect(edition.key == "2022" && edition.year == 2022 && edition.regions.count == 7)
        #expect(edition.lookUp(RegionCode("NL01")) == .known(RegionIndex(0)))
        #expect(edition.lookUp(RegionCode("BU99999999")) == .undecided)
        #expect(summary.levels.map(\.before) == [0, 0, 0, 0] && summary.warnings.count == 3)
        #expect(throws: FileFlaw.self) {
            try RegionsImport.run(file: file, editionDirectory: trial.parent + "/x", edition: "../x")
        }
    }

    @Test func `makes no edition where nothing says what its levels are`() throws {
        let file = trial.parent + "/list"
        try trial.write(Array(RegionsForms.csvV4().utf8), file)
        let directory = trial.parent + "/regions/2022"
        let flaw = try #require(throws: FileFlaw.self) {
            try RegionsImport.run(file: file, editionDirectory: directory, edition: "2022")
        }
        #expect(flaw.path.hasSuffix("/regions/new.yaml"))
    }

    @Test func `puts broken lists right`() throws {
        try trial.write("broken", "buurt.csv")
        try trial.write("broken", "land.csv")
        let summary = try trial.run(RegionsForms.lines().replacing("NL00;Nederland;\n", with: ""))
        #expect(summary.warnings.count == 1 && summary.warnings[0].contains("could not be read"))
        #expect(try EditionDirectory.read(path: trial.directory).regions.count == 7)
    }

    @Test func `says what changed as JSON too`() throws {
        let data = try JSONEncoder().encode(try trial.run(RegionsForms.lines()))
        let object = try #require(try JSONSerialization.jsonObject(with: data) as? [String: Any])
        #expect(Set(object.keys) == ["edition", "format", "levels", "warnings"])
    }

    @Test func `takes the whole shipped edition, and keeps it`() throws {
        let edition = try EditionDirectory.read(path: RegionsTrial.shipped)
        let rows = edition.regions.map { region in
            "{\"Key\":\"\(RegionsForms.padded(region.code.description))\",\"Title\":\(RegionsForms.json(region.name))}"
        }
        let directory = trial.parent + "/shipped"
        try FileManager.default.copyItem(atPath: RegionsTrial.shipped, toPath: directory)
        let file = trial.parent + "/list"
        try trial.write(Array("{\"value\":[\(rows.joined(separator: ",\n"))]}".utf8), file)
        let summary = try RegionsImport.run(file: file, editionDirectory: directory, edition: "2021")
        #expect(summary.levels.map(\.after) == [1, 352, 3_248, 14_080])
        #expect(summary.levels.allSatisfy { $0.complete && $0.renamed == 0 } && summary.warnings.isEmpty)
        let other = try EditionDirectory.read(path: directory)
        #expect(other.regions.map(\.code) == edition.regions.map(\.code))
        #expect(other.regions.map(\.parent) == edition.regions.map(\.parent))
        #expect(other.otherYears == edition.otherYears)
    }
}
