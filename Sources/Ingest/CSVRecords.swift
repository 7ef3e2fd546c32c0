import Statistics

/// The records of a CSV file, field by field, each with its place.
///
/// Fields stand between separators and may be quoted; a quotation mark inside quotes is written twice, and
/// quoted fields may hold separators and line ends. Lines end with LF, CRLF or CR, in any mixture. Columns
/// are counted in characters, from the first one inside the quotation marks.
@safe final class CSVRecords {
    /// A field of the record at hand.
    struct Field {
        /// Where its text starts, counted from the start of the record.
        var start: Int32
        /// How many bytes its text has.
        var count: Int32
        /// The line of its first character.
        var line: Int32
        /// The column of its first character.
        var column: Int32
        /// Whether it stands in quotation marks.
        var isQuoted = false
        /// Whether quotation marks inside it are written twice.
        var isEscaped = false

        /// Where its first character stands.
        var place: Place { Place(line: Int(line), column: Int(column)) }
    }

    /// The fields of the record at hand.
    private(set) var fields: [Field] = []
    /// Where the field stands behind whose closing quotation mark there is text; the rest of its line was
    /// passed over.
    private(set) var stray: Place?

    private let buffer: CSVBuffer
    private let separator: UInt8
    private let limits: ReadingLimits
    /// For each byte, whether it ends a run of ordinary bytes: bit 0 outside quotation marks, bit 1 inside.
    private var special = [UInt8](repeating: 0, count: 256)
    private var start = 0
    private var position = 0
    private var cursor = Cursor()
    private var unescaped: [UInt8] = []

    /// Where in the text the scanner is: what is needed for places.
    private struct Cursor {
        var line = 1
        /// Where the line starts in the stretch; before it when negative.
        var lineStart = 0
        /// Bytes on this line that are not the first of their character.
        var continuations = 0
    }

    /// What a scan of one record came to.
    private enum Scan {
        case record, end, needsMore
    }

    /// Opens the records of a stream.
    init(_ stream: any ByteStream, separator: UInt8, limits: ReadingLimits, capacity: Int = 1 << 18) throws {
        buffer = try CSVBuffer(stream, capacity: capacity, largest: limits.rowBytes)
        self.separator = separator
        self.limits = limits
        for byte in 0x80...0xBF { special[byte] = 0b11 }
        for byte in [0, 0x0A, 0x0D] { special[byte] = 0b11 }
        special[Int(separator)] |= 0b01
        special[0x22] |= 0b10
    }

    /// Where the scanner stands.
    var place: Place {
        Place(line: cursor.line, column: position - cursor.lineStart - cursor.continuations + 1)
    }

    /// Reads the next record; false at the end of the file.
    ///
    /// - Throws: ``ReadingStop`` with its place where reading cannot go on.
    func next() throws -> Bool {
        start = position
        let before = cursor
        while true {
            switch try scan() {
            case .record where position < buffer.count: return true
            case .record:
                try checkEncoding()
                return true
            case .end:
                try checkEncoding()
                return false
            case .needsMore:
                let open = fields.last
                let isFull = try !refill(before)
                if isFull {
                    let isQuoteOpen = open?.isQuoted ?? false
                    throw ReadingStop(isQuoteOpen ? .unclosedQuote : .fieldTooLong, at: open?.place ?? place)
                }
            }
        }
    }

    /// Stops where the text ends because something else follows.
    private func checkEncoding() throws {
        if buffer.isLast, buffer.endsInWrongBytes { throw ReadingStop(.encoding, at: place) }
    }

    /// The text of a field, valid until the next record is read.
    @inline(__always)
    func bytes(of field: Field) -> UnsafeRawBufferPointer {
        // The record stays in the buffer until the next one is asked for.
        let raw = unsafe UnsafeRawBufferPointer(
            start: buffer.base + start + Int(field.start),
            count: Int(field.count)
        )
        return unsafe field.isEscaped ? unescape(raw) : raw
    }

    /// The text of the field at a position, without padding.
    func text(_ position: Int) -> String {
        unsafe String(decoding: bytes(of: fields[position]).unpadded, as: UTF8.self)
    }

    /// Whether the record is an empty line, or only empty fields.
    var isBlank: Bool { fields.allSatisfy { unsafe bytes(of: $0).unpadded.isEmpty } }

    private func unescape(_ raw: UnsafeRawBufferPointer) -> UnsafeRawBufferPointer {
        unescaped.removeAll(keepingCapacity: true)
        unescaped.reserveCapacity(raw.count + 1)
        var index = 0
        while index < raw.count {
            let byte = unsafe raw[index]
            unescaped.append(byte)
            index += byte == 0x22 ? 2 : 1
        }
        // The array is kept until the next field is unescaped, and is not written to meanwhile.
        return unsafe unescaped.withUnsafeBytes {
            unsafe UnsafeRawBufferPointer(start: $0.baseAddress, count: $0.count)
        }
    }

