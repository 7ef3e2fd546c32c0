import ClassificationFiles
import Foundation
import TestSupport
import Testing
import YAMLReading

/// A directory of an edition of one gemeente, two wijken and three buurten, and files to import into it.
final class RegionsTrial {
    /// The edition that is installed with Peil.
    static let shipped =
        PackageFiles.edition2021

    let parent = FileManager.default.temporaryDirectory.appending(path: "peil-regions-\(UUID().uuidString)")
        .path
    var directory: String { parent + "/2021" }

    init() throws {
        try FileManager.default.createDirectory(atPath: directory, withIntermediateDirectories: true)
        for (name, text) in Self.files { try write(text, name) }
        let template = try Data(contentsOf: URL(filePath: Self.shipped + "/../new.yaml"))
        try template.write(to: URL(filePath: parent + "/new.yaml"))
    }

    deinit { try? FileManager.default.removeItem(atPath: parent) }

    func write(_ text: String, _ name: String) throws { try write(Array(text.utf8), directory + "/" + name) }

    func write(_ bytes: [UInt8], _ path: String) throws { try Data(bytes).write(to: URL(filePath: path)) }

    func read(_ name: String) throws -> String {
        try String(contentsOf: URL(filePath: directory + "/" + name), encoding: .utf8)
    }

    /// Every file of the edition.
    func contents() throws -> [String: String] {
        var contents: [String: String] = [:]
        for name in try FileManager.default.contentsOfDirectory(atPath: directory) {
            contents[name] = try read(name)
        }
        return contents
    }

    /// Imports a list, given as the bytes of a file.
    func run(_ bytes: [UInt8], edition: String = "2021") throws -> RegionsImportSummary {
        let file = parent + "/list"
        try write(bytes, file)
        return try RegionsImport.run(file: file, editionDirectory: directory, edition: edition)
    }

    func run(_ text: String) throws -> RegionsImportSummary { try run(Array(text.utf8)) }

    /// The flaw that an import is refused with; fails when it changes anything.
    func refusal(_ text: String, from source: SourceLocation = #_sourceLocation) throws -> FileFlaw {
        let before = try contents()
        let flaw = try #require(throws: FileFlaw.self, sourceLocation: source) { try self.run(text) }
        #expect(try contents() == before, sourceLocation: source)
        #expect(
            try FileManager.default.contentsOfDirectory(atPath: parent).sorted() == [
                "2021", "list", "new.yaml",
            ],
            sourceLocation: source
        )
        return flaw
    }

    static let files = [
        "edition.yaml": """
        edition: "2021"
        year: 2021
        attribution: {nl: CBS, en: Statistics Netherlands}
        aliases: {NL01: NL00}
        letters-from: 2022
        levels:
          - {key: land, title: {nl: land, en: country}, prefix: NL, digits: 2, official-count: 1, completeness: complete}
          - {key: gemeente, title: {nl: gemeente, en: municipality}, prefix: GM, digits: 4, official-count: 1, completeness: complete}
          - {key: wijk, title: {nl: wijk, en: district}, prefix: WK, digits: 6, letters: 2, official-count: 2, completeness: complete}
          - {key: buurt, title: {nl: buurt, en: neighbourhood}, prefix: BU, digits: 8, letters: 4, official-count: 3, completeness: complete}

        """,
        "land.csv": "code;name;parent;name-year\nNL00;Nederland;;2021\n",
        "gemeente.csv": "code;name;parent;name-year\nGM0001;Aldorp;NL00;2021\n",
        "wijk.csv": "code;name;parent;name-year\nWK000100;Kern;GM0001;2020\nWK000101;;GM0001;\n",
        "buurt.csv":
            "code;name;parent;name-year\nBU00010000;Markt;WK000100;2017\nBU00010001;\"Bij \"\"de\"\" haven\";WK000100;2021\n"
            + "BU00010100;;WK000101;\n",
        "other-years.csv":
            "year;code;is\n2020;GM0009;present\n2020;WK000101;absent\n2022;GM0002;present\n2022;WK000102;present\n",
    ]
}
