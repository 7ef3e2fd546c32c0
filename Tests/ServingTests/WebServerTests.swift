import Foundation
import Synchronization
import Testing
import Web

@testable import Serving

/// The server on a socket, asked by a client that need not be polite.
@Suite struct `the server` {
    static let bearer = "Authorization: Bearer " + Loopback.token

    static func basic(_ name: String, _ token: String) -> String {
        "Authorization: Basic " + Data("\(name):\(token)".utf8).base64EncodedString()
    }

    /// A page, what echoes its address, a change that says who changes, and what fails.
    private static let routes: [Route] = [
        .get("/page") { _ in .html("<p>a page</p>") },
        .get("/one/:name") { .text("[\($0["name"])]") },
        .get("/rest/**") { .text($0.rest.map { "[\($0)]" }.joined()) },
        .get("/query") { .text(($0.query("a") ?? "-") + "|" + ($0.query("b") ?? "-")) },
        .get("/fault") { _ in throw Fault() },
        .get("/nothing") { _ in nil },
        .post("/change") {
            .text("\($0.person ?? "-"): \($0.form.map { "\($0.name)=\($0.value)" }.joined(separator: ","))")
        },
    ]

    private struct Fault: Error, CustomStringConvertible { let description = "the secret of the machine" }

    // MARK: Answers

    @Test func `gives a page, and its head alone where only that is asked for`() async throws {
        let server = try await Loopback(Self.routes)
        let page = try await server.ask("GET /page")
        #expect(page.status == 200 && page.text == "<p>a page</p>")
        let head = try await server.ask("HEAD /page")
        #expect(head.status == 200 && head.body.isEmpty)
        #expect(head.headers["content-length"] == page.headers["content-length"])
    }

    @Test(arguments: ["GET /page", "GET /none", "GET /fault", "PUT /page", "POST /change"])
    func `tells a browser with every answer to guess, load and frame nothing`(line: String) async throws {
        let headers = try await Loopback(Self.routes).ask(line).headers
        #expect(headers["x-content-type-options"] == "nosniff")
        #expect(headers["content-security-policy"]?.contains("default-src 'none'") == true)
        #expect(headers["x-frame-options"] == "DENY" && headers["referrer-policy"] == "same-origin")
        #expect(headers["cache-control"] == "no-cache")
    }

    @Test func `says that something failed, and never what`() async throws {
        let answer = try await Loopback(Self.routes).ask("GET /fault")
        #expect(answer.status == 500 && !answer.text.contains("secret"))
        #expect(try await Loopback(Self.routes).ask("GET /nothing").status == 404)
    }

    // MARK: Addresses

    @Test func `decodes the parts of an address, and none leads elsewhere`() async throws {
        let server = try await Loopback(Self.routes)
        #expect(try await server.ask("GET /one/a%20b%3Cc%3E").text == "[a b<c>]")
        #expect(try await server.ask("GET /rest/a/b%20c").text == "[a][b c]")
        #expect(try await server.ask("GET /query?a=1+2%263&b=%3D").text == "1 2&3|=")
        for path in [
            "/rest/..", "/rest/%2e%2e/x", "/rest/a/%2E%2E", "/rest/a%2Fb", "/rest/%2Fetc", "/rest/a%00b",
            "/rest/a%0Ab",
            "/one/%2e%2e", "/one/a%2Fb", "/one/%ff", "/rest/%zz", "/one/.",
        ] {
            #expect(try await server.ask("GET " + path).status == 404, "\(path)")
        }
    }

    // MARK: Limits

    @Test(arguments: ["PUT", "DELETE", "PATCH", "OPTIONS", "TRACE", "PROPFIND"])
    func `refuses what neither reads nor changes`(method: String) async throws {
        let answer = try await Loopback(Self.routes).ask(method + " /page", [Self.bearer])
        #expect(answer.status == 405 && answer.headers["allow"] == "GET, HEAD, POST")
    }

