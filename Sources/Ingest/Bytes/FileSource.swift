import Glibc

/// A regular file, read in pieces.
struct FileSource: ByteSource {
    /// The path of the file.
    let path: String
    /// Receives the number of bytes read, at intervals.
    var progress: (@Sendable (Int64) -> Void)?
    /// Sees the bytes if they are read once.
    var onlooker: (any Onlooker)?

    var name: String { "" }

    func open() throws -> any ByteStream { try FileStream(path: path, progress: progress) }

    func openInSight() throws -> any ByteStream {
        let stream = try FileStream(path: path, progress: progress)
        if let onlooker, onlooker.begins() { stream.onlooker = onlooker }
        return stream
    }
}

/// An open file.
final class FileStream: ByteStream {
    /// The descriptor, closed with the stream.
    let descriptor: Int32
    /// The size of the file when it was opened.
    let size: Int64
    /// Sees the bytes.
    var onlooker: (any Onlooker)?

    private let path: String
    private let progress: (@Sendable (Int64) -> Void)?
    private var position: Int64 = 0
    private var told: Int64 = 0

    /// The number of bytes between two reports of progress.
    private static let telling: Int64 = 1 << 20

    /// Opens a regular file; anything else, which may be endless, is refused.
    init(path: String, progress: (@Sendable (Int64) -> Void)? = nil) throws(MachineFault) {
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

    func read(into buffer: UnsafeMutableRawBufferPointer) throws -> Int {
        while true {
            // At most the number of bytes of the buffer.
            let count = unsafe Glibc.read(descriptor, buffer.baseAddress, buffer.count)
            if count < 0 {
                if errno == EINTR { continue }
                throw MachineFault("read", path)
            }
            // The bytes just read are at the beginning of the buffer.
            unsafe onlooker?.sees(UnsafeRawBufferPointer(rebasing: buffer[..<count]))
            tell(position + Int64(count), isLast: count == 0)
            return count
        }
    }

    /// Reports the position of reading, also for another reader of the descriptor.
    func tell(_ position: Int64, isLast: Bool = false) {
        self.position = position
        guard let progress, isLast ? position > told : position - told >= Self.telling else { return }
        told = position
        progress(position)
    }
}
