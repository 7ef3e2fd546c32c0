/// Where the server listens: an address of the machine, or a socket in the file system.
package enum ListenAddress: Hashable, Sendable, CustomStringConvertible {
    /// A host and a port.
    case host(String, port: Int)
    /// The path of a socket.
    case unix(String)

    /// Reads `127.0.0.1:8750`, `[::1]:8750` or `unix:/path`; nil for anything else.
    package init?(_ text: String) {
        if text.hasPrefix("unix:") {
            let path = String(text.dropFirst(5))
            // What the system allows for the name of a socket is 107 bytes.
            guard path.hasPrefix("/"), !path.hasSuffix("/"), path.utf8.count <= 107 else { return nil }
            self = .unix(path)
            return
        }
        guard let colon = text.lastIndex(of: ":"), let port = Int(text[text.index(after: colon)...]),
            (1...65_535).contains(port)
        else { return nil }
        var host = String(text[..<colon])
        if host.hasPrefix("["), host.hasSuffix("]") {
            host = String(host.dropFirst().dropLast())
        } else if host.contains(":") {
            return nil
        }
        guard !host.isEmpty, host.utf8.allSatisfy({ $0 > 32 && $0 != 47 && $0 < 127 }) else { return nil }
        self = .host(host, port: port)
    }

    /// The address as it is configured.
    package var description: String {
        switch self {
        case .host(let host, let port): host.contains(":") ? "[\(host)]:\(port)" : "\(host):\(port)"
        case .unix(let path): "unix:\(path)"
        }
    }
}
