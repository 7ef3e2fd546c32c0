import Dispatch
import Foundation
import Synchronization
import Testing
import Web

@testable import Serving

/// The server while somebody computes, waits or sends for long.
extension `the server` {
    /// Something that lasts until it is let go on.
    private final class Hold: Sendable {
        private let gate = DispatchSemaphore(value: 0)
        private let begun = Atomic(0)
        func wait() {
            begun.wrappingAdd(1, ordering: .relaxed)
            gate.wait()
        }
        func letGo(_ count: Int = 1) { for _ in 0..<count { gate.signal() } }
        func hasBegun(_ count: Int = 1) async throws -> Bool {
            for _ in 0..<1000 where begun.load(ordering: .relaxed) < count {
                try await Task.sleep(for: .milliseconds(10))
            }
            return begun.load(ordering: .relaxed) >= count
        }
    }

    /// Something that computes until it is told to stop.
    private final class Computing: Sendable {
        private let isOver = Atomic(false)
        private let begun = Atomic(0)
        /// True if it was told to stop, false if it stopped by itself after ten seconds.
        func run() -> Bool {
            begun.wrappingAdd(1, ordering: .relaxed)
            let end = ContinuousClock.now.advanced(by: .seconds(10))
            while !isOver.load(ordering: .relaxed) { if ContinuousClock.now > end { return false } }
            return true
        }
        func stop() { isOver.store(true, ordering: .relaxed) }
        var count: Int { begun.load(ordering: .relaxed) }
    }

    /// Asks beside the test; what comes later is its status.
    private func beside(
        _ server: Loopback,
        _ line: String,
        _ headers: [String] = [],
        body: [[UInt8]] = [],
        pause: UInt32 = 0
    ) -> Task<Int, any Error> {
        Task { try await server.ask(line, headers, body: body, pause: pause).status }
    }

    private static func form(_ content: [UInt8]) -> [UInt8] {
        Array("--x\r\nContent-Disposition: form-data; name=\"file\"; filename=\"a.csv\"\r\n\r\n".utf8)
            + content
            + Array("\r\n--x--\r\n".utf8)
    }

    private static func uploading(_ size: Int) -> [String] {
        [bearer, "Content-Type: multipart/form-data; boundary=x", "Content-Length: \(size)"]
    }

