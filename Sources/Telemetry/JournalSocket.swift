import Glibc

/// The journal's own socket: an entry a datagram, its fields by name.
///
/// The form is that of "Native Journal Protocol" in the documents of systemd. A field whose value has line ends is sent with its length.
package final class JournalSocket: Sendable {
    private let descriptor: Int32

    /// Connects; nil where there is no journal.
    package init?(path: String = "/run/systemd/journal/socket") {
        let descriptor = socket(AF_UNIX, Int32(SOCK_DGRAM.rawValue) | Int32(SOCK_CLOEXEC.rawValue), 0)
        guard descriptor >= 0 else { return nil }
        var target = sockaddr_un()
        target.sun_family = sa_family_t(AF_UNIX)
        let bytes = Array(path.utf8)
        guard bytes.count < 107 else {
            close(descriptor)
            return nil
        }
        unsafe withUnsafeMutableBytes(of: &target.sun_path) { unsafe $0.copyBytes(from: bytes) }
        // The address outlives the call, and its length covers no more than was filled in, with the zero behind it.
        let isConnected = unsafe withUnsafePointer(to: &target) { pointer in
            unsafe pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) {
                unsafe connect(descriptor, $0, socklen_t(2 + bytes.count + 1)) == 0
            }
        }
        guard isConnected else {
            close(descriptor)
            return nil
        }
        self.descriptor = descriptor
    }

    deinit { close(descriptor) }

    /// Sends an entry; false where the journal did not take it, as one that is too large.
    package func send(_ fields: [(name: String, value: String)]) -> Bool {
        let bytes = Self.entry(fields)
        return unsafe Glibc.send(descriptor, bytes, bytes.count, Int32(MSG_NOSIGNAL)) == bytes.count
    }

    /// The bytes of an entry.
    package static func entry(_ fields: [(name: String, value: String)]) -> [UInt8] {
        var bytes: [UInt8] = []
        for (name, value) in fields {
            bytes += Array(name.utf8)
            let value = Array(value.utf8)
            if value.contains(10) {
                bytes.append(10)
                let count = UInt64(value.count)
                bytes += (0..<8).map { UInt8(truncatingIfNeeded: count >> UInt64($0 * 8)) }
            } else {
                bytes.append(UInt8(ascii: "="))
            }
            bytes += value
            bytes.append(10)
        }
        return bytes
    }

    /// Whether the journal reads a stream, by what systemd says in `JOURNAL_STREAM`: its device and inode.
    package static func isJournal(_ stream: String?, descriptor: Int32) -> Bool {
        guard let parts = stream?.split(separator: ":"), parts.count == 2, let device = UInt64(parts[0]),
            let inode = UInt64(parts[1])
        else { return false }
        var status = stat()
        return unsafe fstat(descriptor, &status) == 0 && UInt64(status.st_dev) == device
            && UInt64(status.st_ino) == inode
    }
}
