import Glibc

/// A document in UTF-8, a block at a time, in memory that does not grow with it.
///
/// The blocks do not depend on the pieces in which a delivery is read: each is filled first. A zero byte,
/// which no XML contains, follows the block, so that a reader need not check for its end.
///
/// The memory belongs to this object: nothing else frees it, and no position outside it is read.
@safe final class AtomBlocks {
    /// Fills memory with the next bytes of a delivery; returns their number, zero at its end.
    typealias Read = (UnsafeMutableRawBufferPointer) throws -> Int

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
    init(encoding: AtomEncoding, size: Int, read: @escaping Read) {
        self.encoding = encoding
        unsafe self.read = unsafe read
        transcoder = AtomTranscoder(encoding)
        unsafe memory = .allocate(capacity: size + 1)
        unsafe memory.initialize(repeating: 0)
    }

    deinit { unsafe memory.deallocate() }

    /// The bytes of the block.
    var bytes: UnsafeBufferPointer<UInt8> { unsafe UnsafeBufferPointer(rebasing: memory[start..<end]) }

    /// Moves past the first `count` bytes and fills the block again.
    func advance(by count: Int) throws {
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

/// A check that bytes are UTF-8.
enum UTF8Check {
    /// Returns the number of bytes, from the first, that are whole characters in UTF-8.
    static func valid(_ bytes: UnsafeBufferPointer<UInt8>) -> Int {
        let raw = UnsafeRawBufferPointer(bytes)
        var position = 0
        while position < bytes.count {
            // Most of a delivery is ASCII: thirty-two bytes at a time, inside the buffer.
            while position + 32 <= bytes.count {
                let four = unsafe raw.loadUnaligned(fromByteOffset: position, as: SIMD4<UInt64>.self)
                guard four & SIMD4(repeating: 0x8080_8080_8080_8080) == SIMD4(repeating: 0) else { break }
                position += 32
            }
            let stop = min(position + 32, bytes.count)
            while position < stop {
                let length = unsafe length(of: bytes, at: position)
                guard length > 0 else { return position }
                position += length
            }
        }
        return position
    }

    /// The length of the character at `position`; 0 if there is none, or only a part.
    private static func length(of bytes: UnsafeBufferPointer<UInt8>, at position: Int) -> Int {
        let first = unsafe bytes[position]
        if first < 0x80 { return 1 }
        // The range of the second byte depends on the first (RFC 3629, section 4).
        let (length, second): (Int, ClosedRange<UInt8>) =
            switch first {
            case 0xC2...0xDF: (2, 0x80...0xBF)
            case 0xE0: (3, 0xA0...0xBF)
            case 0xED: (3, 0x80...0x9F)
            case 0xE1...0xEF: (3, 0x80...0xBF)
            case 0xF0: (4, 0x90...0xBF)
            case 0xF4: (4, 0x80...0x8F)
            case 0xF1...0xF3: (4, 0x80...0xBF)
            default: (0, 0...0)
            }
        guard length > 0, position + length <= bytes.count, unsafe second.contains(bytes[position + 1]) else {
            return 0
        }
        for next in position + 2..<max(position + length, position + 2) {
            guard unsafe bytes[next] & 0xC0 == 0x80 else { return 0 }
        }
        return length
    }
}
