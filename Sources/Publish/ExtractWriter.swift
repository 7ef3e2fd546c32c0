import Crypto
import Foundation
import Glibc

/// Writes one extract in large pieces, and knows its size and digest when it is done.
final class ExtractWriter: @unchecked Sendable {
    // Unchecked: the thread that renders an extract hands it over before another one waits for the disk.

    private static let pieceSize = 1 << 20

    private let files: ReleaseFiles
    private let path: String
    private let file: Int32
    private var hash = SHA256()
    private var piece: [UInt8] = []
    private(set) var size = 0

    init(_ path: String, files: ReleaseFiles) throws {
        self.files = files
        self.path = path
        file = try files.create(path)
        piece.reserveCapacity(Self.pieceSize + 65_536)
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
    func append(_ range: Range<Int>, of source: Int32, path sourcePath: String) throws {
        var position = range.lowerBound
        while position < range.upperBound {
            let count = min(range.upperBound - position, Self.pieceSize)
            let start = piece.count
            piece.append(contentsOf: repeatElement(0, count: count))
            // The stretch was just appended, so the read stays inside the array.
            let done = unsafe piece.withUnsafeMutableBytes { buffer in
                unsafe pread(source, buffer.baseAddress.map { unsafe $0 + start }, count, off_t(position))
            }
            guard done > 0 else { throw ReleaseFault(operation: "read", path: sourcePath, code: done < 0 ? errno : EIO) }
            piece.removeLast(count - done)
            position += done
            size += done
            if piece.count >= Self.pieceSize { try flush() }
        }
    }

    /// Writes what is left; the digest follows. Durability is for ``sync()``.
    func finish() throws -> String {
        try flush()
        return hexadecimal(hash.finalize())
    }

    /// Waits until the file is on the disk.
    func sync() throws { try files.sync(file, path: path) }

    private func flush() throws {
        guard !piece.isEmpty else { return }
        try unsafe piece.withUnsafeBytes { buffer in
            unsafe hash.update(bufferPointer: buffer)
            try unsafe files.write(buffer, to: file, path: path)
        }
        piece.removeAll(keepingCapacity: true)
    }
}

/// Lower-case hexadecimal digits.
func hexadecimal(_ bytes: some Sequence<UInt8>) -> String {
    let digits = Array("0123456789abcdef".utf8)
    return String(decoding: bytes.flatMap { [digits[Int($0 >> 4)], digits[Int($0 & 15)]] }, as: UTF8.self)
}
