import Glibc
import Statistics

/// Converts offsets in a document to lines and columns, without keeping the document.
///
/// Lines end with LF, CRLF or CR. Columns count bytes; in a document that was not delivered as UTF-8 they
/// count characters, because its bytes differ from those of the delivery.
struct AtomLines {
    private var breaks = Offsets()
    private var continuations = Offsets()
    private let countsCharacters: Bool
    private var endedInReturn = false
    private var line: Int
    private var lineStart: Int
    private var continuationsOnLine = 0

    /// Starts at the offset of a line start.
    init(countsCharacters: Bool, line: Int = 1, lineStart: Int = 0) {
        self.countsCharacters = countsCharacters
        self.line = line
        self.lineStart = lineStart
    }

    /// Notes the line ends in the next bytes of the document.
    mutating func note(_ bytes: UnsafeBufferPointer<UInt8>, at offset: Int) {
        guard let base = bytes.baseAddress, !bytes.isEmpty else { return }
        if unsafe endedInReturn || memchr(base, 13, bytes.count) != nil {
            unsafe noteReturns(bytes, at: offset)
        } else {
            var start = 0
            // Each search stays inside the buffer.
            while start < bytes.count, let found = unsafe memchr(base + start, 10, bytes.count - start) {
                start = unsafe UnsafeRawPointer(found) - UnsafeRawPointer(base) + 1
                breaks.append(offset + start)
            }
        }
        guard countsCharacters else { return }
        for unsafe(position, byte) in unsafe bytes.enumerated() where byte & 0xC0 == 0x80 {
            continuations.append(offset + position)
        }
    }

    private mutating func noteReturns(_ bytes: UnsafeBufferPointer<UInt8>, at offset: Int) {
        for unsafe(position, byte) in unsafe bytes.enumerated() {
            if endedInReturn, byte != 10 { breaks.append(offset + position) }
            if byte == 10 { breaks.append(offset + position + 1) }
            endedInReturn = byte == 13
        }
    }

    /// Returns the place of an offset; offsets must rise from call to call.
    mutating func place(at offset: Int) -> Place {
        while let next = breaks.first, next <= offset {
            line += 1
            lineStart = next
            continuationsOnLine = 0
            breaks.removeFirst()
        }
        if countsCharacters {
            while let next = continuations.first, next < offset {
                if next >= lineStart { continuationsOnLine += 1 }
                continuations.removeFirst()
            }
        }
        return Place(line: line, column: max(1, offset - lineStart - continuationsOnLine + 1))
    }

    /// Offsets in rising order: appended at the end, taken from the front.
    private struct Offsets {
        private var offsets: [Int] = []
        private var taken = 0

        var first: Int? { taken < offsets.count ? offsets[taken] : nil }

        mutating func append(_ offset: Int) {
            if taken == offsets.count {
                offsets.removeAll(keepingCapacity: true)
                taken = 0
            }
            offsets.append(offset)
        }

        mutating func removeFirst() { taken += 1 }
    }
}
