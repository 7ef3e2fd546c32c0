import ConfigurationFiles
import Glibc
import Hummingbird

extension ListenAddress {
    /// The address as the library takes it.
    var bound: BindAddress {
        switch self {
        case .host(let host, let port): .hostname(host, port: port)
        case .unix(let path): .unixDomainSocket(path: path)
        }
    }

    /// Lets the group of the service in, where it is a socket in the file system, whatever the mask of the process.
    func open() {
        guard case .unix(let path) = self else { return }
        _ = unsafe chmod(path, 0o660)
    }
}
