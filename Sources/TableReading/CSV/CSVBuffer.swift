import Bytes
import Glibc

/// The text of a file as UTF-8, a part at a time, in memory that does not grow with the file.
///
/// The encoding is recognised while reading: by a byte order mark, by the zeros of UTF-16, or by the first
/// character that is not ASCII. A later contradiction ends the text there. A zero byte follows the part, so
/// that looking one byte ahead is always allowed.
@safe final class CSVBuffer {
    /// The first byte of the part.
    private(set) var base: UnsafeMutablePointer<UInt8>
    /// The number of bytes of the part.
    private(set) var count = 0
    /// True if nothing follows the part.
    private(set) var isLast = false
    /// True if the text ends here because the next bytes are of another encoding.
    private(set) var endsInWrongBytes = false

    /// The evidence of the bytes so far for the encoding.
    private enum Mode {
        case ascii, utf8, transcoded
    }

    private let stream: any ByteStream
    private let largest: Int
    private var capacity: Int
    private var mode = Mode.ascii
    private var isStreamRead = false
    /// The end of the bytes that are known to be of the encoding.
    private var checked = 0
    /// Bytes behind the part that may belong to an incomplete character; at most three.
    private var hidden: [UInt8] = []
    private var transcoder = AtomTranscoder(.windows1252)
    private var isWindows1252 = false
    private var decoded: [UInt8] = []
    private var decodedTaken = 0
    /// A byte that may be half of a character in UTF-8, until the next one is known.
    private var pending: [UInt8] = []

    /// Opens the text of a stream.
    ///
    /// - Parameters:
    ///   - stream: The bytes of the file, from its start.
    ///   - capacity: The initial number of bytes of the part.
    ///   - largest: The maximum number of bytes of the part.
    /// - Throws: Errors of reading the stream.
    init(_ stream: any ByteStream, capacity: Int = 1 << 18, largest: Int) throws {
        self.stream = stream
        self.capacity = max(capacity, 64)
        self.largest = max(largest, self.capacity)
        unsafe base = .allocate(capacity: self.capacity + 1)
        unsafe base.initialize(repeating: 0, count: self.capacity + 1)
        while count < 12, !isStreamRead { try readBytes() }
        recognise()
        try drop(0)
    }

    deinit { unsafe base.deallocate() }

    /// Drops the first bytes of the part and fills it up; it grows if it is full.
    ///
    /// - Returns: False if the part may not grow any further.
    @discardableResult
    func drop(_ bytes: Int) throws -> Bool {
        guard !isLast else { return true }
        // They were here before, so there is room.
        for byte in hidden {
            unsafe base[count] = byte
            count += 1
        }
        hidden.removeAll()
        if bytes > 0 {
            // Both ranges lie inside the memory; `update` allows them to overlap.
            unsafe base.update(from: base + bytes, count: count - bytes)
            count -= bytes
            checked -= bytes
        } else if count == capacity {
            guard capacity < largest else { return false }
            grow()
        }
        while count < capacity, !isLast { try fill() }
        if mode != .transcoded, !isLast {
            hidden = (checked..<count).map { unsafe base[$0] }
            count = checked
        }
        unsafe base[count] = 0
        return true
    }

    private func grow() {
        let larger = min(capacity * 2, largest)
        let memory = UnsafeMutablePointer<UInt8>.allocate(capacity: larger + 1)
        unsafe memory.initialize(repeating: 0, count: larger + 1)
        // The kept bytes fit, because the new memory is larger.
        unsafe memory.update(from: base, count: count)
        unsafe base.deallocate()
        unsafe base = memory
        capacity = larger
    }

    private func readBytes() throws {
        let free = unsafe UnsafeMutableRawBufferPointer(start: base + count, count: capacity - count)
        let read = unsafe try stream.read(into: free)
        isStreamRead = read == 0
        count += read
    }

    /// Looks for a byte order mark, or the zeros of UTF-16, in the first bytes.
    private func recognise() {
        let head = (0..<min(count, 4)).map { unsafe base[$0] }
        let evidence = AtomEncoding.evidence(head)
        switch evidence.encoding {
        case .utf16: transcode(from: evidence.mark, as: evidence.encoding)
        case .utf8 where evidence.mark > 0:
            mode = .utf8
            // A file that was saved twice, or appended to an empty one, has several.
            var mark = evidence.mark
            while mark + 3 <= count, unsafe base[mark] == 0xEF, unsafe base[mark + 1] == 0xBB,
                unsafe base[mark + 2] == 0xBF
            { mark += 3 }
            unsafe base.update(from: base + mark, count: count - mark)
            count -= mark
        default: break
        }
    }

