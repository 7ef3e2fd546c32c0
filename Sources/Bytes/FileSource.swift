package import Files
import Glibc

/// A regular file, read in pieces.
package struct FileSource: ByteSource {
    /// The path of the file.
    package let path: String
    /// Receives the number of bytes read, at intervals; what it throws ends reading.
    package var progress: (@Sendable (Int64) throws -> Void)?
    /// Sees the bytes if they are read once.
    package var onlooker: (any Onlooker)?

    package init(
        path: String,
        progress: (@Sendable (Int64) throws -> Void)? = nil,
        onlooker: (any Onlooker)? = nil
    ) {
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

/// An open file.
package final class FileStream: ByteStream {
    /// The descriptor, closed with the stream.
    package let descriptor: Int32
    /// The size of the file when it was opened.
    package let size: Int64
    /// Sees the bytes.
    package var onlooker: (any Onlooker)?

    private let path: String
    private let progress: (@Sendable (Int64) throws -> Void)?
    private var position: Int64 = 0
    private var told: Int64 = 0

    /// The number of bytes between two reports of progress.
    private static let telling: Int64 = 1 << 20

    /// Opens a regular file; anything else, which may be endless, is refused.
    package init(path: String, progress: (@Sendable (Int64) throws -> Void)? = nil) throws(MachineFault) {
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
            // At most the number of bytes of the buffer.
            let count = unsafe Glibc.read(descriptor, buffer.baseAddress, buffer.count)
            if count < 0 {
                if errno == EINTR { continue }
                throw MachineFault("read", path)
            }
            // The bytes just read are at the beginning of the buffer.
            unsafe onlooker?.sees(UnsafeRawBufferPointer(rebasing: buffer[..<count]))
            try tell(position + Int64(count), isLast: count == 0)
            return count
        }
    }

    /// Reports the position of reading, also for another reader of the descriptor.
    package func tell(_ position: Int64, isLast: Bool = false) throws {
        self.position = position
        guard let progress, isLast ? position > told : position - told >= Self.telling else { return }
        told = position
        try progress(position)
    }
}
