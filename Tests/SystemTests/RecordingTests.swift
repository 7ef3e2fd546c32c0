import Foundation
import Testing

/// Output of an earlier binary for some deliveries, against the output of this one for the same deliveries.
///
/// `Recording/record` plays a scene and says which differences between two runs it takes out: times, the version, the
/// scratch directory and the journal. What is recorded is every answer and exit code, receipt, manifest and extract.
@Suite struct `the recording` {
    private static let folder = Installation.packageRoot + "/Tests/SystemTests/Recording"

    private static let scenes: [String] =
        ((try? FileManager.default.contentsOfDirectory(atPath: folder + "/scenes")) ?? []).sorted()

    @Test func `has scenes, and of each what came of it`() throws {
        let recorded = try FileManager.default.contentsOfDirectory(atPath: Self.folder + "/golden")
        #expect(Self.scenes.count > 5)
        #expect(recorded.sorted() == Self.scenes)
    }

    @Test(arguments: scenes)
    func `of a scene comes out again`(scene: String) throws {
        let scratch = try ScratchFolder()
        try run("bash", Self.folder + "/record", Installation.binary, scratch.path + "/now", scene)
        try unpack("\(Self.folder)/golden/\(scene)", to: scratch.path + "/before")
        let comparison = try RecordingComparison(
            before: scratch.path + "/before",
            now: scratch.path + "/now/" + scene
        )
        #expect(comparison.files > 10)
        #expect(comparison.differences.isEmpty, "\(comparison.differences.joined(separator: "\n"))")
    }

    @Test func `names the first line that differs, what is gone, and what is new`() throws {
        let scratch = try ScratchFolder()
        for (path, text) in [
            ("before/same.txt", "a\nb\n"), ("now/same.txt", "a\nb\n"),
            ("before/deep/changed.txt", "a\nb\nc\n"), ("now/deep/changed.txt", "a\nx\ny\n"),
            ("before/longer.txt", "a\n"), ("now/longer.txt", "a\nb\n"),
            ("before/gone.txt", "a\n"), ("now/new.txt", "a\n"),
            ("before/end.txt", "a\n"), ("now/end.txt", "a"),
        ] {
            let file = URL(fileURLWithPath: scratch.path + "/" + path)
            try FileManager.default.createDirectory(
                at: file.deletingLastPathComponent(),
                withIntermediateDirectories: true
            )
            try Data(text.utf8).write(to: file)
        }
        let comparison = try RecordingComparison(before: scratch.path + "/before", now: scratch.path + "/now")
        #expect(
            comparison.differences == [
                "deep/changed.txt:2: was «b», is «x»",
                "end.txt:2: was «», is the end",
                "gone.txt: is not made any more",
                "longer.txt:2: was «», is «b»",
                "new.txt: was not made",
            ]
        )
    }

    /// Copies a recorded scene and unpacks what is kept packed.
    private func unpack(_ recorded: String, to folder: String) throws {
        try FileManager.default.copyItem(atPath: recorded, toPath: folder)
        try run("gzip", "-dr", folder)
    }

    /// Runs a program to its end, and expects that it does what it is asked.
    private func run(_ arguments: String...) throws {
        let process = Process()
        process.executableURL = URL(fileURLWithPath: "/usr/bin/env")
        process.arguments = arguments
        process.standardInput = FileHandle.nullDevice
        try process.run()
        process.waitUntilExit()
        try #require(process.terminationStatus == 0, "\(arguments.joined(separator: " "))")
    }
}

/// A directory of a test, which goes when the test ends.
private final class ScratchFolder {
    let path: String

    init() throws {
        path = NSTemporaryDirectory() + "recording-\(UUID().uuidString)"
        try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: true)
    }

    deinit { try? FileManager.default.removeItem(atPath: path) }
}

/// The differences between two directories, file by file, by the first line that differs.
private struct RecordingComparison {
    /// How many files there are before or now.
    let files: Int

    /// One line a file that differs, in order of their paths.
    let differences: [String]

    init(before: String, now: String) throws {
        let recorded = try Self.files(below: before)
        let made = try Self.files(below: now)
        let paths = recorded.union(made).sorted()
        files = paths.count
        differences = try paths.compactMap { path in
            guard made.contains(path) else { return "\(path): is not made any more" }
            guard recorded.contains(path) else { return "\(path): was not made" }
            return Self.difference(
                try Data(contentsOf: URL(fileURLWithPath: before + "/" + path)),
                try Data(contentsOf: URL(fileURLWithPath: now + "/" + path))
            ).map { path + $0 }
        }
    }

    private static func files(below folder: String) throws -> Set<String> {
        var isFolder: ObjCBool = false
        return Set(
            try FileManager.default.subpathsOfDirectory(atPath: folder).filter {
                unsafe FileManager.default.fileExists(atPath: folder + "/" + $0, isDirectory: &isFolder)
                    && !isFolder.boolValue
            }
        )
    }

    /// The number of the first line that differs and both its readings; nil where all bytes are the same.
    private static func difference(_ before: Data, _ now: Data) -> String? {
        if before == now { return nil }
        let old = before.split(separator: 10, omittingEmptySubsequences: false)
        let new = now.split(separator: 10, omittingEmptySubsequences: false)
        let same = zip(old, new).prefix { $0 == $1 }.count
        func reading(_ lines: [Data.SubSequence]) -> String {
            same < lines.count ? "«\(String(decoding: lines[same].prefix(200), as: UTF8.self))»" : "the end"
        }
        return ":\(same + 1): was \(reading(old)), is \(reading(new))"
    }
}
