import Codebook
import Codebooks
import Foundation
import Testing
import YAMLReading

@Suite struct `a directory of codebooks` {
    private let directory = FileManager.default.temporaryDirectory.appending(path: UUID().uuidString).path

    init() throws {
        try FileManager.default.createDirectory(atPath: directory, withIntermediateDirectories: true)
    }

    private func write(_ text: String, _ name: String) throws {
        try Data(text.utf8).write(to: URL(filePath: directory + "/" + name))
    }

    @Test func `gives each data set one file of its name`() throws {
        try write(ShippedCodebook.text, "ses-woa.yaml")
        try write("nothing", "notes.txt")
        try write("nothing", ".hidden.yaml")
        try write("nothing", "ses-woa.yaml~")
        #expect(try CodebookDirectory.read(path: directory).map(\.dataset) == ["ses-woa"])
        try write(ShippedCodebook.text, "copy.yaml")
        let flaw = try #require(throws: FileFlaw.self) { try CodebookDirectory.read(path: directory) }
        #expect(flaw.path.hasSuffix("/copy.yaml") && flaw.hint.contains("ses-woa.yaml"))
    }

    @Test func `passes over no file that was meant`() throws {
        try write(ShippedCodebook.text, "ses-woa.yml")
        #expect(throws: FileFlaw.self) { try CodebookDirectory.read(path: directory) }
    }

    @Test func `names the file and line at fault`() throws {
        try write(try ShippedCodebook.changed("threshold: 100", "threshold: 0").text, "ses-woa.yaml")
        let flaw = try #require(throws: FileFlaw.self) { try CodebookDirectory.read(path: directory) }
        #expect(flaw.description.hasPrefix("\(directory)/ses-woa.yaml:"))
    }

    @Test func `must be there, and its files readable as text`() throws {
        #expect(throws: FileFlaw.self) { try CodebookDirectory.read(path: directory + "/none") }
        #expect(throws: FileFlaw.self) { try CodebookFile.read(path: directory + "/none.yaml") }
        #expect(throws: FileFlaw.self) { try CodebookFile.read(path: directory) }
        try Data([0x61, 0x3A, 0x0A, 0xFF, 0x0A]).write(to: URL(filePath: directory + "/a.yaml"))
        let flaw = try #require(throws: FileFlaw.self) { try CodebookFile.read(path: directory + "/a.yaml") }
        #expect(flaw.line == 2)
    }
}
