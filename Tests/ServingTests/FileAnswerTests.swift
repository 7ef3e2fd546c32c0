import Foundation
import Testing
import Web

@testable import Serving

struct FileAnswerTests {
    private let text = String(repeating: "0123456789", count: 500)

    private func answer(_ headers: [String: String]) throws -> WebResponse {
        let path = NSTemporaryDirectory() + "peil-answer-\(UUID().uuidString)"
        try Data(text.utf8).write(to: URL(filePath: path))
        defer { try? FileManager.default.removeItem(atPath: path) }
        let file = FileAnswer(path: path, mediaType: "text/csv", tag: "abc", isFixed: true)
        return try #require(file.answer(WebRequest(headers: headers)))
    }

    private func range(_ response: WebResponse) -> Range<Int64>? {
        if case .file(_, let range) = response.body { range } else { nil }
    }

    @Test func `is whole, with a validator`() throws {
        let response = try answer([:])
        #expect(response.status == 200)
        #expect(range(response) == 0..<5000)
        #expect(response.headers.contains { $0 == ("etag", "\"abc\"") })
    }

    @Test(
        arguments: [
            ("bytes=0-9", 0..<10), ("bytes=4990-", 4990..<5000), ("bytes=-5", 4995..<5000),
            ("bytes=10-99999", 10..<5000),
        ] as [(String, Range<Int64>)]
    )
    func `gives the part that is asked for`(header: String, bytes: Range<Int64>) throws {
        let response = try answer(["range": header, "accept-encoding": "gzip"])
        #expect(response.status == 206)
        #expect(range(response) == bytes)
    }

    @Test(arguments: ["bytes=5000-", "bytes=-0"])
    func `says that it has no such part`(header: String) throws {
        #expect(try answer(["range": header]).status == 416)
    }

    @Test(arguments: ["bytes=9-1", "bytes=0-1,3-4", "lines=1-2", "bytes=x-y", "bytes=-"])
    func `is whole where a range is none`(header: String) throws {
        #expect(try answer(["range": header]).status == 200)
    }

    @Test func `is whole where the part would be of another file`() throws {
        #expect(try answer(["range": "bytes=0-9", "if-range": "\"old\""]).status == 200)
        #expect(try answer(["range": "bytes=0-9", "if-range": "\"abc\""]).status == 206)
    }

    @Test func `is left out where the client has it`() throws {
        #expect(try answer(["if-none-match": "\"x\", \"abc\""]).status == 304)
        #expect(try answer(["if-none-match": "\"x\""]).status == 200)
        #expect(try answer(["if-match": "\"x\""]).status == 412)
    }

    @Test func `is packed for a client that takes gzip, under a validator of its own`() throws {
        let response = try answer(["accept-encoding": "br, gzip;q=0.5"])
        #expect(response.headers.contains { $0 == ("etag", "\"abc-gzip\"") })
        guard case .pieces(let begin) = response.body else { throw Unpacked() }
        let next = begin()
        var bytes: [UInt8] = []
        while let piece = try next() { bytes += piece }
        #expect(bytes.starts(with: [0x1F, 0x8B]) && bytes.count < 500)
        #expect(try answer(["accept-encoding": "gzip;q=0"]).headers.contains { $0 == ("etag", "\"abc\"") })
    }

    private struct Unpacked: Error {}
}
