import Glibc
import SystemPackage

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

    /// Requires that nothing of the machine keeps a file from being read to its end; one that is not there, or is no
    /// file, is no failure of the machine.
    ///
    /// - Throws: ``MachineFault``.
    package static func requireReadable(_ path: String) throws(MachineFault) {
        let file = unsafe open(path, O_RDONLY | O_CLOEXEC | O_NOFOLLOW | O_NONBLOCK)
        guard file >= 0 else {
            let fault = MachineFault("open", path)
            if [ENOENT, ENOTDIR, ELOOP, ENXIO].contains(fault.code) { return }
            throw fault
        }
        defer { close(file) }
        var buffer = [UInt8](repeating: 0, count: 1 << 16)
        while true {
            let count = unsafe read(file, &buffer, buffer.count)
            if count == 0 { return }
            guard count < 0, errno != EINTR else { continue }
            let fault = MachineFault("read", path)
            if [EISDIR, EAGAIN].contains(fault.code) { return }
            throw fault
        }
    }

    /// Reads a regular file in pieces until it ends or `body` returns false; a link is not followed.
    ///
    /// - Returns: False if it cannot be read, or is no regular file.
    package static func pieces(of path: String, _ body: (UnsafeRawBufferPointer) -> Bool) -> Bool {
        let file = unsafe open(path, O_RDONLY | O_CLOEXEC | O_NOFOLLOW | O_NONBLOCK)
        guard file >= 0 else { return false }
        defer { close(file) }
        guard let status = try? FileStatus(of: FileDescriptor(rawValue: file), path: FilePath(path)),
            status.kind == .regular
        else { return false }
        var buffer = [UInt8](repeating: 0, count: max(1, min(1 << 20, Int(status.size))))
        while true {
            let count = unsafe read(file, &buffer, buffer.count)
            if count < 0, errno == EINTR { continue }
            guard count > 0 else { return count == 0 }
            // The count is at most that of the buffer.
            let goesOn = unsafe buffer.withUnsafeBytes {
                unsafe body(UnsafeRawBufferPointer(rebasing: $0[..<count]))
            }
            if !goesOn { return true }
        }
    }

    /// The bytes of a regular file; nil if it cannot be read or is over the limit.
    package static func regular(_ path: String, limit: Int) -> [UInt8]? {
        var bytes: [UInt8] = []
        // Growing by pieces would copy it several times.
        if let size = FileStatus(of: path)?.size { bytes.reserveCapacity(max(0, min(limit, Int(size)))) }
        let isRead = unsafe pieces(of: path) { piece in
            // The piece is copied before its memory is reused.
            unsafe bytes.append(contentsOf: piece)
            return bytes.count <= limit
        }
        return isRead && bytes.count <= limit ? bytes : nil
    }
}
