package import Bytes
import Glibc

/// A document in UTF-8, a block at a time, in memory that does not grow with it.
///
/// The blocks do not depend on the pieces in which a delivery is read: each is filled first. A zero byte,
/// which no XML contains, follows the block, so that a reader need not check for its end.
///
/// The memory belongs to this object: nothing else frees it, and no position outside it is read.
@safe package final class AtomBlocks {
    /// Fills memory with the next bytes of a delivery; returns their number, zero at its end.
    package typealias Read = (UnsafeMutableRawBufferPointer) throws -> Int

    /// True if the document has no bytes after this block.
    private(set) var isLast = false
    /// True if the document ends here because the next bytes are not of its encoding.
    private(set) var endsInWrongBytes = false
    /// The start of the block in the document.
    private(set) var offset = 0

    private let encoding: AtomEncoding
    private let read: Read
    private var transcoder: AtomTranscoder
    private var decoded: [UInt8] = []
    private var decodedTaken = 0
    private var memory: UnsafeMutableBufferPointer<UInt8>
    private var start = 0
    private var end = 0
    private var isReadThrough = false
    private var isExhausted = false
    /// The end of the part that is known to be UTF-8.
    private var checked = 0

    /// Creates the blocks of a document; its byte order mark has been read already.
    package init(encoding: AtomEncoding, size: Int, read: @escaping Read) {
        self.encoding = encoding
        unsafe self.read = unsafe read
        transcoder = AtomTranscoder(encoding)
        unsafe memory = .allocate(capacity: size + 1)
        unsafe memory.initialize(repeating: 0)
    }

    deinit { unsafe memory.deallocate() }

    /// The bytes of the block.
    package var bytes: UnsafeBufferPointer<UInt8> {
        unsafe UnsafeBufferPointer(rebasing: memory[start..<end])
    }

    /// Moves past the first `count` bytes and fills the block again.
    package func advance(by count: Int) throws {
        start += count
        offset += count
        guard !isLast else { return }
        let rest = end - start
        if let base = unsafe memory.baseAddress {
            // Both ranges lie inside the memory; `update` allows them to overlap.
            unsafe base.update(from: base + start, count: rest)
        }
        checked -= start
        start = 0
        end = rest
        while unsafe end < memory.count - 1, !isExhausted { try fill() }
        check()
        unsafe memory[end] = 0
    }

    /// Checks that the block is UTF-8, and ends it where it is not.
    private func check() {
        isLast = isExhausted
        if encoding != .utf8 { return }
        checked += unsafe UTF8Check.valid(UnsafeBufferPointer(rebasing: memory[checked..<end]))
        // Part of a character may be missing, but not at the end of the document.
        guard isExhausted ? checked < end : end - checked > 3 else { return }
        end = checked
        isLast = true
        endsInWrongBytes = true
    }

    private func fill() throws {
        let free = unsafe UnsafeMutableRawBufferPointer(
            rebasing: UnsafeMutableRawBufferPointer(memory)[end..<memory.count - 1]
        )
        if encoding == .utf8 {
            let count = unsafe try read(free)
            isExhausted = count == 0
            end += count
            return
        }
        if decodedTaken == decoded.count {
            guard !isReadThrough else {
                isExhausted = true
                return
            }
            decoded.removeAll(keepingCapacity: true)
            decodedTaken = 0
            var piece = [UInt8](repeating: 0, count: 1 << 14)
            let count = unsafe try piece.withUnsafeMutableBytes { unsafe try read($0) }
            transcoder.append(piece[..<count], to: &decoded)
            if count == 0 { transcoder.finish() }
            isReadThrough = count == 0 || transcoder.isWrong
            endsInWrongBytes = transcoder.isWrong
        }
        let count = min(free.count, decoded.count - decodedTaken)
        for position in 0..<count { unsafe memory[end + position] = decoded[decodedTaken + position] }
        end += count
        decodedTaken += count
    }
}
