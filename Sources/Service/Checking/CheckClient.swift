package import ConfigurationFiles
package import Drops
import Examination
import Files
import Foundation
import Glibc
package import Reports
import SystemPackage

/// Asks the running daemon what it would say of a file, for who may not read the ledger.
package struct CheckClient {
    private let configuration: Configuration
    /// How long the daemon may be silent, in seconds: it checks one file at a time.
    private static let patience = 600

    /// Asks the daemon of a configuration.
    package init(_ configuration: Configuration) { self.configuration = configuration }

    /// The result for a file; nil where no daemon answers.
    ///
    /// - Throws: ``CommandFailure`` where the file cannot be read, or the daemon refuses it.
    package func check(_ named: NamedFile, drop: Configuration.Drop, replaces: Bool) throws -> CheckedFile? {
        let name = named.name
        guard let socket = LocalSocket.connected(drop.name, in: configuration.asking) else { return nil }
        defer { close(socket) }
        LocalSocket.setPatience(Self.patience, of: socket)
        let file = try Self.opened(named.path, name)
        defer { close(file.descriptor) }
        let limits = try (named.limits ?? Examiner.limits(beside: named.path)).map {
            try Self.opened($0, name)
        }
        defer { if let limits { close(limits.descriptor) } }
        let request = CheckRequest(
            drop: drop.name,
            name: String(decoding: Durable.name(of: name).utf8, as: UTF8.self),
            size: file.size,
            limits: limits?.size,
            replaces: replaces
        )
        let head = Array(try JSONEncoder().encode(request)) + [0x0A]
        guard head.count <= CheckRequest.longest else { return nil }
        guard file.size <= configuration.largestDelivery else {
            throw CommandFailure(.unusableInput, "\(name): the file is larger than a delivery may be")
        }
        if LocalSocket.send(head[...], to: socket), Self.copy(file, to: socket) {
            if let limits { _ = Self.copy(limits, to: socket) }
        }
        var bytes: [UInt8] = []
        while let some = LocalSocket.receive(atMost: 1 << 16, from: socket), !some.isEmpty { bytes += some }
        guard let answer = try? JSONDecoder().decode(CheckAnswer.self, from: Data(bytes)) else {
            throw CommandFailure(.inputOutput, "\(name): the daemon gave no answer; try again later")
        }
        if let refused = answer.refused { throw CommandFailure(.inputOutput, "\(name): \(refused)") }
        return try answer.checked.map { try JSONDecoder().decode(CheckedFile.self, from: $0).named(name) }
    }

    private static func opened(_ path: String, _ name: String) throws -> (descriptor: Int32, size: Int64) {
        let descriptor = unsafe open(path, O_RDONLY | O_CLOEXEC)
        guard descriptor >= 0,
            let status = try? FileStatus(of: FileDescriptor(rawValue: descriptor), path: FilePath(path))
        else {
            throw CommandFailure(.unusableInput, "\(name): the file cannot be read")
        }
        return (descriptor, status.size)
    }

    /// Sends the bytes of a file; false where the daemon takes no more.
    private static func copy(_ file: (descriptor: Int32, size: Int64), to socket: Int32) -> Bool {
        var buffer = [UInt8](repeating: 0, count: 1 << 18)
        var missing = file.size
        while missing > 0 {
            let count = unsafe read(file.descriptor, &buffer, Int(min(missing, Int64(buffer.count))))
            guard count > 0, LocalSocket.send(buffer[..<count], to: socket) else { return false }
            missing -= Int64(count)
        }
        return true
    }
}