    private func fill() throws {
        if mode == .transcoded { return try fillTranscoded() }
        if !isStreamRead { try readBytes() }
        if mode == .ascii { checked += unsafe ASCIICheck.ascii(base + checked, count - checked) }
        if mode == .ascii, checked < count { try decide() }
        if mode == .utf8 { checkUTF8() }
        if isStreamRead, mode != .transcoded { isLast = true }
    }

    /// Decides between UTF-8 and Windows-1252 by the first character that is not ASCII.
    private func decide() throws {
        while count - checked < 4, count < capacity, !isStreamRead { try readBytes() }
        // A sequence cut off by the end of a full part is examined when there is room again.
        if count - checked < 4, !isStreamRead { return }
        let sequence = unsafe UnsafeBufferPointer(start: base + checked, count: min(4, count - checked))
        if unsafe UTF8Check.valid(sequence) > 0 {
            mode = .utf8
        } else {
            isWindows1252 = true
            transcode(from: checked, as: .windows1252)
        }
    }

    private func checkUTF8() {
        let new = unsafe UnsafeBufferPointer(start: base + checked, count: count - checked)
        checked += unsafe UTF8Check.valid(new)
        // Part of a character may be missing, but not at the end of the file.
        guard isStreamRead ? checked < count : count - checked > 3 else { return }
        count = checked
        isLast = true
        endsInWrongBytes = true
    }

    /// Switches to another encoding than UTF-8 from a position on.
    private func transcode(from position: Int, as encoding: AtomEncoding?) {
        guard let encoding else { return }
        transcoder = AtomTranscoder(encoding)
        let rest = (position..<count).map { unsafe base[$0] }
        count = encoding == .windows1252 ? position : 0
        mode = .transcoded
        add(rest[...])
    }

    private func add(_ raw: ArraySlice<UInt8>) {
        guard isWindows1252 else {
            transcoder.append(raw, to: &decoded)
            endsInWrongBytes = transcoder.isWrong
            return
        }
        let bytes = pending + raw
        pending = []
        var position = 0
        while position < bytes.count {
            let rest = position
            position += unsafe bytes.withUnsafeBufferPointer { all in
                // An array that is not empty has an address; the range stays inside it.
                unsafe all.baseAddress.map { unsafe ASCIICheck.ascii($0 + rest, all.count - rest) } ?? 0
            }
            decoded += bytes[rest..<position]
            guard position < bytes.count else { break }
            // Two bytes that make sense only as UTF-8: a letter with an accent.
            if bytes[position] == 0xC2 || bytes[position] == 0xC3 {
                guard position + 1 < bytes.count else {
                    pending = [bytes[position]]
                    break
                }
                if bytes[position + 1] & 0xC0 == 0x80 {
                    endsInWrongBytes = true
                    break
                }
            }
            transcoder.append(bytes[position...position], to: &decoded)
            position += 1
        }
    }

    private func fillTranscoded() throws {
        if decodedTaken == decoded.count {
            decoded.removeAll(keepingCapacity: true)
            decodedTaken = 0
            if isStreamRead || endsInWrongBytes {
                isLast = true
                return
            }
            var piece = [UInt8](repeating: 0, count: 1 << 16)
            let read = unsafe try piece.withUnsafeMutableBytes { unsafe try stream.read(into: $0) }
            if read == 0 {
                isStreamRead = true
                transcoder.append(pending[...], to: &decoded)
                transcoder.finish()
                endsInWrongBytes = transcoder.isWrong
            } else {
                add(piece[..<read])
            }
        }
        let taken = min(capacity - count, decoded.count - decodedTaken)
        for position in 0..<taken { unsafe base[count + position] = decoded[decodedTaken + position] }
        count += taken
        decodedTaken += taken
    }
}

/// A check that bytes are ASCII.
enum ASCIICheck {
    /// Returns the number of bytes, from the first, that are ASCII.
    static func ascii(_ bytes: UnsafePointer<UInt8>, _ count: Int) -> Int {
        let raw = unsafe UnsafeRawPointer(bytes)
        var position = 0
        // Eight bytes at a time, inside the part.
        while position + 8 <= count {
            let word = unsafe raw.loadUnaligned(fromByteOffset: position, as: UInt64.self)
            if word & 0x8080_8080_8080_8080 != 0 { break }
            position += 8
        }
        while position < count, unsafe bytes[position] < 0x80 { position += 1 }
        return position
    }
}