    @Test func `takes no change where there is only a page, and no reading where there is only a change`()
        async throws
    {
        let server = try await Loopback(Self.routes)
        #expect(try await server.ask("POST /page", [Self.bearer, "Content-Length: 0"]).status == 404)
        #expect(try await server.ask("GET /change").status == 404)
    }

    @Test func `refuses an address, headers and bodies that are too long`() async throws {
        var limits = WebLimits()
        limits.body = 1000
        let server = try await Loopback(Self.routes, limits: limits)
        #expect(try await server.ask("GET /query?a=" + String(repeating: "x", count: 9000)).status == 414)
        let many = (0..<30).map { "X-\($0): " + String(repeating: "x", count: 1000) }
        await #expect(throws: Loopback.Silence.self) {
            guard try await server.ask("GET /page", many).status == 200 else { throw Loopback.Silence() }
        }
        let body = [UInt8](repeating: UInt8(ascii: "a"), count: 1001)
        #expect(
            try await server.ask("POST /change", [Self.bearer, "Content-Length: 1001"], body: [body]).status
                == 413
        )
        #expect(try await server.ask("GET /page", ["Content-Length: 3"], body: [[1, 2, 3]]).status == 413)
        #expect(
            try await server.ask("GET /page", ["Transfer-Encoding: chunked"], body: [Array("0\r\n\r\n".utf8)])
                .status == 413
        )
        #expect(try await server.ask("GET /page").status == 200)
    }

    /// A connection that is taken while the server stops is nobody's: the library ends the process over such a one.
    @Test(arguments: [Loopback.Stop.told, .cancelled])
    func `stops in the midst of connections that are made, fifty times`(stop: Loopback.Stop) async throws {
        for round in 0..<50 {
            let server = try await Loopback(Self.routes)
            let count = Loopback.Count()
            let knocks = (0..<4).map { _ in Task { await server.knock(count) } }
            let wanted = 1 + 5 * round
            for _ in 0..<5000 where count.value.load(ordering: .relaxed) < wanted {
                try await Task.sleep(for: .milliseconds(1))
            }
            #expect(count.value.load(ordering: .relaxed) >= wanted)
            await server.stop(stop)
            for task in knocks { await task.value }
        }
    }

    @Test func `lets a client go that is silent in the midst of a request`() async throws {
        var limits = WebLimits()
        limits.idle = 1
        let server = try await Loopback(Self.routes, limits: limits)
        let begin = ContinuousClock.now
        _ = try? await server.ask("POST /change", [Self.bearer, "Content-Length: 10"], body: [[1]])
        #expect(ContinuousClock.now - begin < .seconds(10))
    }

    @Test func `is called by the names it has, and by no other`() async throws {
        let server = try await Loopback(Self.routes, port: Loopback.freePort())
        for host in [
            "127.0.0.1", "localhost:8750", "LOCALHOST", "[::1]:80", "peil.example", "PEIL.EXAMPLE:443",
        ] {
            #expect(try await server.ask("GET /page", ["Host: " + host]).status == 200, "\(host)")
        }
        for host in ["evil.example", "localhost.evil.example", "127.0.0.1.evil.example", "peil.example.org"] {
            #expect(try await server.ask("GET /page", ["Host: " + host]).status == 421, "\(host)")
        }
    }

    // MARK: Tokens

    @Test func `changes something for who comes with the token of a person, and for nobody else`()
        async throws
    {
        let server = try await Loopback(Self.routes)
        func change(_ headers: String...) async throws -> Loopback.Answer {
            try await server.ask("POST /change", headers + ["Content-Length: 5"], body: [Array("a=b+c".utf8)])
        }
        #expect(try await change(Self.bearer).text == "anna: a=b c")
        #expect(try await change(Self.basic("anna", Loopback.token)).text == "anna: a=b c")
        let without = try await change()
        #expect(
            without.status == 401 && without.headers["www-authenticate"]?.hasPrefix("Basic realm=") == true
        )
        for header in [
            Self.bearer + "0", "Authorization: Bearer", "Authorization: Bearer ",
            "Authorization: Digest " + Loopback.token,
            Self.basic("bert", Loopback.token), Self.basic("anna", "x" + Loopback.token.dropFirst()),
            Self.basic("anna", ""),
            "Authorization: Basic ???", "Authorization: Bearer " + Loopback.token.uppercased(),
        ] {
            #expect(try await change(header).status == 401, "\(header)")
        }
    }

    @Test func `changes nothing for a browser that the page of another site leads here`() async throws {
        let server = try await Loopback(Self.routes)
        func status(_ headers: String...) async throws -> Int {
            try await server.ask("POST /change", headers + [Self.bearer, "Content-Length: 0"]).status
        }
        #expect(try await status("Origin: http://localhost", "Sec-Fetch-Site: same-origin") == 200)
        #expect(try await status("Origin: https://localhost") == 200)
        // As a browser says it of a form of ours, where it keeps the origin to itself, or another server stands before this one.
        for origin in ["Origin: null", "Origin: https://peil.example"] {
            #expect(try await status(origin, "Sec-Fetch-Site: same-origin") == 200)
            #expect(try await status(origin, "Sec-Fetch-Site: none") == 403)
        }
        for header in [
            "Origin: http://evil.example", "Origin: null", "Sec-Fetch-Site: cross-site",
            "Sec-Fetch-Site: same-site",
            "Origin: http://localhost:99",
        ] {
            #expect(try await status(header) == 403, "\(header)")
        }
    }

    @Test(arguments: [
        ("anna 0123456789abcdef0123456789abcdef", true), ("# only words\n\n", true), ("", true),
        ("anna short", false), ("anna", false), ("anna 0123456789abcdef0123456789abcdef more", false),
    ])
    func `reads tokens of people, and takes no file that is none of them`(text: String, isOne: Bool) {
        #expect((WebTokens(text) != nil) == isOne)
    }

    // MARK: Files

    /// A server of one file, which compresses well.
    private func files() async throws -> (server: Loopback, text: String, path: String) {
        let text = String(repeating: "0123456789", count: 100_000)
        let path = NSTemporaryDirectory() + "peil-served-\(UUID().uuidString)"
        try Data(text.utf8).write(to: URL(filePath: path))
        let file = FileAnswer(path: path, mediaType: "text/csv", tag: "abc", isFixed: true)
        return (try await Loopback([.get("/file") { file.answer($0) }]), text, path)
    }

    @Test func `gives a file whole, in part, compressed, or not at all where the client has it`() async throws
    {
        let (server, text, path) = try await files()
        defer { try? FileManager.default.removeItem(atPath: path) }
        let whole = try await server.ask("GET /file")
        #expect(whole.status == 200 && whole.text == text && whole.headers["etag"] == "\"abc\"")
        #expect(whole.headers["content-length"] == "1000000")
        let part = try await server.ask("GET /file", ["Range: bytes=5-14"])
        #expect(part.status == 206 && part.text == "5678901234")
        #expect(part.headers["content-range"] == "bytes 5-14/1000000")
        let last = try await server.ask("GET /file", ["Range: bytes=-3"])
        #expect(last.status == 206 && last.text == "789")
        #expect(try await server.ask("GET /file", ["Range: bytes=1000000-"]).status == 416)
        let known = try await server.ask("GET /file", ["If-None-Match: \"abc\""])
        #expect(known.status == 304 && known.body.isEmpty)
        let small = try await server.ask("GET /file", ["Accept-Encoding: gzip"])
        #expect(small.status == 200 && small.headers["content-encoding"] == "gzip")
        #expect(
            small.body.count < 100_000
                && small.headers["vary"]?.lowercased().contains("accept-encoding") == true
        )
        let head = try await server.ask("HEAD /file")
        #expect(head.status == 200 && head.body.isEmpty && head.headers["etag"] == "\"abc\"")
    }
}
