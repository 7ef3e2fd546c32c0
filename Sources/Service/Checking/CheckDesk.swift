import Codebook
import ConfigurationFiles
import Examination
import Files
import Foundation
import Glibc
import Ledger
import Logging
import Reports
import Statistics
import Synchronization
import Workflow

/// Answers stewards who ask what Peil would say of a file, though they may not read the ledger.
///
/// There is a socket for each drop, which the members of the drop's group may use: who may deliver may ask. It says
/// what the findings of the delivery would say, and no more; who may only check hears what is said of the file by itself.
/// The journal says who asked. One file is checked at a time; it is no larger than a delivery may be, and who is silent
/// is not waited for.
final class CheckDesk: Sendable {
    private let peil: Peil
    private let isStopping = Atomic(false)
    private let ended = EndedFlag()
    /// How long a peer may be silent, in seconds.
    private static let patience = 10
    /// How long one question may take to arrive, in milliseconds.
    private static let longestQuestion: Int64 = 300_000

    init(peil: Peil) { self.peil = peil }

    /// Begins to answer.
    func start() {
        let thread = Thread { [self] in
            serve()
            ended.set()
        }
        thread.stackSize = 8 << 20
        thread.name = "checks"
        thread.start()
    }

    /// Asks the desk to end.
    func stop() { isStopping.store(true, ordering: .releasing) }

    /// Waits until the desk has ended.
    func join() async { await ended.wait() }

    private func serve() {
        var sockets: [Configuration.Drop: Int32] = [:]
        defer {
            for (drop, socket) in sockets { forget(drop, socket) }
        }
        do {
            try Durable.createDirectory(peil.configuration.asking, mode: 0o711)
            try Durable.createDirectory(peil.configuration.checking, mode: 0o700)
        } catch {
            return peil.logger.warning("stewards cannot ask about files", metadata: ["error": "\(error)"])
        }
        while !isStopping.load(ordering: .acquiring) {
            listen(&sockets)
            var waiting = sockets.map { pollfd(fd: $0.value, events: Int16(POLLIN), revents: 0) }
            let ready = unsafe poll(&waiting, nfds_t(waiting.count), 500)
            guard ready > 0 else { continue }
            for entry in waiting where entry.revents != 0 {
                let peer = accept(entry.fd, nil, nil)
                guard peer >= 0 else { continue }
                defer { close(peer) }
                LocalSocket.setPatience(Self.patience, of: peer)
                guard let drop = sockets.first(where: { $0.value == entry.fd })?.key else { continue }
                answer(peer, about: drop)
            }
        }
    }

    /// Listens for the drops that are configured now.
    private func listen(_ sockets: inout [Configuration.Drop: Int32]) {
        let drops = peil.configuration.drops
        for (drop, socket) in sockets where !drops.contains(drop) {
            forget(drop, socket)
            sockets[drop] = nil
        }
        for drop in drops where sockets[drop] == nil {
            let folder = peil.configuration.asking
            guard let socket = LocalSocket.listening(drop.name, in: folder) else { continue }
            // Who may write into the drop may ask about it.
            let path = folder + "/" + drop.name
            if let status = (try? FileStatus(following: drop.path)) ?? nil {
                _ = unsafe chown(path, uid_t.max, status.group)
            }
            _ = unsafe chmod(path, 0o660)
            sockets[drop] = socket
        }
    }

    private func forget(_ drop: Configuration.Drop, _ socket: Int32) {
        close(socket)
        _ = unsafe unlink(peil.configuration.asking + "/" + drop.name)
    }

    private func answer(_ peer: Int32, about drop: Configuration.Drop) {
        let folder = peil.configuration.checking + "/file"
        defer { try? FileManager.default.removeItem(atPath: folder) }
        let answer: CheckAnswer
        do {
            try? FileManager.default.removeItem(atPath: folder)
            try Durable.createDirectory(folder, mode: 0o700)
            guard let (file, request) = try receive(peer, into: folder) else {
                return send(CheckAnswer(refused: "the question did not arrive"), to: peer)
            }
            let checked = try check(file, request, drop)
            answer = CheckAnswer(checked: try JSONEncoder().encode(checked))
            // A delivery leaves a trace, and so does a question that is answered by what is stored.
            peil.logger.notice(
                "a file was checked for a steward, and nothing changed",
                metadata: [
                    "drop": "\(drop.name)",
                    "user": "\(LocalSocket.user(of: peer).map(String.init) ?? "unknown")",
                    "outcome": "\(checked.state.rawValue)",
                    "compared-with": "\(checked.comparedWith.rawValue)",
                ]
            )
        } catch {
            peil.logger.error("a file could not be checked", metadata: ["error": "\(error)"])
            answer = CheckAnswer(refused: "the daemon could not check the file")
        }
        send(answer, to: peer)
    }

