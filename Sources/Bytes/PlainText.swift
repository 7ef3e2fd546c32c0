import Glibc

/// The text of a microdata file in the form that is scanned: UTF-8 or single bytes, lines that end with a
/// line feed.
///
/// Nearly every file has that form, and is read as it is. Files in UTF-16, as spreadsheets save them, and
/// files whose lines end with a carriage return alone are converted while they are read.
package struct PlainText: ByteSource {
    private let source: any ByteSource
    private let change: Change

    /// The conversion of the bytes.
    fileprivate enum Change {
        case decode(AtomEncoding)
        case endLines
    }

    package var name: String { source.name }

    /// Wraps a file whose first bytes show that it must be converted; nil for one that is scanned as it is.
    package init?(_ source: any ByteSource, head: [UInt8]) {
        self.source = source
        let evidence = AtomEncoding.evidence(head)
        if case .utf16? = evidence.encoding, let encoding = evidence.encoding {
            change = .decode(encoding)
        } else if head.dropLast().contains(0x0D), !head.contains(0x0A) {
            change = .endLines
        } else {
            return nil
        }
    }

    package func open() throws -> any ByteStream { PlainTextStream(try source.open(), change) }
}

/// Converts bytes to plain text while they are read.
private final class PlainTextStream: ByteStream {
    private let stream: any ByteStream
    private let change: PlainText.Change
    private var raw = [UInt8](repeating: 0, count: 1 << 16)
    private var text: [UInt8] = []
    private var taken = 0
    private var transcoder: AtomTranscoder
    /// True if the next byte is the second of a character's two.
    private var isHalf = false
    /// True if the last character was not ASCII: it may be the first of a pair.
    private var wasWide = false
    private var hasEnded = false

    init(_ stream: any ByteStream, _ change: PlainText.Change) {
        self.stream = stream
        self.change = change
        transcoder = if case .decode(let encoding) = change { AtomTranscoder(encoding) } else { .init(.utf8) }
    }

    func read(into buffer: UnsafeMutableRawBufferPointer) throws -> Int {
        while taken == text.count {
            if hasEnded {
                if transcoder.isWrong { throw ReadingStop(.encoding) }
                return 0
            }
            text.removeAll(keepingCapacity: true)
            taken = 0
            let count = unsafe try raw.withUnsafeMutableBytes { unsafe try stream.read(into: $0) }
            if count == 0 {
                hasEnded = true
                transcoder.finish()
            } else {
                change(raw[..<count])
            }
            // A character impossible in the encoding ends the file; the text before it is returned first.
            if transcoder.isWrong { hasEnded = true }
        }
        let count = min(buffer.count, text.count - taken)
        // At most the number of bytes of the buffer.
        unsafe buffer.copyBytes(from: text[taken..<taken + count])
        taken += count
        return count
    }

    private func change(_ bytes: ArraySlice<UInt8>) {
        switch change {
        case .endLines: for byte in bytes { text.append(byte == 0x0D ? 0x0A : byte) }
        case .decode(.utf16(let littleEndian)): decode(bytes, littleEndian: littleEndian)
        case .decode: transcoder.append(bytes, to: &text)
        }
    }

    /// Converts characters of two bytes to text; nearly all are ASCII, and bypass the transcoder.
    private func decode(_ bytes: ArraySlice<UInt8>, littleEndian: Bool) {
        var position = bytes.startIndex
        if isHalf {
            transcoder.append(bytes[position...position], to: &text)
            position += 1
            isHalf = false
        }
        while position + 1 < bytes.endIndex, !transcoder.isWrong {
            let low = littleEndian ? bytes[position] : bytes[position + 1]
            let high = littleEndian ? bytes[position + 1] : bytes[position]
            if high == 0, low < 0x80, !wasWide {
                text.append(low)
            } else {
                transcoder.append(bytes[position...position + 1], to: &text)
                wasWide = high != 0 || low >= 0x80
            }
            position += 2
        }
        if position < bytes.endIndex, !transcoder.isWrong {
            transcoder.append(bytes[position...position], to: &text)
            isHalf = true
            wasWide = true
        }
    }
}
