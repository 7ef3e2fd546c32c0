import Foundation
import Testing

@Suite struct `a protected table` {
    private static let folder =
        URL(fileURLWithPath: #filePath)
        .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent().path
        + "/Sources/Disclosure"

    private func code(_ name: String) throws -> [Substring] {
        try String(contentsOfFile: Self.folder + "/" + name, encoding: .utf8)
            .split(separator: "\n").filter { !$0.drop { $0 == " " }.hasPrefix("//") }
    }

    // A table that anyone could make would protect nothing. That it cannot be made elsewhere is for the
    // compiler to say; that nobody opens another way here is said by this test.
    @Test func `can only be made by protecting one`() throws {
        let own = try code("Rule/ProtectedTable.swift")
        for door in ["init", "package", "public var", "public static", "Codable", "@usableFromInline"] {
            #expect(!own.contains { $0.contains(door) }, "\(door)")
        }
        let names = try FileManager.default.subpathsOfDirectory(atPath: Self.folder)
            .filter { $0.hasSuffix(".swift") }.sorted()
        let makers = try names.filter { try code($0).contains { $0.contains("ProtectedTable(") } }
            .map { String($0.split(separator: "/").last ?? "") }.sorted()
        #expect(
            makers == [
                "CharacteristicProtection.swift", "Protect.swift", "ProtectDevelopment.swift",
                "ProtectMeans.swift", "Protection.swift",
            ]
        )
        #expect(try !names.contains { try code($0).contains { $0.contains("extension ProtectedTable") } })
    }
}
