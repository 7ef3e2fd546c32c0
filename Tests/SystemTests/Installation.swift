import Files
import Foundation
import Synchronization
import TestSupport

/// A Peil of its own in a scratch directory: configuration, state, drops, and the real binary to run on them.
final class Installation: Sendable {
    let root: String
    var configuration: String { root + "/peil.yaml" }
    var published: String { root + "/published" }
    var state: String { root + "/state" }

    /// Makes the directories and a configuration with a `year` and a `correction` drop, named `jaar` and `correctie`.
    ///
    /// The data sets are those that are shipped; `isProved` false protects `ses-woa` by the published rule alone, as
    /// what is no test of protection needs: then a few regions show what they would in a country.
    init(settle: String = "0s", language: String = "en", extra: String = "", isProved: Bool = true) throws {
        root = NSTemporaryDirectory() + "peil-\(ProcessInfo.processInfo.globallyUniqueString)"
        for name in ["state", "published", "jaar", "correctie", "elders"] {
            try FileManager.default.createDirectory(
                atPath: root + "/" + name,
                withIntermediateDirectories: true
            )
        }
        let package = Self.packageRoot
        try FileManager.default.copyItem(atPath: package + "/etc/datasets", toPath: root + "/shipped")
        if !isProved {
            let codebook = root + "/shipped/ses-woa.yaml"
            try String(contentsOfFile: codebook, encoding: .utf8)
                .replacing("  method: proved\n", with: "  method: threshold\n")
                .write(toFile: codebook, atomically: true, encoding: .utf8)
        }
        let text = """
            state: \(root)/state
            publish: \(root)/published
            edition: 2021
            language: \(language)
            datasets: \(root)/shipped
            regions: \(package)/etc/regions
            drops:
              - {name: jaar, path: \(root)/jaar, dataset: ses-woa, mode: year, settle: \(settle)}
              - {name: correctie, path: \(root)/correctie, dataset: ses-woa, mode: correction, settle: \(settle)}
            \(extra)
            """
        try text.write(toFile: configuration, atomically: true, encoding: .utf8)
    }

    deinit { try? FileManager.default.removeItem(atPath: root) }

    /// The directory of the package, two above that of these tests.
    static let packageRoot = PackageFiles.root

    /// The binary that was built with the tests.
    static let binary: String = {
        // The test bundle and the products of its package stand in one directory.
        let bundle = URL(fileURLWithPath: CommandLine.arguments[0]).deletingLastPathComponent().path
        // A long trial is of one binary, whatever is built meanwhile.
        if let given = ProcessInfo.processInfo.environment["TORTURE_BINARY"] { return given }
        let candidates = [bundle + "/peil", packageRoot + "/.build/debug/peil"]
        return candidates.first { FileManager.default.isExecutableFile(atPath: $0) } ?? candidates[1]
    }()

    /// The environment of these tests without what tests alone understand, and with what is given.
    private static func environment(_ more: [String: String]) -> [String: String] {
        ProcessInfo.processInfo.environment.filter { !$0.key.hasPrefix("PEIL_") }
            .merging(more) { _, new in new }
    }

    /// The result of a run of the binary.
    struct Outcome {
        let code: Int32
        let output: String
        let errors: String
    }

    /// Runs a command of the binary to its end.
    @discardableResult
    func peil(_ arguments: String..., environment: [String: String] = [:]) throws -> Outcome {
        try peil(arguments, environment: environment)
    }

    /// Runs a command of the binary to its end.
    @discardableResult
    func peil(_ arguments: [String], environment: [String: String] = [:]) throws -> Outcome {
        let process = Process()
        process.executableURL = URL(fileURLWithPath: Self.binary)
        process.arguments = arguments + ["--config", configuration]
        process.environment = Self.environment(environment)
        let outputFile = root + "/.output-\(UUID().uuidString)"
        let errorFile = root + "/.errors-\(UUID().uuidString)"
        for file in [outputFile, errorFile] {
            _ = FileManager.default.createFile(atPath: file, contents: nil)
        }
        process.standardInput = FileHandle.nullDevice
        process.standardOutput = FileHandle(forWritingAtPath: outputFile)
        process.standardError = FileHandle(forWritingAtPath: errorFile)
        try process.run()
        process.waitUntilExit()
        return Outcome(
            code: process.terminationStatus,
            output: try String(contentsOfFile: outputFile, encoding: .utf8),
            errors: try String(contentsOfFile: errorFile, encoding: .utf8)
        )
    }

    /// Starts the daemon; it is ended with the returned process.
    func startDaemon(environment: [String: String] = [:]) throws -> Process {
        let process = Process()
        process.executableURL = URL(fileURLWithPath: Self.binary)
        process.arguments = ["run", "--config", configuration]
        process.environment = Self.environment(environment)
        _ = FileManager.default.createFile(atPath: root + "/journal", contents: nil)
        let journal = FileHandle(forWritingAtPath: root + "/journal")
        journal?.seekToEndOfFile()
        process.standardInput = FileHandle.nullDevice
        process.standardOutput = FileHandle.nullDevice
        process.standardError = journal
        try process.run()
        return process
    }

    /// The log of the daemon.
    var journal: String { (try? String(contentsOfFile: root + "/journal", encoding: .utf8)) ?? "" }

    /// Puts a file into a drop as a rename does: whole at once.
    func drop(_ text: String, as name: String, in folder: String) throws {
        try drop([UInt8](text.utf8), as: name, in: folder)
    }

    /// Puts a file into a drop as a rename does: whole at once.
    func drop(_ bytes: [UInt8], as name: String, in folder: String) throws {
        let hidden = root + "/\(folder)/.\(name)"
        try Data(bytes).write(to: URL(fileURLWithPath: hidden))
        guard unsafe rename(hidden, root + "/\(folder)/\(name)") == 0 else {
            throw MachineFault("rename", hidden)
        }
    }

    /// The receipts of a drop, in order of their names.
    func receipts(_ drop: String) throws -> [[String: Any]] {
        let folder = root + "/\(drop)/_receipts"
        let names = ((try? FileManager.default.contentsOfDirectory(atPath: folder)) ?? []).sorted()
        return try names.filter { $0.hasSuffix(".json") }.compactMap { name in
            let data = try Data(contentsOf: URL(fileURLWithPath: folder + "/" + name))
            return try JSONSerialization.jsonObject(with: data) as? [String: Any]
        }
    }

    /// The receipt of a file; nil while there is none.
    func receipt(_ file: String, in drop: String) throws -> [String: Any]? {
        try receipts(drop).last { $0["file"] as? String == file }
    }

    /// The bytes of a file of the current release; nil when there is none.
    func current(_ path: String) -> Data? {
        try? Data(contentsOf: URL(fileURLWithPath: published + "/ses-woa/current/" + path))
    }

    /// The extracts of the current release, by path.
    func extracts() -> [String: Data] {
        let folder = published + "/ses-woa/current/statline"
        let names = (try? FileManager.default.contentsOfDirectory(atPath: folder)) ?? []
        return names.reduce(into: [:]) { $0[$1] = current("statline/" + $1) }
    }

    /// Waits until something is so, at most so many seconds; says whether it became so.
    func wait(seconds: Double = 30, until condition: () throws -> Bool) rethrows -> Bool {
        let end = Date().addingTimeInterval(seconds)
        while Date() < end {
            if try condition() { return true }
            Thread.sleep(forTimeInterval: 0.02)
        }
        return try condition()
    }
}
