import Foundation
import Testing

@Suite struct `a protected table` {
    // A table that anyone could make would protect nothing. That it cannot be made elsewhere is for the
    // compiler to say; that nobody opens another way here is said by this test.
    @Test func `can only be made by protecting one`() throws {
        let root = URL(fileURLWithPath: #filePath)
            .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()
        let folder = root.path + "/Sources/Disclosure"
        let names = try FileManager.default.contentsOfDirectory(atPath: folder).filter {
            $0.hasSuffix(".swift")
        }
        let source = try names.sorted().map { try String(contentsOfFile: folder + "/" + $0, encoding: .utf8) }
            .joined(separator: "\n")
        let code = source.split(separator: "\n").filter { !$0.drop { $0 == " " }.hasPrefix("//") }
        // One door for figures, one for the changes of scores that were published.
        #expect(code.count { $0.contains("-> ProtectedTable") } == 2)
        for door in [
            "public init", "package init", "public var", "public static", "Codable", "@usableFromInline",
        ] {
            #expect(!code.contains { $0.contains(door) }, "\(door)")
        }
    }
}
