import Files
import Testing

/// Paths of the system, which are bytes.
struct `A path` {
    @Test(arguments: [
        ("/a/b.csv", "/a", "b.csv"), ("/a/\u{301}b.csv", "/a", "\u{301}b.csv"), ("b.csv", ".", "b.csv"),
        ("/b", "/", "b"), ("/a/b\r\n", "/a", "b\r\n"),
    ])
    func `is split at the byte of a slash, whatever mark follows it`(
        path: String,
        parent: String,
        name: String
    ) {
        #expect(Array(Durable.parent(of: path).utf8) == Array(parent.utf8))
        #expect(Array(Durable.name(of: path).utf8) == Array(name.utf8))
    }

    @Test func `has a name that is shortened between two characters of Unicode, never to nothing`() {
        let grapheme = "a" + String(repeating: "\u{301}", count: 120)
        let short = Durable.beginning(of: grapheme, bytes: 200)
        #expect(short.utf8.count == 199 && short.utf8.first == 97)
        #expect(Durable.beginning(of: "a.csv", bytes: 200) == "a.csv")
    }
}
