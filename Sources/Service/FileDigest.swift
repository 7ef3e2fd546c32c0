import Bytes
import Crypto
import Files
import Foundation
import Glibc
import Statistics
import Synchronization
import SystemPackage

/// The digest of a delivered file.
struct FileDigest: Hashable, Sendable {
    /// Lower-case hexadecimal SHA-256.
    let sha256: String
    /// The size in bytes.
    let bytes: Int64
}

/// Computes the digest of a delivered file: by reading it, or by seeing the bytes while another reads it.
final class FileDigesting: Onlooker {
    private struct State {
        var hash = SHA256()
        var bytes: Int64 = 0
        /// True if another reads the file.
        var isLookingOn = false
    }

    private let path: String
    private let checking: @Sendable () throws -> Void
    private let state = Mutex(State())
    /// The number of bytes read at once.
    private static let stretch = 1 << 20

    /// - Parameters:
    ///   - path: The file, which is opened without ever following a link.
    ///   - checking: Called at intervals while it is read; what it throws ends reading.
    init(of path: String, checking: @escaping @Sendable () throws -> Void = {}) {
        self.path = path
        self.checking = checking
    }

    func begins() -> Bool {
        state.withLock { state in
            guard !state.isLookingOn else { return false }
            // Bytes that were read ahead are seen again.
            state = State(isLookingOn: true)
            return true
        }
    }

    func sees(_ bytes: UnsafeRawBufferPointer) {
        state.withLock { state in
            unsafe state.hash.update(bufferPointer: bytes)
            state.bytes += Int64(bytes.count)
        }
    }

    /// Reads the file, until its end or until another begins to read it.
    func run() throws { _ = try read(until: \.isLookingOn) }

    /// The digest of the whole file, after reading its rest; nil if it is no regular file.
    func finished() throws -> FileDigest? {
        guard try read(until: { _ in false }) else { return nil }
        return state.withLock { state in
            FileDigest(
                sha256: state.hash.finalize().hexadecimal,
                bytes: state.bytes
            )
        }
    }

    /// Continues behind the bytes already read; false if there is no regular file.
    private func read(until isEnough: (State) -> Bool) throws -> Bool {
        // Non-blocking, so that a FIFO in the place of the file cannot block the thread.
        let file = unsafe open(path, O_RDONLY | O_CLOEXEC | O_NOFOLLOW | O_NONBLOCK)
        guard file >= 0 else {
            if errno == ELOOP || errno == ENXIO { return false }
            throw MachineFault("open", path)
        }
        defer { close(file) }
        let status = try FileStatus(of: FileDescriptor(rawValue: file), path: FilePath(path))
        guard status.kind == .regular else { return false }
        var buffer = [UInt8](repeating: 0, count: Self.stretch)
        while true {
            let (position, isDone) = state.withLock { ($0.bytes, isEnough($0)) }
            if isDone { return true }
            try checking()
            let count = unsafe pread(file, &buffer, buffer.count, off_t(position))
            if count < 0 {
                if errno == EINTR { continue }
                throw MachineFault("read", path)
            }
            if count == 0 { return true }
            unsafe buffer.withUnsafeBytes { bytes in
                // At most the number of bytes of the buffer; dropped if another has begun to read meanwhile.
                let bytes = unsafe UnsafeRawBufferPointer(rebasing: bytes[..<count])
                state.withLock { state in
                    guard state.bytes == position, !isEnough(state) else { return }
                    unsafe state.hash.update(bufferPointer: bytes)
                    state.bytes += Int64(count)
                }
            }
        }
    }
}
