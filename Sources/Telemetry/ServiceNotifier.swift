import Glibc

/// Tells the service manager the state of the daemon: a datagram to `$NOTIFY_SOCKET`, as sd_notify(3) does.
///
/// Without a service manager every call is a no-op. A message that cannot be sent is dropped: the daemon's
/// work never depends on it.
public struct ServiceNotifier: Sendable {
    private let address: String?
    /// The interval at which the service manager expects a sign of life, in microseconds; nil if it expects
    /// none.
    public let watchdogInterval: UInt64?

    /// Reads the socket and the interval from an environment.
    public init(environment: [String: String]) {
        address = environment["NOTIFY_SOCKET"].flatMap { $0.isEmpty ? nil : $0 }
        let isForUs = environment["WATCHDOG_PID"].map { $0 == String(getpid()) } ?? true
        watchdogInterval = isForUs ? environment["WATCHDOG_USEC"].flatMap(UInt64.init) : nil
    }

    /// Reports that the daemon serves.
    public func ready(status: String) { send("READY=1\nSTATUS=\(status)") }

    /// Reports that the daemon reads its configuration again; ``ready(status:)`` ends that.
    public func reloading() {
        var now = timespec()
        unsafe clock_gettime(CLOCK_MONOTONIC, &now)
        send("RELOADING=1\nMONOTONIC_USEC=\(now.tv_sec * 1_000_000 + now.tv_nsec / 1000)")
    }

    /// Reports that the daemon finishes its work and ends.
    public func stopping() { send("STOPPING=1\nSTATUS=stopping") }

    /// Reports the current work, in one line for people.
    public func status(_ text: String) { send("STATUS=\(text)") }

    /// Reports that the daemon is alive.
    public func alive() { send("WATCHDOG=1") }

    private func send(_ message: String) {
        guard let address else { return }
        let descriptor = socket(AF_UNIX, Int32(SOCK_DGRAM.rawValue) | Int32(SOCK_CLOEXEC.rawValue), 0)
        guard descriptor >= 0 else { return }
        defer { close(descriptor) }
        var target = sockaddr_un()
        target.sun_family = sa_family_t(AF_UNIX)
        var path = Array(address.utf8)
        guard path.count < 108 else { return }
        // An address that begins with @ is in the abstract namespace: its first byte is zero.
        if path.first == UInt8(ascii: "@") { path[0] = 0 }
        let length = socklen_t(2 + path.count + (path.first == 0 ? 0 : 1))
        unsafe withUnsafeMutableBytes(of: &target.sun_path) { unsafe $0.copyBytes(from: path) }
        // The address outlives the call, and its length covers no more than was filled in.
        unsafe withUnsafePointer(to: &target) { pointer in
            unsafe pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) { address in
                let bytes = Array(message.utf8)
                _ = unsafe sendto(
                    descriptor,
                    bytes,
                    bytes.count,
                    Int32(MSG_NOSIGNAL),
                    address,
                    length
                )
            }
        }
    }
}
