import Glibc

/// A regular file, opened to be read; it stays whole for its reader when it is removed or replaced.
package final class OpenFile: Sendable {
    private let descriptor: Int32
    /// The size in bytes.
    package let size: Int64

    /// Opens a file; nil where there is no regular file that can be read.
    ///
    /// A link is not followed.
    package init?(_ path: String) {
        let file = unsafe open(path, O_RDONLY | O_CLOEXEC | O_NOFOLLOW | O_NONBLOCK)
        guard file >= 0 else { return nil }
        var status = stat()
        guard unsafe fstat(file, &status) == 0, status.st_mode & S_IFMT == S_IFREG else {
            close(file)
            return nil
        }
        descriptor = file
        size = Int64(status.st_size)
    }

    deinit { close(descriptor) }

    /// Reads at most so many bytes from an offset on; none at the end.
    ///
    /// - Throws: ``Unreadable`` when the machine fails.
    package func read(_ count: Int, at offset: Int64) throws(Unreadable) -> [UInt8] {
        guard count > 0 else { return [] }
        while true {
            var result = 0
            let bytes = unsafe [UInt8](unsafeUninitializedCapacity: count) { buffer, filled in
                result = unsafe pread(descriptor, buffer.baseAddress, count, off_t(offset))
                filled = max(0, result)
            }
            if result >= 0 { return bytes }
            guard errno == EINTR else { throw Unreadable() }
        }
    }

    /// A file that cannot be read any more.
    package struct Unreadable: Error {}
}
