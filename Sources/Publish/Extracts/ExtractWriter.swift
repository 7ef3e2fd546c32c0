import Crypto
import Dispatch
import Statistics
import Synchronization
import SystemPackage

/// Writes one extract in large pieces, and computes its size and digest.
///
/// While one piece is filled, the one before is digested and written on another thread. Whole pieces bypass
/// the page cache if the file system allows it: they are on the disk long before anybody waits for them, and
/// memory does not grow with the extract.
final class ExtractWriter: @unchecked Sendable {
    // Unchecked: one thread fills pieces. The hash and the file are used by the queue only until finish() has
    // waited for it; afterwards the writer is only synced.

    /// The number of bytes of a piece.
    static let pieceSize = 1 << 20

    private let files: ReleaseFiles
    private let path: String
    private let file: FileDescriptor
    private var hash = SHA256()
    private var row: [UInt8] = []
    private let queue = DispatchQueue(label: "extract")
    private let failure = Mutex<(any Error)?>(nil)
    /// Counts the pieces that may be filled; it must not be released below its initial value.
    private let free = DispatchSemaphore(value: 0)
    private var pieces: [AlignedBuffer] = []
    private var filling = 0
    /// The number of bytes so far.
    private(set) var size = 0

    init(_ path: String, files: ReleaseFiles) throws {
        self.files = files
        self.path = path
        file = try files.create(path)
    }

    deinit { try? file.close() }

    /// Appends what `body` appends.
    func append(_ body: (inout [UInt8]) -> Void) throws {
        row.removeAll(keepingCapacity: true)
        body(&row)
        try unsafe row.withUnsafeBytes { try unsafe append($0) }
    }

    /// Appends bytes.
    func append(_ bytes: UnsafeRawBufferPointer) throws {
        if pieces.isEmpty { pieces.append(try AlignedBuffer(capacity: Self.pieceSize)) }
        var rest = unsafe bytes
        while unsafe !rest.isEmpty {
            let taken = unsafe pieces[filling].fill(from: rest)
            // The taken bytes are never more than the remaining ones.
            unsafe rest = UnsafeRawBufferPointer(rebasing: rest[taken...])
            if pieces[filling].room == 0 { try handOver() }
        }
        size += bytes.count
    }

    /// Writes the remaining bytes, and returns the digest.
    ///
    /// ``sync()`` makes them durable.
    func finish() throws -> String {
        let last = pieces.isEmpty ? nil : pieces[filling]
        queue.sync { if let last { write(last, isWhole: false) } }
        pieces = []
        row = []
        if let error = failure.withLock({ $0 }) { throw error }
        return hash.finalize().hexadecimal
    }

    /// Waits until the file is on the disk.
    func sync() throws { try files.sync(file, path: path) }

    /// Hands the full piece over for writing, and continues with the other one as soon as it is free.
    private func handOver() throws {
        let full = pieces[filling]
        queue.async { [self] in
            write(full, isWhole: true)
            free.signal()
        }
        if pieces.count == 1 {
            pieces.append(try AlignedBuffer(capacity: Self.pieceSize))
        } else {
            free.wait()
        }
        filling = 1 - filling
        if let error = failure.withLock({ $0 }) { throw error }
    }

    private func write(_ piece: AlignedBuffer, isWhole: Bool) {
        defer { piece.empty() }
        guard piece.count > 0, failure.withLock({ $0 == nil }) else { return }
        do {
            try unsafe piece.withFilled { bytes in
                unsafe hash.update(bufferPointer: bytes)
                try unsafe files.write(bytes, to: file, path: path, direct: isWhole)
            }
        } catch {
            failure.withLock { $0 = error }
        }
    }
}

/// The digest of bytes, in hexadecimal.
func sha256(_ bytes: some Sequence<UInt8>) -> String {
    var hash = SHA256()
    // Arrays and their slices give access to their bytes in place.
    let isDone: Void? = bytes.withContiguousStorageIfAvailable { bytes in
        unsafe hash.update(bufferPointer: UnsafeRawBufferPointer(bytes))
    }
    if isDone == nil { hash.update(data: Array(bytes)) }
    return hash.finalize().hexadecimal
}
