import Codebook
import Codebooks
import Foundation
import Statistics
import Testing
import YAMLReading

/// The list of what must stay shown or must go, beside a codebook.
@Suite struct `an a-priori list` {
    /// Reads the shipped codebook of characteristics with a list of such a text; nil for no file.
    private func read(_ list: String?, name: String = "lists/own.csv") throws -> AprioriList? {
        let root = NSTemporaryDirectory() + "peil-list-\(UUID().uuidString)"
        defer { try? FileManager.default.removeItem(atPath: root) }
        try FileManager.default.createDirectory(atPath: root + "/lists", withIntermediateDirectories: true)
        if let list {
            try Data(list.utf8).write(to: URL(fileURLWithPath: root + "/lists/own.csv"))
        }
        let text = try ShippedCodebook.changed(
            "protection: {threshold: 100, rounding: 10}",
            "protection: {threshold: 100, rounding: 10, a-priori: \(name)}",
            in: "achtergrond"
        ).text
        return try CodebookFile.read(text: text, path: root + "/achtergrond.yaml").protection.apriori
    }

    @Test func `is read with either mark between its cells, in words or letters`() throws {
        let list = try #require(
            try read(
                """
                \u{FEFF}region;period;figure;status
                # Asked for in March.
                BU00010000;2021;geslacht;withhold

                BU00010001,2021,geslacht,show
                "BU00010000"; 2020 ;huishoudtype;U
                WK000100;2021;geslacht;s
                WK000101;2021;geslacht;p
                """
            )
        )
        #expect(list.file == "lists/own.csv")
        #expect(list.entries.map(\.line) == [3, 5, 6, 7, 8])
        #expect(list.entries.map(\.isShown) == [false, true, false, true, true])
        #expect(list.entries.map(\.period.year) == [2021, 2021, 2020, 2021, 2021])
        #expect(list.entries[2].region == RegionCode("BU00010000"))
        #expect(list.entries[0].variable != list.entries[2].variable)
    }

    @Test func `tells the variable of a topic of its numbers`() throws {
        let codebook = try CodebookFile.read(
            text: ShippedCodebook.text(of: "achtergrond"),
            path: "achtergrond.yaml"
        )
        let topic = try #require(codebook.topics.first { $0.measure.groupFigure != nil })
        let list = try #require(try read("BU00010000;2021;\(topic.key);withhold"))
        #expect(list.entries.map(\.variable) == [topic.measure.groupFigure?.variable])
    }

    @Test(arguments: [
        ("BU00010000;2021;geslacht", "3 cells", 1), ("# a\nBU00010000;21st;geslacht;show", "no period", 2),
        ("BU00010000;2021;colour;show", "'colour'", 1), ("BU00010000;2021;geslacht;hide", "'hide'", 1),
        ("A;2021;geslacht;show\nB;2021;geslacht;show\nA;2021;geslacht;withhold", "line 1 is about", 3),
    ])
    func `is refused at the line at fault`(text: String, message: String, line: Int) throws {
        let flaw = #expect(throws: FileFlaw.self) { try read(text) }
        #expect(flaw?.line == line && flaw?.message.contains(message) == true, "\(flaw as Any)")
    }

    @Test(arguments: ["../own.csv", "/own.csv", "lists//own.csv", "lists/other.csv"])
    func `is a file below the directory of its codebook`(name: String) throws {
        #expect(throws: FileFlaw.self) { try read("", name: name) }
    }

    @Test func `of very many lines is read in no time`() throws {
        let lines = (0..<40_000).map { "BU\($0 + 10_000_000);2021;geslacht;show" }
        let start = ContinuousClock.now
        #expect(try read(lines.joined(separator: "\n"))?.entries.count == 40_000)
        #expect(ContinuousClock.now - start < .seconds(60))
    }
}
