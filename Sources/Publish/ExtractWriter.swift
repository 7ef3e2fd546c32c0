import Crypto
import Glibc

/// Writes one extract in large pieces, and knows its size and digest when it is done.
final class ExtractWriter: @unchecked Sendable {
    // Unchecked: the thread that renders an extract hands it over before another one waits for the disk.

    /// How much is written at once; memory does not grow with the extract.
    private static let pieceSize = 1 << 20
    /// Ranges from here on are written from where they were read.
    private static let largeRange = 1 << 16

    private let files: ReleaseFiles
    private let path: String
    private let file: Int32
    private var hash = SHA256()
    private var piece: [UInt8] = []
    private var copied: [UInt8] = []
    /// The number of bytes so far.
    private(set) var size = 0

    init(_ path: String, files: ReleaseFiles) throws {
        self.files = files
        self.path = path
        file = try files.create(path)
        piece.reserveCapacity(Self.pieceSize + 4 * Self.largeRange)
    }

    deinit { close(file) }

    /// Appends what `body` appends.
    func append(_ body: (inout [UInt8]) -> Void) throws {
        let before = piece.count
        body(&piece)
        size += piece.count - before
        if piece.count >= Self.pieceSize { try flush() }
    }

    /// Appends a range of another file.
    func append(_ range: Range<Int>, of source: ReleaseFiles.Source) throws {
        if copied.isEmpty { copied = [UInt8](repeating: 0, count: Self.pieceSize) }
        var position = range.lowerBound
        while position < range.upperBound {
            let count = min(range.upperBound - position, Self.pieceSize)
            // The count is at most that of the buffer.
            try unsafe copied.withUnsafeMutableBytes { buffer in
                try unsafe source.read(
                    into: UnsafeMutableRawBufferPointer(rebasing: buffer[..<count]),
                    at: position
                )
            }
            if count < Self.largeRange {
                piece.append(contentsOf: copied[..<count])
                if piece.count >= Self.pieceSize { try flush() }
            } else {
                try flush()
                try unsafe copied.withUnsafeBytes {
                    try unsafe put(UnsafeRawBufferPointer(rebasing: $0[..<count]))
                }
            }
            position += count
            size += count
        }
    }

    /// Writes what is left, and returns the digest.
    ///
    /// Durability is for ``sync()``.
    func finish() throws -> String {
        try flush()
        piece = []
        copied = []
        return hexadecimal(hash.finalize())
    }

    /// Waits until the file is on the disk.
    func sync() throws { try files.sync(file, path: path) }

    private func flush() throws {
        guard !piece.isEmpty else { return }
        try unsafe piece.withUnsafeBytes { try unsafe put($0) }
        piece.removeAll(keepingCapacity: true)
    }

    private func put(_ bytes: UnsafeRawBufferPointer) throws {
        unsafe hash.update(bufferPointer: bytes)
        try unsafe files.write(bytes, to: file, path: path)
    }
}

/// Lower-case hexadecimal digits.
func hexadecimal(_ bytes: some Sequence<UInt8>) -> String {
    let digits = Array("0123456789abcdef".utf8)
    return String(decoding: bytes.flatMap { [digits[Int($0 >> 4)], digits[Int($0 & 15)]] }, as: UTF8.self)
}

/// The digest of bytes, in hexadecimal.
func sha256(_ bytes: [UInt8]) -> String { hexadecimal(SHA256.hash(data: bytes)) }
