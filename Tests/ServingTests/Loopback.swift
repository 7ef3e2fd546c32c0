import ConfigurationFiles
import Foundation
import Glibc
import Logging
import ServiceLifecycle
import Synchronization
import Web

/// A server on a socket of this machine, and a client that says what it is told to, byte by byte.
final class Loopback: Sendable {
    let address: ListenAddress
    private let folder: String
    private let group: ServiceGroup
    private let task: Task<Void, any Error>

    /// The token of the person `anna`.
    static let token = "0123456789abcdef0123456789abcdef"

    /// Where an upload stands while it is looked at.
    var upload: String { folder + "/upload/file" }

    /// Starts a server of some routes, and waits until it listens.
    ///
    /// - Parameters:
    ///   - routes: What is served.
    ///   - limits: What a client may take.
    ///   - port: A port of 127.0.0.1; nil for a socket in the file system, which is called by any name.
    ///   - largest: The size in bytes of the largest upload.
    /// - Throws: ``Silence`` where it does not listen.
    init(_ routes: [Route], limits: WebLimits = WebLimits(), port: Int? = nil, largest: Int64 = 1 << 20)
        async throws
    {
        folder = NSTemporaryDirectory() + "peil-web-\(UUID().uuidString.prefix(8))"
        try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
        address = port.map { .host("127.0.0.1", port: $0) } ?? .unix(folder + "/s")
        let server = WebServer(
            address,
            groups: [RouteGroup(routes)],
            hosts: ["Peil.example"],
            tokens: { WebTokens("# who\n\nanna \(Self.token)\n") ?? .none },
            limits: limits,
            uploads: UploadPlace(folder: folder + "/upload") { largest },
            logger: Logger(label: "test") { _ in SwiftLogNoOpLogHandler() }
        )
        let group = ServiceGroup(
            configuration: .init(
                services: [.init(service: server)],
                logger: Logger(label: "test") { _ in SwiftLogNoOpLogHandler() }
            )
        )
        self.group = group
        task = Task { try await group.run() }
        for _ in 0..<500 {
            if let socket = connected() {
                close(socket)
                return
            }
            try await Task.sleep(for: .milliseconds(10))
        }
        throw Silence()
    }

    deinit {
        task.cancel()
        try? FileManager.default.removeItem(atPath: folder)
    }

    /// A server that does not answer.
    struct Silence: Error {}

    /// A port of this machine that nobody listens at.
    static func freePort() -> Int {
        let socket = Glibc.socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
        defer { close(socket) }
        var address = sockaddr_in()
        address.sin_family = sa_family_t(AF_INET)
        address.sin_addr.s_addr = UInt32(0x7F00_0001).bigEndian
        var size = socklen_t(MemoryLayout<sockaddr_in>.size)
        unsafe withUnsafeMutablePointer(to: &address) {
            unsafe $0.withMemoryRebound(to: sockaddr.self, capacity: 1) {
                _ = unsafe bind(socket, $0, size)
                _ = unsafe getsockname(socket, $0, &size)
            }
        }
        return Int(UInt16(bigEndian: address.sin_port))
    }

    private func connected() -> Int32? {
        let result: (socket: Int32, code: Int32)
        switch address {
        case .host(_, let port):
            let socket = Glibc.socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
            var address = sockaddr_in()
            address.sin_family = sa_family_t(AF_INET)
            address.sin_port = UInt16(port).bigEndian
            address.sin_addr.s_addr = UInt32(0x7F00_0001).bigEndian
            let code = unsafe withUnsafePointer(to: &address) {
                unsafe $0.withMemoryRebound(to: sockaddr.self, capacity: 1) {
                    unsafe connect(socket, $0, socklen_t(MemoryLayout<sockaddr_in>.size))
                }
            }
            result = (socket, code)
        case .unix(let path):
            let socket = Glibc.socket(AF_UNIX, Int32(SOCK_STREAM.rawValue), 0)
            var address = sockaddr_un()
            address.sun_family = sa_family_t(AF_UNIX)
            unsafe withUnsafeMutableBytes(of: &address.sun_path) {
                unsafe $0.copyBytes(from: Array(path.utf8) + [0])
            }
            let code = unsafe withUnsafePointer(to: &address) {
                unsafe $0.withMemoryRebound(to: sockaddr.self, capacity: 1) {
                    unsafe connect(socket, $0, socklen_t(MemoryLayout<sockaddr_un>.size))
                }
            }
            result = (socket, code)
        }
        guard result.code == 0 else {
            close(result.socket)
            return nil
        }
        var time = timeval(tv_sec: 20, tv_usec: 0)
        unsafe setsockopt(
            result.socket,
            SOL_SOCKET,
            SO_RCVTIMEO,
            &time,
            socklen_t(MemoryLayout<timeval>.size)
        )
        return result.socket
    }

