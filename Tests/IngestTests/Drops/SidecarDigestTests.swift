import Drops
import Testing

@Suite struct `a digest file` {
    private static let digest = String(repeating: "0123456789abcdef", count: 4)
    private static let other = String(repeating: "f", count: 64)

    private func read(_ text: String) -> SidecarDigest {
        SidecarDigest(Array(text.utf8), named: "cijfers.csv")
    }

    private static func wide(_ text: String, isLittle: Bool, hasMark: Bool = true) -> [UInt8] {
        ((hasMark ? [0xFEFF] : []) + Array(text.utf16)).flatMap { unit in
            let (high, low) = (UInt8(unit >> 8), UInt8(unit & 0xFF))
            return isLittle ? [low, high] : [high, low]
        }
    }

    @Test(arguments: [
        digest, "\(digest)  cijfers.csv\n", "\(digest.uppercased()) *cijfers.csv\r\n",
        "\u{FEFF}\(digest)  cijfers.csv",
        "SHA256 (cijfers.csv) = \(digest)\n", "SHA2-256(cijfers.csv)= \(digest)\n", "sha256:\(digest)",
        "SHA256 hash of cijfers.csv:\r\n\(digest)\r\nCertUtil: -hashfile command completed successfully.\r\n",
        "Algorithm : SHA256\r\nHash      : \(digest.uppercased())\r\nPath      : C:\\map\\cijfers.csv\r\n",
        "\"Algorithm\",\"Hash\",\"Path\"\r\n\"SHA256\",\"\(digest)\",\"C:\\map\\cijfers.csv\"\r\n",
        "# made yesterday\n\(digest)  ./map/cijfers.csv\n",
    ])
    func `is read as common tools write it`(text: String) {
        #expect(read(text) == .digest(Self.digest))
    }

    @Test func `is read with its bytes apart`() {
        var pairs: [String] = []
        var rest = Self.digest[...]
        while !rest.isEmpty {
            pairs.append(String(rest.prefix(2)))
            rest = rest.dropFirst(2)
        }
        #expect(read("SHA256:\n\(pairs.joined(separator: " "))\nready\n") == .digest(Self.digest))
    }

    @Test(arguments: [true, false], [true, false])
    func `is read in UTF-16`(isLittle: Bool, hasMark: Bool) {
        let bytes = Self.wide("\(Self.digest)  cijfers.csv\r\n", isLittle: isLittle, hasMark: hasMark)
        #expect(SidecarDigest(bytes, named: "cijfers.csv") == .digest(Self.digest))
    }

    @Test func `of several files counts where it names the file`() {
        #expect(read("\(Self.other)  ander.csv\n\(Self.digest)  cijfers.csv\n") == .digest(Self.digest))
        #expect(read("\(Self.digest)  ander.csv\n\(Self.other)  cijfers.csv\n") == .digest(Self.other))
        #expect(read("\(Self.digest)  mijn-cijfers.csv\n\(Self.other)  ander.csv\n") == .unreadable)
    }

    @Test(arguments: [
        "", "cijfers.csv", String(repeating: "a", count: 32), String(repeating: "a", count: 65),
    ])
    func `without a digest is unreadable`(text: String) {
        #expect(read(text) == .unreadable)
    }
}
