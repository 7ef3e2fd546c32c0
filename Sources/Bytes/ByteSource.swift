/// A sequence of bytes that can be read from its start as often as needed: a file, or one in an archive.
package protocol ByteSource: Sendable {
    /// The name of the file in its archive; empty for the delivered file itself.
    var name: String { get }

    /// Opens the bytes at their start.
    ///
    /// - Throws: ``MachineFault`` for failures of the machine, ``ReadingStop`` for faults of the delivery.
    func open() throws -> any ByteStream

    /// Opens the bytes at their start, to be read once and shown to the onlooker.
    ///
    /// - Throws: As ``open()``.
    func openInSight() throws -> any ByteStream
}

extension ByteSource {
    package func openInSight() throws -> any ByteStream { try open() }
}

/// Sees the bytes of a delivered file while they are read, so that they need not be read twice.
public protocol Onlooker: AnyObject, Sendable {
    /// Returns true if the bytes should be shown, from the first one on.
    func begins() -> Bool

    /// Sees the next bytes of the file, valid during the call.
    func sees(_ bytes: UnsafeRawBufferPointer)
}

/// Bytes read a piece at a time; never the whole in memory.
package protocol ByteStream: AnyObject {
    /// Fills `buffer` with the next bytes; returns their number, zero only at the end.
    ///
    /// - Throws: ``MachineFault`` for failures of the machine, ``ReadingStop`` for faults of the delivery.
    func read(into buffer: UnsafeMutableRawBufferPointer) throws -> Int
}

extension ByteSource {
    /// Returns the first bytes, at most `count`; fewer if the next ones are in no encoding, which the reader
    /// reports.
    package func head(_ count: Int) throws -> [UInt8] {
        let stream = try open()
        var head = [UInt8](repeating: 0, count: count)
        var filled = 0
        unsafe try head.withUnsafeMutableBytes { bytes in
            while filled < count {
                // The rest of the array, which outlives the call.
                let rest = unsafe UnsafeMutableRawBufferPointer(rebasing: bytes[filled...])
                do {
                    let read = unsafe try stream.read(into: rest)
                    if read == 0 { break }
                    filled += read
                } catch let stop as ReadingStop where stop.fault == .encoding {
                    break
                }
            }
        }
        return Array(head[..<filled])
    }
}

/// Bytes in memory, read in pieces of at most `piece` bytes.
package struct MemorySource: ByteSource {
    package let bytes: [UInt8]
    package var name = ""
    package var piece = Int.max

    package init(bytes: [UInt8], name: String = "", piece: Int = .max) {
        self.bytes = bytes
        self.name = name
        self.piece = piece
    }

    package func open() -> any ByteStream { Stream(source: self) }

    private final class Stream: ByteStream {
        private let source: MemorySource
        private var position = 0

        init(source: MemorySource) { self.source = source }

        func read(into buffer: UnsafeMutableRawBufferPointer) -> Int {
            let count = min(buffer.count, source.piece, source.bytes.count - position)
            // At most the number of bytes of the buffer.
            unsafe buffer.copyBytes(from: source.bytes[position..<position + count])
            position += count
            return count
        }
    }
}