    /// How a server comes to its end.
    enum Stop { case told, cancelled }

    /// Ends the server, and waits until it is over.
    func stop(_ stop: Stop) async {
        switch stop {
        case .told: await group.triggerGracefulShutdown()
        case .cancelled: task.cancel()
        }
        _ = await task.result
    }

    /// Connects again and again, and says nothing, until nobody listens any more; some connections are kept until then.
    ///
    /// - Parameter count: Counts the connections.
    func knock(_ count: Count) async {
        await withCheckedContinuation { waiting in
            let thread = Thread {
                var kept: [Int32] = []
                while let socket = self.connected() {
                    let number = count.value.wrappingAdd(1, ordering: .relaxed).newValue
                    if number.isMultiple(of: 2), kept.count < 16 {
                        kept.append(socket)
                    } else {
                        close(socket)
                    }
                }
                for socket in kept { close(socket) }
                waiting.resume()
            }
            thread.start()
        }
    }

    /// A number that several threads count up.
    final class Count: Sendable { let value = Atomic(0) }

    /// An answer as it came.
    struct Answer: Sendable {
        let status: Int
        /// The headers, by name in small letters.
        let headers: [String: String]
        let body: [UInt8]
        var text: String { String(decoding: body, as: UTF8.self) }
    }

    /// Sends a request and reads the answer to its end.
    ///
    /// - Parameters:
    ///   - line: The method and the address, such as `GET /a`.
    ///   - headers: More headers; `Host` is `localhost` where it is not among them.
    ///   - body: Bytes after the head, in pieces.
    ///   - pause: The time between two pieces, in microseconds.
    /// - Returns: The answer.
    /// - Throws: ``Silence`` where none comes.
    func ask(_ line: String, _ headers: [String] = [], body: [[UInt8]] = [], pause: UInt32 = 0) async throws
        -> Answer
    {
        // What blocks has a thread of its own: the server needs those of the tests.
        try await withCheckedThrowingContinuation { waiting in
            let thread = Thread {
                waiting.resume(with: Result { try self.asked(line, headers, body, pause) })
            }
            thread.start()
        }
    }

    private func asked(_ line: String, _ headers: [String], _ body: [[UInt8]], _ pause: UInt32) throws
        -> Answer
    {
        guard let socket = connected() else { throw Silence() }
        defer { close(socket) }
        var head = line + " HTTP/1.1\r\nConnection: close\r\n"
        if !headers.contains(where: { $0.hasPrefix("Host:") }) { head += "Host: localhost\r\n" }
        for header in headers { head += header + "\r\n" }
        for piece in [Array((head + "\r\n").utf8)] + body {
            var rest = piece[...]
            while !rest.isEmpty {
                let count = unsafe rest.withUnsafeBytes {
                    unsafe send(socket, $0.baseAddress, $0.count, Int32(MSG_NOSIGNAL))
                }
                // Who is refused before the end of his body may find nobody to send it to.
                guard count > 0 else { break }
                rest = rest.dropFirst(count)
            }
            if pause > 0 { usleep(pause) }
        }
        var bytes: [UInt8] = []
        var buffer = [UInt8](repeating: 0, count: 1 << 16)
        while true {
            let count = unsafe recv(socket, &buffer, buffer.count, 0)
            guard count > 0 else { break }
            bytes += buffer[..<count]
        }
        return try Self.parsed(bytes)
    }

    private static func parsed(_ bytes: [UInt8]) throws -> Answer {
        let text = String(decoding: bytes, as: UTF8.self)
        guard let end = text.firstRange(of: "\r\n\r\n") else { throw Silence() }
        let lines = text[..<end.lowerBound].components(separatedBy: "\r\n")
        let words = lines[0].split(separator: " ")
        guard words.count > 1, let status = Int(words[1]) else { throw Silence() }
        var headers: [String: String] = [:]
        for line in lines.dropFirst() {
            let parts = line.split(separator: ":", maxSplits: 1)
            if parts.count == 2 {
                headers[parts[0].lowercased()] = parts[1].trimmingCharacters(in: .whitespaces)
            }
        }
        let head = text[..<end.upperBound].utf8.count
        return Answer(status: status, headers: headers, body: Array(bytes[head...]))
    }
}
