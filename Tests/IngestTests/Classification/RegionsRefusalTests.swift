import ClassificationFiles
import Foundation
import TestSupport
import Testing
import YAMLReading

@Suite struct `a list of regions` {
    private let trial: RegionsTrial

    init() throws { trial = try RegionsTrial() }

    @Test(arguments: [
        ("WK000101;Súdein;GM0001\n", "", 7, "BU00010100 is part of WK000101, which is not in the list"),
        (
            "WK000101;Súdein", "WK000100;Súdein", 7,
            "WK000100 stands there a second time; the first time in line 4"
        ),
        ("BU00010100", "BU0001010", 8, "'BU0001010' is not written as the codes of any level"),
        ("BU00010100", "bu00010100", 8, "'bu00010100' is not written"),
        (
            "'t Hof;WK000101", "'t Hof;WK000100", 8,
            "BU00010100 is said to be part of WK000100, but its digits say WK000101"
        ),
        ("Súdein;GM0001", "Súdein;GM0002", 7, "said to be part of GM0002"),
        ("'t Hof;WK000101", "'t Hof;WK000101;x", 8, "the line has 4 fields, its header 3"),
        ("'t Hof;WK000101", "'t Hof", 8, "the line has 2 fields"),
    ])
    func `is refused where it contradicts itself, and changes nothing`(
        old: String,
        new: String,
        line: Int,
        message: String
    ) throws {
        let text = RegionsForms.lines()
        try #require(text.contains(old))
        let flaw = try trial.refusal(text.replacing(old, with: new))
        #expect(flaw.line == line && flaw.message.contains(message), "\(flaw)")
        #expect(flaw.path.hasSuffix("/list") && !flaw.hint.isEmpty)
    }

    @Test func `is refused where it is of another year`() throws {
        let later = RegionsForms.lines().replacing("0001", with: "0002").replacing(
            "BU0002000",
            with: "BU0002000"
        )
        let flaw = try trial.refusal(later)
        #expect(flaw.message.contains("fits the classification of 2022") && flaw.message.contains("GM0002"))
        #expect(flaw.line == 3)
    }

    @Test func `is refused where it holds more than there are`() throws {
        let flaw = try trial.refusal(RegionsForms.lines() + "BU00010101;Meer;WK000101\n")
        #expect(flaw.message.contains("holds 4 regions of the level buurt, which officially has 3"))
    }

    @Test(
        arguments: [
            (RegionsForms.jsonV3(more: ",\"odata.nextLink\":\"https://opendata.cbs.nl/x?$skip=10000\""), 10),
            (RegionsForms.jsonV4(more: ",\"@odata.nextLink\":\"x\""), 1),
            (RegionsForms.jsonV4(more: ",\"@odata.count\":17681"), nil),
            (RegionsForms.atom(more: "<link rel=\"next\" href=\"https://x/?$skip=10000\"/>"), 4),
            (RegionsForms.atom(more: "<m:count>17681</m:count>"), nil),
        ] as [(String, Int?)]
    )
    func `is refused where it is one page of several`(text: String, line: Int?) throws {
        let flaw = try trial.refusal(text)
        #expect(flaw.message.contains("one page") && flaw.line == line, "\(flaw)")
    }

    @Test func `shows a contradiction in Atom and JSON at its line`() throws {
        let atom = RegionsForms.atom().replacing("WK000101  <", with: "WK000100  <")
        #expect(
            try trial.refusal(atom).line == 1
                + atom[..<#require(atom.ranges(of: "WK000100  <").last).lowerBound].count { $0 == "\n" }
        )
        let json = RegionsForms.jsonV3().replacing("\"WK000101  \"", with: "\"WK000100  \"")
        #expect(try trial.refusal(json).line == 8)
    }

