import Foundation
import Testing

/// Uses of the public interface of `Disclosure` and `Publish` by others, said by the compiler itself.
@Suite struct `a protected table` {
    private static let imports = """
        import Classification
        import Codebook
        import Disclosure
        import Extracts
        import Publish
        import Statistics

        """

    @Test(arguments: [
        "func make(_ table: FiguresTable, _ book: Codebook) -> ProtectedTable { protect(table, with: book) }",
        "func publish(_ table: ProtectedTable) -> PublishedRows { PublishedRows(table) }",
        "func keep(_ said: StandingVersion, _ layout: VersionLayout) -> [UInt8] { said.bytes(of: layout) }",
    ])
    func `is made by protecting one, and is what is published`(code: String) throws {
        let (isAccepted, words) = try Self.check(code)
        #expect(isAccepted, "\(words)")
    }

    @Test(arguments: [
        "let made = ProtectedTable(period: Period(year: 2020), status: .definitive, columns: [], rows: [])",
        "let row = ProtectedTable.Row(region: RegionIndex(0), values: [])",
        "func read(_ bytes: [UInt8], _ layout: VersionLayout) { _ = StandingVersion(bytes, of: layout) }",
        "func read(_ bytes: [UInt8]) { _ = CharacteristicVersions(reading: bytes) }",
        "func join(_ parts: [[UInt8]]) { _ = CharacteristicVersions(parts) }",
        "func change(_ said: inout StandingVersion) { said.mark = 1 }",
        "func change(_ said: inout RegionVersion) { said.values = [] }",
        """
        func say(_ view: RegionView) -> RegionVersion {
            RegionVersion(view: view, columns: [], values: [], units: 1, groups: [])
        }
        """,
        """
        func say(_ rows: [LinkedRegions.Key: [Value]], _ book: Codebook, _ regions: LinkedRegions) {
            _ = Protection(book).earlier(rows, beside: [], of: regions)
        }
        """,
        "func read(_ bytes: [UInt8]) { _ = PublishedRows(bytes, in: 0..<bytes.count) }",
        "func publish(_ table: FiguresTable) { _ = PublishedRows(table) }",
    ])
    func `cannot be made of anything else`(code: String) throws {
        let (isAccepted, words) = try Self.check(code)
        #expect(!isAccepted)
        // It is refused because the way is shut, not because the question was wrongly put.
        #expect(
            words.contains("protection level") || words.contains("is inaccessible")
                || words.contains("to expected argument type 'ProtectedTable'"),
            "\(words)"
        )
    }

    /// Whether the compiler accepts code beside the modules that this test was built with, and what it says.
    private static func check(_ code: String) throws -> (isAccepted: Bool, words: String) {
        let folder = NSTemporaryDirectory() + "peil-one-way-\(UUID().uuidString)"
        try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(atPath: folder) }
        let file = folder + "/Outsider.swift"
        try (imports + code + "\n").write(toFile: file, atomically: true, encoding: .utf8)
        let process = Process()
        process.executableURL = try URL(fileURLWithPath: #require(compiler))
        let modules = try #require(modules)
        process.arguments =
            [
                "-typecheck", "-parse-as-library", "-swift-version", "6", "-module-name", "Outsider",
                "-module-cache-path", folder + "/cache", "-I", modules, file,
            ] + maps(beside: modules).flatMap { ["-Xcc", "-fmodule-map-file=\($0)"] }
        let pipe = Pipe()
        process.standardError = pipe
        process.standardOutput = pipe
        try process.run()
        let output = pipe.fileHandleForReading.readDataToEndOfFile()
        process.waitUntilExit()
        return (process.terminationStatus == 0, String(decoding: output, as: UTF8.self))
    }

    /// The maps of the C modules that ours are built on: those of the sources, and those that the build made.
    private static func maps(beside modules: String) -> [String] {
        var root = URL(fileURLWithPath: #filePath)
        for _ in 0..<3 { root.deleteLastPathComponent() }
        let build = URL(fileURLWithPath: modules).deletingLastPathComponent()
        func names(_ folder: String) -> [String] {
            ((try? FileManager.default.contentsOfDirectory(atPath: folder)) ?? []).sorted()
        }
        // The system libraries of packages that ours depend on stand with their sources.
        let checkouts = build.deletingLastPathComponent().deletingLastPathComponent().path + "/checkouts"
        let packages = names(checkouts).map { checkouts + "/" + $0 + "/Sources" }
        func maps(_ folder: String, _ inner: String = "") -> [String] {
            names(folder).map { folder + "/" + $0 + inner + "/module.modulemap" }
        }
        // What the build made of our own modules stands in `include` too, and is not asked for.
        return
            (([root.path + "/Sources", build.path] + packages).flatMap { maps($0) }
            + packages.flatMap { maps($0, "/include") }).filter {
                FileManager.default.fileExists(atPath: $0)
            }
    }

    /// The folder of the modules: beside the program that runs the tests, or above it.
    private static let modules: String? = {
        let program = try? FileManager.default.destinationOfSymbolicLink(atPath: "/proc/self/exe")
        let maps = (try? String(contentsOfFile: "/proc/self/maps", encoding: .utf8)) ?? ""
        let loaded = Set(
            maps.split(separator: "\n").compactMap { line in
                line.firstIndex(of: "/").map { String(line[$0...]) }
            }
        )
        let folders = (([program].compactMap(\.self)) + loaded.filter { $0.hasSuffix(".xctest") }).map {
            URL(fileURLWithPath: $0).deletingLastPathComponent().path + "/Modules"
        }
        return folders.first { FileManager.default.fileExists(atPath: $0 + "/Disclosure.swiftmodule") }
    }()

    /// The compiler of the libraries that this test runs with, else the one that the shell would find.
    private static let compiler: String? = {
        let maps = (try? String(contentsOfFile: "/proc/self/maps", encoding: .utf8)) ?? ""
        let library = maps.split(separator: "\n").first { $0.hasSuffix("/lib/swift/linux/libswiftCore.so") }
        let beside = library.flatMap { line in
            line.firstIndex(of: "/").map {
                line[$0...].dropLast("/lib/swift/linux/libswiftCore.so".count) + "/bin/swiftc"
            }
        }.map(String.init)
        let path = (ProcessInfo.processInfo.environment["PATH"] ?? "").split(separator: ":").map {
            $0 + "/swiftc"
        }
        return ([beside].compactMap(\.self) + path.map(String.init)).first {
            FileManager.default.isExecutableFile(atPath: $0)
        }
    }()
}