    private func send(_ answer: CheckAnswer, to peer: Int32) {
        guard let bytes = try? JSONEncoder().encode(answer) else { return }
        _ = LocalSocket.send(Array(bytes)[...], to: peer)
    }

    /// Takes in a question; nil where it is none, or too large.
    private func receive(_ peer: Int32, into folder: String) throws -> (file: String, request: CheckRequest)?
    {
        let deadline = Elapsed.milliseconds + Self.longestQuestion
        var head: [UInt8] = []
        while !head.contains(0x0A) {
            guard head.count < CheckRequest.longest, Elapsed.milliseconds < deadline,
                let some = LocalSocket.receive(atMost: CheckRequest.longest, from: peer), !some.isEmpty
            else { return nil }
            head += some
        }
        let end = head.firstIndex(of: 0x0A) ?? head.endIndex
        guard let request = try? JSONDecoder().decode(CheckRequest.self, from: Data(head[..<end])),
            request.size >= 0, request.size <= peil.largestToCheck,
            (request.limits ?? 0) >= 0, (request.limits ?? 0) <= Self.largestLimits
        else { return nil }
        // Names are what a reader may go by; a path is none.
        let name = request.name.replacing("/", with: "_")
        let file = folder + "/" + (name.isEmpty || name.hasPrefix(".") ? "file" : name)
        var rest = Array(head[(end + 1)...])
        guard try take(request.size, &rest, to: file, peer, deadline) else { return nil }
        if let limits = request.limits,
            try !take(limits, &rest, to: file + ".grenzen.csv", peer, deadline)
        {
            return nil
        }
        return (file, request)
    }

    private static let largestLimits: Int64 = 1 << 20

    /// Writes the next bytes of the question to a file; false where they do not come.
    private func take(
        _ size: Int64,
        _ rest: inout [UInt8],
        to path: String,
        _ peer: Int32,
        _ deadline: Int64
    ) throws -> Bool {
        let output = unsafe open(path, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC | O_NOFOLLOW, 0o600)
        guard output >= 0 else { throw MachineFault("create", path) }
        defer { close(output) }
        var missing = size
        while missing > 0 {
            if rest.isEmpty {
                guard Elapsed.milliseconds < deadline,
                    let some = LocalSocket.receive(atMost: 1 << 18, from: peer), !some.isEmpty
                else { return false }
                rest = some
            }
            let part = rest.prefix(Int(min(missing, Int64(rest.count))))
            try Self.write(part, to: output, path)
            missing -= Int64(part.count)
            rest.removeFirst(part.count)
        }
        return true
    }

    private static func write(_ bytes: ArraySlice<UInt8>, to output: Int32, _ path: String)
        throws(MachineFault)
    {
        var rest = bytes
        while !rest.isEmpty {
            let count = unsafe rest.withUnsafeBytes { unsafe Glibc.write(output, $0.baseAddress, $0.count) }
            if count < 0, errno == EINTR { continue }
            guard count >= 0 else { throw MachineFault("write", path) }
            rest = rest.dropFirst(count)
        }
    }

    private func check(_ file: String, _ request: CheckRequest, _ drop: Configuration.Drop) throws
        -> CheckedFile
    {
        let examiner = try peil.examiner(of: drop, meansToReplace: request.replaces)
        let reading = try examiner.read(file)
        let examination =
            drop.checksOnly
            ? try examiner.validateAlone(reading) : try examiner.validate(reading, against: peil.ledger)
        var checked = CheckedFile(request.name, examination, language: peil.configuration.language)
        checked.comparedWith = drop.checksOnly ? .nothing : .stored
        return checked
    }
}
