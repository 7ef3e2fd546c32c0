import Glibc

/// Reads small files whole, such as configuration, with a limit.
public enum ReadFile {
    /// Returns the bytes of a file.
    ///
    /// - Throws: ``MachineFault`` if it cannot be read, with the code `EFBIG` if it is over the limit.
    public static func bytes(of path: String, limit: Int) throws(MachineFault) -> [UInt8] {
        let file = unsafe open(path, O_RDONLY | O_CLOEXEC)
        guard file >= 0 else { throw MachineFault("open", path) }
        defer { close(file) }
        var bytes: [UInt8] = []
        var buffer = [UInt8](repeating: 0, count: 1 << 16)
        while true {
            let count = unsafe read(file, &buffer, buffer.count)
            if count < 0 {
                if errno == EINTR { continue }
                throw MachineFault("read", path)
            }
            if count == 0 { return bytes }
            bytes += buffer[..<count]
            guard bytes.count <= limit else { throw MachineFault("read", path, code: EFBIG) }
        }
    }
}
