import Crypto
import Foundation
import Glibc
import Ingest

/// The digest of a delivered file, read without ever following a link.
struct FileDigest: Hashable, Sendable {
    /// Lower-case hexadecimal SHA-256.
    let sha256: String
    /// The size in bytes.
    let bytes: Int64

    /// Reads a regular file; nil when it is none.
    init?(of path: String) throws(MachineFault) {
        // Non-blocking, so that a FIFO that took the file's place cannot hold the thread.
        let file = unsafe open(path, O_RDONLY | O_CLOEXEC | O_NOFOLLOW | O_NONBLOCK)
        guard file >= 0 else {
            if errno == ELOOP || errno == ENXIO { return nil }
            throw MachineFault("open", path)
        }
        defer { close(file) }
        var status = stat()
        guard unsafe fstat(file, &status) == 0 else { throw MachineFault("look at", path) }
        guard status.st_mode & S_IFMT == S_IFREG else { return nil }
        var hash = SHA256()
        var total: Int64 = 0
        var buffer = [UInt8](repeating: 0, count: 1 << 20)
        while true {
            let count = unsafe read(file, &buffer, buffer.count)
            if count < 0 {
                if errno == EINTR { continue }
                throw MachineFault("read", path)
            }
            if count == 0 { break }
            unsafe buffer.withUnsafeBytes {
                unsafe hash.update(bufferPointer: UnsafeRawBufferPointer(rebasing: $0[..<count]))
            }
            total += Int64(count)
        }
        sha256 = hash.finalize().map { hexadecimal($0) }.joined()
        bytes = total
    }
}
