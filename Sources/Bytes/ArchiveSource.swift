/// One file in an archive, unpacked while it is read.
///
/// Its unpacked size is limited, in bytes and as a multiple of the archive's size.
package struct ArchiveSource: ByteSource {
    /// The path of the archive.
    package let path: String
    /// The kind of archive.
    package let kind: ArchiveReader.ArchiveKind
    /// The position of the file among the entries of the archive.
    package let position: Int
    /// The path in the archive.
    package let name: String
    /// The limits of the unpacked size.
    package let limits: ReadingLimits
    /// Receives the number of bytes read of the archive, at intervals.
    package var progress: (@Sendable (Int64) throws -> Void)?

    package init(
        path: String,
        kind: ArchiveReader.ArchiveKind,
        position: Int,
        name: String,
        limits: ReadingLimits,
        progress: (@Sendable (Int64) throws -> Void)?
    ) {
        self.path = path
        self.kind = kind
        self.position = position
        self.name = name
        self.limits = limits
        self.progress = progress
    }

    package func open() throws -> any ByteStream { try ArchiveStream(self) }

    /// Opens the archive at this file; nil if it has none, as an empty gzip file.
    package func reader() throws -> ArchiveReader? {
        let reader = try ArchiveReader(path: path, kind: kind, progress: progress)
        for _ in 0...position {
            guard let entry = try reader.next() else { return nil }
            guard entry.isSafe || kind == .gzip else { throw ReadingStop(.archiveUnsafe) }
        }
        return reader
    }
}

/// The bytes of one file in an archive.
private final class ArchiveStream: ByteStream {
    private let source: ArchiveSource
    private let reader: ArchiveReader?
    private var unpacked: Int64 = 0
    private var checksum = CRC32()
    private var hasEnded = false

    /// The number of bytes from which on the ratio of packing is checked.
    private static let harmless: Int64 = 16 << 20

    init(_ source: ArchiveSource) throws {
        self.source = source
        reader = try source.reader()
    }

    func read(into buffer: UnsafeMutableRawBufferPointer) throws -> Int {
        guard let reader, !hasEnded, unsafe !buffer.isEmpty else { return 0 }
        let count = unsafe try reader.read(into: buffer)
        if count == 0 {
            hasEnded = true
            if source.kind == .gzip { try check(reader) }
            return 0
        }
        unpacked += Int64(count)
        guard unpacked <= source.limits.unpackedBytes else { throw ReadingStop(.tooLarge) }
        if unpacked > Self.harmless, unpacked / source.limits.ratio > reader.size {
            throw ReadingStop(.archiveUnsafe)
        }
        // The bytes just read.
        if source.kind == .gzip { unsafe checksum.add(UnsafeRawBufferPointer(rebasing: buffer[..<count])) }
        return count
    }

    /// Compares the unpacked bytes with the checksum at the end of the file, which libarchive ignores.
    ///
    /// In concatenated gzip files the checksum is that of the last part, so a file that does not agree is
    /// read once more, from the start of its last part.
    private func check(_ reader: ArchiveReader) throws {
        let tail = try reader.tail(8)
        guard tail.count == 8 else { throw ReadingStop(.truncated) }
        func number(_ bytes: ArraySlice<UInt8>) -> UInt32 {
            bytes.reversed().reduce(0) { $0 << 8 | UInt32($1) }
        }
        let stated = (checksum: number(tail[..<4]), length: number(tail[4...]))
        if stated == (checksum.value, UInt32(truncatingIfNeeded: unpacked)) { return }
        guard Int64(stated.length) < unpacked, try lastPart(of: Int64(stated.length)) == stated.checksum
        else {
            throw ReadingStop(.archiveDamaged)
        }
    }

    private func lastPart(of length: Int64) throws -> UInt32? {
        guard let reader = try source.reader() else { return nil }
        var checksum = CRC32()
        var rest = unpacked - length
        var piece = [UInt8](repeating: 0, count: 1 << 16)
        while true {
            let count = unsafe try piece.withUnsafeMutableBytes { unsafe try reader.read(into: $0) }
            if count == 0 { return checksum.value }
            let passed = Int(min(Int64(count), rest))
            rest -= Int64(passed)
            unsafe piece[passed..<count].withUnsafeBytes { unsafe checksum.add($0) }
        }
    }
}
