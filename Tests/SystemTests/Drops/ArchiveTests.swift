import Foundation
import Glibc
import Testing

/// Where what people delivered lies afterwards.
@Suite struct `the archive` {
    private static let hasAge = (ProcessInfo.processInfo.environment["PATH"] ?? "").split(separator: ":")
        .contains { FileManager.default.isExecutableFile(atPath: "\($0)/age-keygen") }

    private func run(_ program: String, _ arguments: String...) throws -> String {
        let process = Process()
        let pipe = Pipe()
        process.executableURL = URL(fileURLWithPath: "/usr/bin/env")
        process.arguments = [program] + arguments
        process.standardOutput = pipe
        process.standardError = FileHandle.nullDevice
        try process.run()
        let data = pipe.fileHandleForReading.readDataToEndOfFile()
        process.waitUntilExit()
        return String(decoding: data, as: UTF8.self)
    }

    private let text = JointDelivery.text(
        [
            ("BU00600000", [((10, 5, 1), 9_161), ((1, 1, 6), 8_723)]),
            ("BU00600001", [((3, 2, 1), 7_351), ((2, 2, 2), 23)]),
        ],
        period: "2019JJ00"
    )

    /// The content of every file below a directory, by path.
    private func files(_ root: String) -> [String: Data] {
        let names = FileManager.default.enumerator(atPath: root)?.compactMap { $0 as? String } ?? []
        return names.reduce(into: [:]) { files, name in
            let path = root + "/" + name
            let type = try? FileManager.default.attributesOfItem(atPath: path)[.type] as? FileAttributeType
            guard type == .typeRegular else { return }
            files[name] = FileManager.default.contents(atPath: path)
        }
    }

    @Test(.enabled(if: hasAge))
    func `holds what was delivered for one public key alone, where the configuration names one`() throws {
        let keys = NSTemporaryDirectory() + "key-\(UUID().uuidString)"
        defer { try? FileManager.default.removeItem(atPath: keys) }
        _ = try run("age-keygen", "--output", keys)
        let key = try run("age-keygen", "-y", keys).trimmingCharacters(in: .whitespacesAndNewlines)
        let here = try Installation(extra: "retention: {archive-recipient: \(key)}", isProved: false)
        try here.drop(text, as: "a.csv", in: "correctie")
        let outcome = try here.peil("once")
        #expect(outcome.code == 0, "\(outcome.errors)")
        #expect(files(here.state + "/archive").keys.sorted() == ["ses-woa/000001.a.csv.age"])
        for (path, data) in files(here.state) where !path.hasPrefix("ledger") {
            #expect(!data.contains(Data("9161".utf8)) && !data.contains(Data("7351".utf8)), "\(path)")
        }
        let file = here.state + "/archive/ses-woa/000001.a.csv.age"
        #expect(try run("age", "--decrypt", "--identity", keys, file) == text)
    }

    @Test func `refuses what is no public key, at its line`() throws {
        let here = try Installation(extra: "retention:\n  archive-recipient: age1short")
        let outcome = try here.peil("once")
        #expect(outcome.code == 78)
        #expect(
            outcome.errors.contains("archive-recipient") && outcome.errors.contains("peil.yaml:"),
            "\(outcome.errors)"
        )
    }

    @Test func `keeps nothing where nothing is to be kept`() throws {
        let here = try Installation(extra: "retention: {archive-days: 0}", isProved: false)
        try here.drop(text, as: "a.csv", in: "correctie")
        #expect(try here.peil("once").code == 0)
        #expect(files(here.state + "/archive").isEmpty)
    }

    @Test func `and the ledger alone hold counts, through good and bad deliveries and kills`() throws {
        let here = try Installation(isProved: false)
        let canaries = ["9161", "8723", "7351", "17884", "7374"]
        let broken = text.replacing("8723", with: "8723x")
        for (number, content) in [text, broken, "8723;7351\n9161", text + "x;9161\n"].enumerated() {
            try here.drop(content, as: "\(number).csv", in: "correctie")
        }
        for milliseconds in [200, 350, 500, 700, 900] {
            let daemon = try here.startDaemon(environment: ["PEIL_LOG_LEVEL": "trace"])
            Thread.sleep(forTimeInterval: Double(milliseconds) / 1000)
            let process = "/proc/\(daemon.processIdentifier)"
            for name in ["cmdline", "environ", "status"] {
                let data = FileManager.default.contents(atPath: process + "/" + name) ?? Data()
                #expect(canaries.allSatisfy { !data.contains(Data($0.utf8)) })
            }
            kill(daemon.processIdentifier, SIGKILL)
            daemon.waitUntilExit()
            try look(here, canaries)
        }
        _ = try here.peil("once")
        #expect(try here.receipts("correctie").count == 4)
        try look(here, canaries)
    }

    /// Looks for counts in every file but those that are confidential by their place, and what stewards get back.
    private func look(_ here: Installation, _ canaries: [String]) throws {
        let places = ["state/ledger", "state/archive", "state/spool", "correctie/_rejected"]
        for (path, data) in files(here.root) {
            if places.contains(where: path.hasPrefix)
                || path.range(of: "^correctie/[0-9].csv$", options: .regularExpression) != nil
            {
                continue
            }
            // Any four digits stand in some digest sooner or later.
            let text = String(decoding: data, as: UTF8.self).replacing(/[0-9a-f]{12,}/, with: "")
                .replacing(/peil-[0-9A-F]+-[0-9A-F-]+/, with: "")
            for canary in canaries { #expect(!text.contains(canary), "\(canary) in \(path)") }
        }
    }
}
