import Foundation
import Glibc
import Testing

/// A core of the process would hold counts that nobody may see.
@Suite("a crash") struct CoreTests {
    /// Where cores go; they are looked for beside the process alone.
    private static let pattern =
        ((try? String(contentsOfFile: "/proc/sys/kernel/core_pattern", encoding: .utf8)) ?? "|")
        .trimmingCharacters(in: .whitespacesAndNewlines)

    /// Starts a program that may write a core of any size into a directory, and ends it by a signal once it is ready.
    ///
    /// - Returns: The names in the directory afterwards.
    private static func left(
        _ command: [String],
        by signal: Int32,
        in folder: String,
        once isReady: () throws -> Bool
    ) throws -> [String] {
        let process = Process()
        process.executableURL = URL(fileURLWithPath: "/bin/sh")
        process.arguments = ["-c", #"ulimit -c unlimited; exec "$@""#, "sh"] + command
        process.currentDirectoryURL = URL(fileURLWithPath: folder)
        process.standardError = FileHandle.nullDevice
        // As its unit says: the runtime would start another program that reads the memory and prints of it.
        process.environment = ProcessInfo.processInfo.environment.merging(["SWIFT_BACKTRACE": "enable=no"]) {
            $1
        }
        try process.run()
        let end = Date().addingTimeInterval(60)
        while try !isReady(), Date() < end { Thread.sleep(forTimeInterval: 0.02) }
        kill(process.processIdentifier, signal)
        process.waitUntilExit()
        #expect(process.terminationReason == .uncaughtSignal && process.terminationStatus == signal)
        return try FileManager.default.contentsOfDirectory(atPath: folder)
    }

    /// Whether a program that does nothing about it leaves a core here.
    private static let areWritten: Bool = {
        guard !pattern.hasPrefix("|"), !pattern.contains("/") else { return false }
        let folder = NSTemporaryDirectory() + "peil-core-\(getpid())"
        try? FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(atPath: folder) }
        let start = Date()
        let names = try? left(["sleep", "60"], by: SIGSEGV, in: folder) {
            Date().timeIntervalSince(start) > 0.5
        }
        return names?.isEmpty == false
    }()

    @Test(
        .enabled(if: areWritten, "no core of any program is left beside it here"),
        arguments: [SIGSEGV, SIGABRT, SIGILL, SIGQUIT]
    )
    func `leaves no core, whatever the limit is`(signal: Int32) throws {
        let here = try Installation()
        let folder = here.root + "/cores"
        try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
        try here.drop("nonsense", as: "a.csv", in: "jaar")
        let names = try Self.left(
            [Installation.binary, "run", "--config", here.configuration],
            by: signal,
            in: folder
        ) {
            try here.receipt("a.csv", in: "jaar") != nil
        }
        #expect(try here.receipt("a.csv", in: "jaar") != nil)
        #expect(names.isEmpty)
    }
}
