package import Files
import Glibc

/// A regular file, read in pieces.
package struct FileSource: ByteSource {
    /// Where it stands.
    package let path: String
    /// Told how many bytes have been read, now and then.
    package var progress: (@Sendable (Int64) -> Void)?
    /// Sees the bytes where they are read once.
    package var onlooker: (any Onlooker)?

    package init(path: String, progress: (@Sendable (Int64) -> Void)? = nil, onlooker: (any Onlooker)? = nil)
    {
        self.path = path
        self.progress = progress
        self.onlooker = onlooker
    }

    package var name: String { "" }

    package func open() throws -> any ByteStream { try FileStream(path: path, progress: progress) }

    package func openInSight() throws -> any ByteStream {
        let stream = try FileStream(path: path, progress: progress)
        if let onlooker, onlooker.begins() { stream.onlooker = onlooker }
        return stream
    }
}

/// A file that is open for reading.
package final class FileStream: ByteStream {
    /// The descriptor, closed with the stream.
    package let descriptor: Int32
    /// How many bytes the file had when it was opened.
    package let size: Int64
    /// Sees what is read.
    package var onlooker: (any Onlooker)?

    private let path: String
    private let progress: (@Sendable (Int64) -> Void)?
    private var position: Int64 = 0
    private var told: Int64 = 0

    /// How many bytes are read between two tellings of progress.
    private static let telling: Int64 = 1 << 20

    /// Opens a regular file; anything else, which may never end, is refused.
    package init(path: String, progress: (@Sendable (Int64) -> Void)? = nil) throws(MachineFault) {
        self.path = path
        self.progress = progress
        descriptor = unsafe Glibc.open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK)
        guard descriptor >= 0 else { throw MachineFault("open", path) }
        var status = stat()
        guard unsafe fstat(descriptor, &status) == 0, status.st_mode & S_IFMT == S_IFREG else {
            let fault = MachineFault("read", path, code: status.st_mode == 0 ? errno : EINVAL)
            close(descriptor)
            throw fault
        }
        size = Int64(status.st_size)
    }

    deinit { close(descriptor) }

    package func read(into buffer: UnsafeMutableRawBufferPointer) throws -> Int {
        while true {
            // At most as many bytes as the buffer holds.
            let count = unsafe Glibc.read(descriptor, buffer.baseAddress, buffer.count)
            if count < 0 {
                if errno == EINTR { continue }
                throw MachineFault("read", path)
            }
            // What was read stands at the beginning of the buffer.
            unsafe onlooker?.sees(UnsafeRawBufferPointer(rebasing: buffer[..<count]))
            tell(position + Int64(count), isLast: count == 0)
            return count
        }
    }

    /// Says how far reading has come, also when another reads from the descriptor.
    package func tell(_ position: Int64, isLast: Bool = false) {
        self.position = position
        guard let progress, isLast ? position > told : position - told >= Self.telling else { return }
        told = position
        progress(position)
    }
}
