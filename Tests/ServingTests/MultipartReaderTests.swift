import Testing
import Web

/// A form with a file, in pieces of any size.
struct MultipartReaderTests {
    private static let type = "multipart/form-data; boundary=----peil"

    private func events(_ body: String, pieces: Int) throws -> [MultipartReader.Event] {
        var reader = try #require(MultipartReader(contentType: Self.type))
        var events: [MultipartReader.Event] = []
        let bytes = Array(body.utf8)
        for start in stride(from: 0, to: bytes.count, by: pieces) {
            events += try reader.take(bytes[start..<min(start + pieces, bytes.count)])
        }
        #expect(reader.isDone)
        return events
    }

    /// The events with adjacent bytes as one.
    private func joined(_ events: [MultipartReader.Event]) -> [MultipartReader.Event] {
        events.reduce(into: []) { all, event in
            if case .bytes(let more) = event, case .bytes(let some) = all.last {
                all[all.count - 1] = .bytes(some + more)
            } else {
                all.append(event)
            }
        }
    }

    @Test(arguments: [1, 2, 3, 7, 64, 100_000])
    func `is read alike in pieces of any size`(pieces: Int) throws {
        let content = "a;b\r\n1;2\r\n------peil2\r\n--\r"
        let body =
            "------peil\r\nContent-Disposition: form-data; name=\"drop\"\r\n\r\njaar\r\n"
            + "------peil\r\nContent-Disposition: form-data; name=\"file\"; filename=\"a %22b%22; name=.csv\"\r\n"
            + "Content-Type: text/csv\r\n\r\n" + content + "\r\n------peil--\r\n"
        #expect(
            try joined(events(body.replacing("------peil2", with: "-----peil2"), pieces: pieces)) == [
                .begin(name: "drop", file: nil), .bytes(Array("jaar".utf8)), .end,
                .begin(name: "file", file: "a \"b\"; name=.csv"),
                .bytes(Array(content.replacing("------peil2", with: "-----peil2").utf8)), .end,
            ]
        )
    }

    @Test func `may hold parts without bytes`() throws {
        let body = "------peil\r\nContent-Disposition: form-data; name=\"a\"\r\n\r\n\r\n------peil--"
        #expect(try events(body, pieces: 5) == [.begin(name: "a", file: nil), .end])
    }

    @Test(arguments: [
        "------peil\r\nContent-Type: text/csv\r\n\r\na\r\n------peil--", "------peilxx",
        "------peil\r\n" + String(repeating: "x", count: 9000),
    ])
    func `is refused where it is none`(body: String) throws {
        var reader = try #require(MultipartReader(contentType: Self.type))
        #expect(throws: MultipartReader.Malformed()) { try reader.take(Array(body.utf8)) }
    }

    @Test func `is refused with more around its parts than a form needs, before, between and after them`()
        throws
    {
        let part = "------peil\r\nContent-Disposition: form-data; name=\"a\"\r\n\r\nx\r\n"
        let much = String(repeating: "y", count: 300_000)
        for body in [much + part, part + "------peil--" + much, String(repeating: part, count: 5000)] {
            var reader = try #require(MultipartReader(contentType: Self.type))
            let pieces = Array(body.utf8)
            #expect(throws: MultipartReader.Malformed()) {
                for start in stride(from: 0, to: pieces.count, by: 10_000) {
                    _ = try reader.take(pieces[start..<min(start + 10_000, pieces.count)])
                }
            }
        }
    }

    @Test func `may hold as much in a part as it likes`() throws {
        let head = "------peil\r\nContent-Disposition: form-data; name=\"a\"\r\n\r\n"
        let events = try joined(
            events(head + String(repeating: "y", count: 600_000) + "\r\n------peil--", pieces: 9_000)
        )
        #expect(events.contains(.bytes([UInt8](repeating: UInt8(ascii: "y"), count: 600_000))))
    }

    @Test(arguments: [
        "text/csv", "multipart/form-data", "multipart/form-data; boundary=", "multipart/mixed; boundary=a",
    ])
    func `is told by its media type`(type: String) {
        #expect(MultipartReader(contentType: type) == nil)
    }

    @Test func `is not whole without its last boundary`() throws {
        var reader = try #require(MultipartReader(contentType: Self.type))
        _ = try reader.take(Array("------peil\r\nContent-Disposition: form-data; name=\"a\"\r\n\r\nx".utf8))
        #expect(!reader.isDone)
    }
}