    @Test(arguments: [
        "", "\n\n", "code;name;parent\n", "[]", "{\"value\":[]}", "{}", "{\"error\":{\"code\":\"\"}}",
        "[1,2]", "[[]]", "{\"value\":7}",
        "{\"value\":[{\"Key\":\"GM0001\"}", "{\"value\":[{\"Key\":\"GM0001}]}",
        "{\"value\":[{\"Key\":\"\\q\"}]}",
        "{\"value\":[{\"Key\":\"\\ud800\"}]}", "{\"value\":[{\"Key\":\"\\u12\"}]}",
        "{\"value\":[{\"Key\" \"GM0001\"}]}",
        "{\"value\":[{\"Key\":\"GM0001\"}]} x", "{\"value\":[{\"Key\":}]}", "{\"value\":[{\"Key\":nul}]}",
        "{\"value\":[{},{}]}",
        "<html><body>Fout</body></html>", "<feed/>",
        "<?xml version=\"1.0\"?><feed xmlns=\"http://www.w3.org/2005/Atom\">",
        "PK\u{3}\u{4}", "\u{1F}\u{8B}", "een brief over gemeenten", "ID;Title\n1;Aldorp\n", "a,b\nc,d\n",
        "\"", ";;;\n;;;\n",
    ])
    func `is refused where it is none`(text: String) throws {
        let flaw = try trial.refusal(text)
        #expect(!flaw.message.isEmpty && flaw.description.utf8.count < 1_000)
    }

    @Test(.timeLimit(.minutes(1)))
    func `cannot explode, exhaust the stack or fill the memory`() throws {
        let entities = (1...30).map { "<!ENTITY a\($0) \"&a\($0 - 1);&a\($0 - 1);\">" }.joined()
        let bomb = "<?xml version=\"1.0\"?><!DOCTYPE feed [<!ENTITY a0 \"x\">\(entities)]><feed>&a30;</feed>"
        let file = "<?xml version=\"1.0\"?><!DOCTYPE feed SYSTEM \"/etc/passwd\"><feed/>"
        let atom = "<feed xmlns=\"http://www.w3.org/2005/Atom\">" + String(repeating: "<a>", count: 200_000)
        let name = RegionsForms.atom().replacing("Aldorp", with: String(repeating: "A", count: 1 << 20))
        let deep = String(repeating: "[", count: 1_000_000)
        let objects = String(repeating: "{\"value\":", count: 200_000)
        let skipped = "{\"x\":" + String(repeating: "[", count: 1_000_000)
        for text in [bomb, file, atom, name, deep, objects, skipped] {
            #expect(try trial.refusal(text).description.utf8.count < 1_000)
        }
        let large = trial.parent + "/list"
        try trial.write([0x5B], large)
        let handle = try FileHandle(forWritingTo: URL(filePath: large))
        try handle.truncate(atOffset: 1 << 30)
        try handle.close()
        #expect(throws: FileFlaw.self) {
            try RegionsImport.run(file: large, editionDirectory: trial.directory, edition: "2021")
        }
    }

    @Test func `must be a file, for the edition of its directory`() throws {
        for file in [trial.parent + "/none", trial.parent] {
            #expect(throws: FileFlaw.self) {
                try RegionsImport.run(file: file, editionDirectory: trial.directory, edition: "2021")
            }
        }
        #expect(throws: FileFlaw.self) { try trial.run(Array(RegionsForms.lines().utf8), edition: "2022") }
    }

    @Test(.enabled(if: PackageFiles.hasShared("data/classification-2021/buurten.csv")))
    func `is taken from the facts, where they are there`() throws {
        let facts = PackageFiles.shared("data/classification-2021/")
        let text = try ["gemeenten", "wijken", "buurten"].map {
            try String(contentsOf: URL(filePath: facts + $0 + ".csv"), encoding: .utf8)
        }
        let directory = trial.parent + "/shipped"
        try FileManager.default.copyItem(atPath: RegionsTrial.shipped, toPath: directory)
        let file = trial.parent + "/list"
        try trial.write(Array(text.joined().utf8), file)
        let summary = try RegionsImport.run(file: file, editionDirectory: directory, edition: "2021")
        #expect(
            summary.levels.allSatisfy { $0.complete && $0.added + $0.removed + $0.renamed == 0 },
            "\(summary.lines)"
        )
        let old = try String(
            contentsOf: URL(filePath: facts + "regio_2020_codes_compleet.csv"),
            encoding: .utf8
        )
        try trial.write(Array(old.utf8), file)
        let flaw = try #require(throws: FileFlaw.self) {
            try RegionsImport.run(file: file, editionDirectory: directory, edition: "2021")
        }
        #expect(flaw.message.contains("2020 or 2019"), "\(flaw)")
    }
}