    /// Makes room behind the record that was cut off, and goes back to its start.
    private func refill(_ before: Cursor) throws -> Bool {
        cursor = before
        cursor.lineStart -= start
        let isRoom = try buffer.drop(start)
        start = 0
        position = 0
        return isRoom
    }
}

extension CSVRecords {
    private func scan() throws -> Scan {
        fields.removeAll(keepingCapacity: true)
        stray = nil
        if position == buffer.count { return buffer.isLast ? .end : .needsMore }
        while true {
            // The scanner never goes past the zero behind the stretch.
            var blanks = position
            while unsafe buffer.base[blanks] == 0x20 { blanks += 1 }
            if unsafe buffer.base[blanks] == 0x22 {
                position = blanks + 1
                guard try scanQuoted() else { return .needsMore }
            } else {
                guard try scanPlain() else { return .needsMore }
            }
            let byte = unsafe buffer.base[position]
            if byte == separator, byte != 0 {
                position += 1
                continue
            }
            return try endLine() ? .record : .needsMore
        }
    }

    /// Goes past the line end, or stays at the end of the file; false where more bytes are needed to know.
    private func endLine() throws -> Bool {
        if position == buffer.count { return buffer.isLast }
        if unsafe buffer.base[position] == 0x0D {
            if position + 1 == buffer.count, !buffer.isLast { return false }
            if unsafe buffer.base[position + 1] == 0x0A { position += 1 }
        }
        position += 1
        newLine()
        return true
    }

    private func newLine() {
        cursor.line += 1
        cursor.lineStart = position
        cursor.continuations = 0
    }

    private func open(isQuoted: Bool) {
        let place = place
        fields.append(
            Field(
                start: Int32(truncatingIfNeeded: position - start),
                count: 0,
                line: Int32(truncatingIfNeeded: place.line),
                column: Int32(truncatingIfNeeded: place.column),
                isQuoted: isQuoted
            )
        )
    }

    private func close(at end: Int) throws {
        let last = fields.count - 1
        let count = end - start - Int(fields[last].start)
        fields[last].count = Int32(truncatingIfNeeded: count)
        if count > limits.fieldBytes { throw ReadingStop(.fieldTooLong, at: fields[last].place) }
    }

    /// Scans a field without quotation marks; false where the stretch ends before it.
    @inline(__always)
    private func scanPlain() throws -> Bool {
        open(isQuoted: false)
        let base = unsafe buffer.base
        while true {
            while unsafe special[Int(base[position])] & 0b01 == 0 { position += 1 }
            switch unsafe base[position] {
            case 0x80...0xBF:
                cursor.continuations += 1
                position += 1
            case 0 where position < buffer.count && separator != 0:
                throw ReadingStop(.nulCharacter, at: place)
            case 0 where position == buffer.count && !buffer.isLast: return false
            default:
                try close(at: position)
                return true
            }
        }
    }

    /// Scans a field from behind its opening quotation mark; false where the stretch ends before it.
    @inline(__always)
    private func scanQuoted() throws -> Bool {
        open(isQuoted: true)
        let base = unsafe buffer.base
        let last = fields.count - 1
        while true {
            while unsafe special[Int(base[position])] & 0b10 == 0 { position += 1 }
            switch unsafe base[position] {
            case 0x22:
                if position + 1 == buffer.count, !buffer.isLast { return false }
                if unsafe base[position + 1] != 0x22 {
                    try close(at: position)
                    position += 1
                    return try endQuoted()
                }
                fields[last].isEscaped = true
                position += 2
            case 0x0A:
                position += 1
                newLine()
            case 0x0D:
                if position + 1 == buffer.count, !buffer.isLast { return false }
                position += unsafe base[position + 1] == 0x0A ? 2 : 1
                newLine()
            case 0 where position == buffer.count:
                if !buffer.isLast, position - start - Int(fields[last].start) <= limits.fieldBytes {
                    return false
                }
                try checkEncoding()
                throw ReadingStop(.unclosedQuote, at: fields[last].place)
            case 0: throw ReadingStop(.nulCharacter, at: place)
            default:
                cursor.continuations += 1
                position += 1
            }
        }
    }

    /// Goes from a closing quotation mark to what ends the field; false where the stretch ends before it.
    private func endQuoted() throws -> Bool {
        let base = unsafe buffer.base
        while unsafe base[position] == 0x20 { position += 1 }
        let byte = unsafe base[position]
        if position == buffer.count { return buffer.isLast }
        if byte == separator || byte == 0x0A || byte == 0x0D { return true }
        // Which quotation mark is wrong cannot be known; the next line starts afresh.
        stray = fields[fields.count - 1].place
        while position < buffer.count, unsafe base[position] != 0x0A, unsafe base[position] != 0x0D {
            if unsafe base[position] & 0xC0 == 0x80 { cursor.continuations += 1 }
            position += 1
        }
        return position < buffer.count || buffer.isLast
    }
}
