import AsyncHTTPClient
package import ConfigurationFiles
import Crypto
import Files
import Foundation
import NIOCore
import NIOHTTP1
import Statistics

/// Tells hooks of releases in the way each asks for: a program, an HTTP POST, a file in an outbox.
package struct HookSender: Sendable {
    /// The directory of releases.
    private let publish: String
    /// How long a program may take.
    private static let patience = Duration.seconds(60)
    /// The header of the signature: `sha256=` and the HMAC of the body in hexadecimal digits.
    package static let signatureHeader = "Peil-Signature"

    package init(publish: String) { self.publish = publish }

    /// Failure of a call to a hook.
    struct Failure: Error, CustomStringConvertible {
        let place: String
        let reason: String
        var description: String { "\(place): \(reason)" }
    }

    /// Tells a hook of a release; returns once it has taken it.
    package func send(_ announcement: Announcement, to hook: Configuration.Hook) async throws {
        let body = try announcement.json()
        switch hook.way {
        case .command(let path): try await run(path, announcement, body)
        case .post(let address, let secret): try await post(body, announcement, to: address, secret)
        case .outbox(let directory):
            let digits = String(announcement.release)
            let number = String(repeating: "0", count: max(0, 6 - digits.count)) + digits
            try Durable.write(body, to: "\(directory)/\(announcement.dataset)-\(number).json", mode: 0o644)
        }
    }

    /// The signature of a body by the content of a secret file, without the end of its line.
    package static func signature(of body: [UInt8], secret: [UInt8]) -> String {
        var secret = secret[...]
        while let last = secret.last, last == 10 || last == 13 { secret.removeLast() }
        let code = HMAC<SHA256>.authenticationCode(for: body, using: SymmetricKey(data: Array(secret)))
        return "sha256=" + code.hexadecimal
    }

    private func post(
        _ body: [UInt8],
        _ announcement: Announcement,
        to address: String,
        _ secret: String?
    ) async throws {
        var request = HTTPClientRequest(url: address)
        request.method = .POST
        request.headers.add(name: "Content-Type", value: "application/json")
        request.headers.add(name: "User-Agent", value: "peil")
        // What is said twice can be known by it.
        request.headers.add(
            name: "Idempotency-Key",
            value: "\"\(announcement.dataset)/\(announcement.release)\""
        )
        if let secret {
            // It is read each time: whoever replaces it needs no restart.
            let key = try ReadFile.bytes(of: secret, limit: 1 << 16)
            request.headers.add(name: Self.signatureHeader, value: Self.signature(of: body, secret: key))
        }
        request.body = .bytes(body)
        var configuration = HTTPClient.Configuration(redirectConfiguration: .disallow)
        configuration.timeout.connect = .seconds(10)
        let client = HTTPClient(eventLoopGroupProvider: .singleton, configuration: configuration)
        let status: UInt
        do {
            status = try await client.execute(request, timeout: .seconds(30)).status.code
        } catch {
            try? await client.shutdown()
            // An address may hold a token, so it is named nowhere.
            throw Failure(place: "post", reason: "the server cannot be reached: \(error)")
        }
        try? await client.shutdown()
        guard (200..<300).contains(status) else {
            throw Failure(place: "post", reason: "the server answered \(status)")
        }
    }

    private func run(_ program: String, _ announcement: Announcement, _ body: [UInt8]) async throws {
        let manifest = publish + "/" + announcement.manifest
        let environment = [
            "DATASET": announcement.dataset, "RELEASE": String(announcement.release), "MANIFEST": manifest,
            "MANIFEST_SHA256": announcement.manifestSHA256,
        ]
        guard
            let process = OutsideProgram(
                program,
                [manifest],
                environment: environment,
                input: body
            )
        else { throw Failure(place: program, reason: "cannot be run") }
        let end = ContinuousClock.now + Self.patience
        while process.isRunning {
            guard !Task.isCancelled, ContinuousClock.now < end else {
                process.end()
                throw Failure(
                    place: program,
                    reason: Task.isCancelled
                        ? "was ended with the service" : "took longer than \(Self.patience) and was ended"
                )
            }
            try? await Task.sleep(for: .milliseconds(20))
        }
        guard process.status == 0 else {
            throw Failure(place: program, reason: "ended with \(process.status)")
        }
    }
}