    @Test func `answers everybody while a page, an upload and a change last`() async throws {
        let hold = Hold()
        var limits = WebLimits()
        limits.workers = 2
        let server = try await Loopback(
            [
                .get("/page") { _ in .text("a page") },
                .get("/slow") { _ in
                    hold.wait()
                    return .text("slow")
                },
                .post("/change") { _ in
                    hold.wait()
                    return .text("changed")
                },
                .upload("/check") { _ in
                    hold.wait()
                    return .text("checked")
                },
            ],
            limits: limits
        )
        let form = Self.form([1, 2, 3])
        let slow = beside(server, "GET /slow")
        let change = beside(server, "POST /change", [Self.bearer, "Content-Length: 0"])
        let check = beside(server, "POST /check", Self.uploading(form.count), body: [form])
        #expect(try await hold.hasBegun(3))
        // With a thread of its own for each, or a share of all, every second of these would wait.
        for _ in 0..<12 { #expect(try await server.ask("GET /page").status == 200) }
        #expect(try await server.ask("POST /check", Self.uploading(form.count), body: [form]).status == 503)
        hold.letGo(3)
        #expect(try await [slow.value, change.value, check.value] == [200, 200, 200])
        #expect(!FileManager.default.fileExists(atPath: server.upload))
    }

    @Test func `answers a page while as many others compute as there are processors`() async throws {
        let computing = Computing()
        let processors = ProcessInfo.processInfo.activeProcessorCount
        var limits = WebLimits()
        limits.workers = processors + 1
        let server = try await Loopback(
            [
                .get("/page") { _ in .text("a page") },
                .get("/heavy") { _ in .text("\(computing.run())") },
            ],
            limits: limits
        )
        let heavy = (0..<processors).map { _ in
            Task { try await server.ask("GET /heavy").text }
        }
        for _ in 0..<1000 where computing.count < processors { try await Task.sleep(for: .milliseconds(10)) }
        #expect(computing.count == processors)
        #expect(try await server.ask("GET /page").status == 200)
        computing.stop()
        for task in heavy { #expect(try await task.value == "true") }
    }

    @Test func `carries out a change while another comes slowly, however few may be in hand`() async throws {
        var limits = WebLimits()
        limits.changes = 1
        let server = try await Loopback([.post("/change") { .text("\($0.body.count)") }], limits: limits)
        let slow = beside(
            server,
            "POST /change",
            [Self.bearer, "Content-Length: 2"],
            body: [[1], [2]],
            pause: 1_000_000
        )
        for _ in 0..<10 {
            #expect(try await server.ask("POST /change", [Self.bearer, "Content-Length: 0"]).status == 200)
            try await Task.sleep(for: .milliseconds(100))
        }
        #expect(try await slow.value == 200)
    }

    @Test func `refuses changes when too many are in hand`() async throws {
        let hold = Hold()
        var limits = WebLimits()
        limits.changes = 1
        let server = try await Loopback(
            [
                .post("/change") { _ in
                    hold.wait()
                    return .text("changed")
                }
            ],
            limits: limits
        )
        let empty = [Self.bearer, "Content-Length: 0"]
        let first = beside(server, "POST /change", empty)
        #expect(try await hold.hasBegun())
        for _ in 0..<3 { #expect(try await server.ask("POST /change", empty).status == 503) }
        hold.letGo(2)
        #expect(try await first.value == 200)
        // The place is free again.
        #expect(try await server.ask("POST /change", empty).status == 200)
    }

    @Test func `takes in an upload within its size, and leaves nothing behind`() async throws {
        let sizes = Mutex<[Int]>([])
        let server = try await Loopback(
            [
                .upload("/check") { request in
                    let path = request.upload?.path ?? ""
                    let size = FileManager.default.contents(atPath: path)?.count ?? -1
                    sizes.withLock { $0.append(size) }
                    return .text("checked")
                }
            ],
            largest: 10_000
        )
        func status(_ body: [[UInt8]], size: Int? = nil) async throws -> Int {
            let count = size ?? body.reduce(0) { $0 + $1.count }
            return try await server.ask("POST /check", Self.uploading(count), body: body).status
        }
        let fitting = Self.form([UInt8](repeating: 65, count: 10_000))
        #expect(try await status([fitting]) == 200)
        #expect(sizes.withLock { $0 } == [10_000])
        #expect(try await status([Self.form([UInt8](repeating: 65, count: 10_001))]) == 413)
        // The size that it says it has is enough to refuse it.
        #expect(try await status([Array(fitting.prefix(100))], size: 5_000_000) == 413)
        #expect(try await status([fitting + [UInt8](repeating: 65, count: 400_000)]) == 400)
        #expect(try await status([Array("--x\r\n".utf8)]) == 400)
        #expect(
            try await status(
                [Self.form([])].map {
                    Array(String(decoding: $0, as: UTF8.self).replacing("a.csv", with: "").utf8)
                }
            ) == 400
        )
        #expect(!FileManager.default.fileExists(atPath: server.upload))
        #expect(try await status([fitting]) == 200)
    }

    @Test func `takes in no upload that comes byte by byte for longer than it may`() async throws {
        var limits = WebLimits()
        limits.upload = 1
        let server = try await Loopback([.upload("/check") { _ in .text("checked") }], limits: limits)
        let form = Self.form([UInt8](repeating: 65, count: 100))
        let drops = stride(from: 0, to: 80, by: 10).map { Array(form[$0..<$0 + 10]) } + [Array(form[80...])]
        let answer = try await server.ask(
            "POST /check",
            Self.uploading(form.count),
            body: drops,
            pause: 250_000
        )
        #expect(answer.status == 408)
        #expect(!FileManager.default.fileExists(atPath: server.upload))
    }
}
