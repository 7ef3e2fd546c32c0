import Foundation
import Glibc
import Testing

/// Messages to the service manager from a worker that hangs.
///
/// The library of `Tests/CSeam` lets one call of the real daemon never return, as on a file server that is gone.
@Suite(.enabled(if: DisturbedRun.seam != nil)) struct `the watchdog` {
    @Test func `hears nothing more once a worker hangs, while the other drops are served`() throws {
        let here = try Installation(isProved: false)
        let manager = try ServiceManager(path: here.root + "/notify")
        let daemon = try here.startDaemon(
            environment: [
                "LD_PRELOAD": DisturbedRun.seam ?? "", "SEAM_HANG": "hung.csv",
                "NOTIFY_SOCKET": manager.path, "WATCHDOG_USEC": "2000000",
            ]
        )
        defer { if daemon.isRunning { kill(daemon.processIdentifier, SIGKILL) } }
        #expect(here.wait { manager.heard("WATCHDOG=1") > 1 }, "\(here.journal)")
        try here.drop("nonsense", as: "hung.csv", in: "jaar")
        #expect(here.wait { here.journal.contains("work has stopped moving") }, "\(here.journal)")
        // Whoever asks is told which drop it is.
        let isTold = try here.wait {
            let status = try here.peil("status")
            return status.code == 1 && status.output.contains("the work of the drop jaar is stuck")
        }
        #expect(isTold)
        let before = manager.heard("WATCHDOG=1")
        // The other drop goes on, and keeps no hung worker alive.
        try here.drop("nonsense", as: "other.csv", in: "correctie")
        #expect(try here.wait { try here.receipt("other.csv", in: "correctie") != nil }, "\(here.journal)")
        Thread.sleep(forTimeInterval: 2.5)
        #expect(manager.heard("WATCHDOG=1") == before)
        // What the service manager does then loses nothing.
        kill(daemon.processIdentifier, SIGKILL)
        daemon.waitUntilExit()
        #expect(try here.peil("once").code == 1)
        #expect(try here.receipt("hung.csv", in: "jaar")?["state"] as? String == "rejected")
    }
}

/// The end of a service manager's socket that a daemon tells its state to.
private final class ServiceManager {
    let path: String
    private let descriptor: Int32
    private var messages: [String] = []

    private struct Failed: Error {}

    init(path: String) throws {
        self.path = path
        descriptor = socket(
            AF_UNIX,
            Int32(SOCK_DGRAM.rawValue) | Int32(SOCK_CLOEXEC.rawValue) | Int32(SOCK_NONBLOCK.rawValue),
            0
        )
        var address = sockaddr_un()
        address.sun_family = sa_family_t(AF_UNIX)
        unsafe withUnsafeMutableBytes(of: &address.sun_path) { unsafe $0.copyBytes(from: Array(path.utf8)) }
        let bound = unsafe withUnsafePointer(to: &address) {
            unsafe $0.withMemoryRebound(to: sockaddr.self, capacity: 1) {
                unsafe bind(descriptor, $0, socklen_t(MemoryLayout<sockaddr_un>.size))
            }
        }
        guard descriptor >= 0, bound == 0 else { throw Failed() }
    }

    deinit { close(descriptor) }

    /// How many messages with a line it got so far.
    func heard(_ line: String) -> Int {
        var buffer = [UInt8](repeating: 0, count: 4096)
        while case let count = unsafe recv(descriptor, &buffer, buffer.count, 0), count > 0 {
            messages.append(String(decoding: buffer[..<count], as: UTF8.self))
        }
        return messages.count { $0.split(separator: "\n").contains(Substring(line)) }
    }
}
