import Glibc

/// A socket of this machine, by a path of any length.
package enum LocalSocket {
    /// `O_PATH` of Linux, which the C module does not hand on: a directory that may be passed but not listed.
    private static let pathOnly: Int32 = 0o10_000_000

    /// The address of a socket in a directory that is open: paths of sockets are short, those of states need not be.
    private static func address(_ name: String, in folder: Int32) -> sockaddr_un? {
        var address = sockaddr_un()
        address.sun_family = sa_family_t(AF_UNIX)
        let path = Array("/proc/self/fd/\(folder)/\(name)".utf8) + [0]
        guard path.count <= MemoryLayout.size(ofValue: address.sun_path) else { return nil }
        unsafe withUnsafeMutableBytes(of: &address.sun_path) { unsafe $0.copyBytes(from: path) }
        return address
    }

    private static func with<Result>(
        _ name: String,
        in folder: String,
        _ body: (UnsafePointer<sockaddr>, socklen_t) -> Result
    ) -> Result? {
        let directory = unsafe open(folder, pathOnly | O_DIRECTORY | O_CLOEXEC)
        guard directory >= 0 else { return nil }
        defer { close(directory) }
        guard var address = address(name, in: directory) else { return nil }
        // Safe: an address of this family begins as every address.
        return unsafe withUnsafePointer(to: &address) {
            unsafe $0.withMemoryRebound(to: sockaddr.self, capacity: 1) {
                unsafe body($0, socklen_t(MemoryLayout<sockaddr_un>.size))
            }
        }
    }

    /// Listens under a name; nil where it cannot.
    package static func listening(_ name: String, in folder: String) -> Int32? {
        let socket = Glibc.socket(AF_UNIX, Int32(SOCK_STREAM.rawValue) | Int32(SOCK_CLOEXEC.rawValue), 0)
        guard socket >= 0 else { return nil }
        _ = unsafe unlink(folder + "/" + name)
        let bound = unsafe with(name, in: folder) { unsafe bind(socket, $0, $1) }
        guard bound == 0, listen(socket, 8) == 0 else {
            close(socket)
            return nil
        }
        return socket
    }

    /// Connects to who listens under a name; nil where nobody does, or this user may not.
    package static func connected(_ name: String, in folder: String) -> Int32? {
        let socket = Glibc.socket(AF_UNIX, Int32(SOCK_STREAM.rawValue) | Int32(SOCK_CLOEXEC.rawValue), 0)
        guard socket >= 0 else { return nil }
        let connected = unsafe with(name, in: folder) { unsafe connect(socket, $0, $1) }
        guard connected == 0 else {
            close(socket)
            return nil
        }
        return socket
    }

    /// `SO_PEERCRED` of Linux, which the C module does not hand on either, and what it tells: process, user, group.
    private static let peerCredentials: Int32 = 17

    /// The number of the user at the other end, as the kernel knows it; nil where it does not.
    package static func user(of socket: Int32) -> UInt32? {
        var credentials: [UInt32] = [0, 0, 0]
        var size = socklen_t(MemoryLayout<UInt32>.size * credentials.count)
        let result = unsafe getsockopt(socket, SOL_SOCKET, peerCredentials, &credentials, &size)
        return result == 0 ? credentials[1] : nil
    }

    /// Gives up on a peer that is silent for longer.
    package static func setPatience(_ seconds: Int, of socket: Int32) {
        var time = timeval(tv_sec: seconds, tv_usec: 0)
        for option in [SO_RCVTIMEO, SO_SNDTIMEO] {
            unsafe setsockopt(socket, SOL_SOCKET, option, &time, socklen_t(MemoryLayout<timeval>.size))
        }
    }

    /// Sends everything; false where the peer is gone.
    package static func send(_ bytes: ArraySlice<UInt8>, to socket: Int32) -> Bool {
        var rest = bytes
        while !rest.isEmpty {
            let count = unsafe rest.withUnsafeBytes {
                unsafe Glibc.send(socket, $0.baseAddress, $0.count, Int32(MSG_NOSIGNAL))
            }
            if count < 0, errno == EINTR { continue }
            guard count > 0 else { return false }
            rest = rest.dropFirst(count)
        }
        return true
    }

    /// Receives some bytes; none at the end, nil after a failure.
    package static func receive(atMost limit: Int, from socket: Int32) -> [UInt8]? {
        var buffer = [UInt8](repeating: 0, count: limit)
        while true {
            let count = unsafe recv(socket, &buffer, limit, 0)
            if count < 0, errno == EINTR { continue }
            return count < 0 ? nil : Array(buffer[..<count])
        }
    }
}
