import Foundation
import Testing

@Suite struct `every form of a small release` {
    private static let golden = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
        .appendingPathComponent("Golden")

    @Test func `is the same bytes as its golden files`() throws {
        let files = try SmallRelease().files()
        if ProcessInfo.processInfo.environment["PEIL_UPDATE_GOLDEN"] != nil {
            try? FileManager.default.removeItem(at: Self.golden)
            for (path, bytes) in files {
                let file = Self.golden.appendingPathComponent(path)
                try FileManager.default.createDirectory(
                    at: file.deletingLastPathComponent(),
                    withIntermediateDirectories: true
                )
                try Data(bytes).write(to: file)
            }
        }
        let names = try FileManager.default.subpathsOfDirectory(atPath: Self.golden.path)
        let known = names.filter { !Self.golden.appendingPathComponent($0).hasDirectoryPath }
            .filter { $0.contains(".") }
        #expect(known.sorted() == files.keys.sorted())
        for (path, bytes) in files {
            let data = try Data(contentsOf: Self.golden.appendingPathComponent(path))
            #expect(data == Data(bytes), "\(path): PEIL_UPDATE_GOLDEN=1 writes it anew")
        }
    }

    @Test func `is the same bytes when it is written again`() throws {
        #expect(try SmallRelease().files() == SmallRelease().files())
    }
}
