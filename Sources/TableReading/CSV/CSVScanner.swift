import Bytes
import Statistics

/// Finds the fields of one record in a part of the text.
///
/// It uses plain values only, so that a byte costs about as much as reading it. A zero byte follows the part,
/// at which every run of ordinary bytes ends.
struct CSVScanner {
    /// The result of a scan.
    enum ScanResult {
        case record, needsMore
    }

    /// The state from which places are computed.
    struct Cursor {
        /// The line.
        var line = 1
        /// The start of the line in the part; negative if before it.
        var lineStart = 0
        /// Bytes of this line that are not the first of their character.
        var continuations = 0
    }

    /// The position of the scanner in the part.
    private(set) var position = 0
    /// The position as a place in the file.
    private(set) var cursor = Cursor()
    /// The place of the field with text after its closing quotation mark.
    private(set) var stray: Place?
    /// True if the last field is quoted.
    private(set) var isQuoted = false

    private let separator: UInt8
    private let longest: Int
    private let widest: Int
    private var start = 0
    private var isEscaped = false
    /// The fields with doubled quotation marks.
    private var escaped: [Int] = []
    private var line = 1
    private var column = 1

    /// Creates a scanner at the start of a file.
    init(separator: UInt8, limits: ReadingLimits) {
        self.separator = separator
        longest = limits.fieldBytes
        widest = limits.rowFields
    }

    /// The place of the scanner.
    var place: Place {
        Place(line: cursor.line, column: position - cursor.lineStart - cursor.continuations + 1)
    }

    /// The start of the last field.
    var opened: Place { Place(line: line, column: column) }

    /// Goes back to the start of a record, which is now at the start of the part.
    mutating func restart(_ cursor: Cursor, dropped: Int) {
        self.cursor = cursor
        self.cursor.lineStart -= dropped
        position = 0
    }

    /// Finds the fields of the record that starts here.
    ///
    /// - Parameters:
    ///   - base: The part, with a zero byte behind it.
    ///   - count: Its number of bytes.
    ///   - isLast: True if the file ends with the part.
    ///   - fields: Filled with the fields, from the start of the record.
    /// - Returns: `record` if the whole record is in the part; `needsMore` if not, and at the end of the
    ///   file.
    /// - Throws: ``ReadingStop`` with its place.
    mutating func scan(
        _ base: UnsafeMutablePointer<UInt8>,
        count: Int,
        isLast: Bool,
        fields: inout [CSVRecords.Field]
    ) throws -> ScanResult {
        let first = position
        fields.removeAll(keepingCapacity: true)
        escaped.removeAll(keepingCapacity: true)
        stray = nil
        if position == count { return .needsMore }
        while true {
            // No run goes past the zero behind the part.
            var blanks = position
            while unsafe base[blanks] == 0x20 { blanks += 1 }
            isQuoted = unsafe base[blanks] == 0x22
            if isQuoted { position = blanks + 1 }
            open()
            let end: Int
            if isQuoted {
                guard let closed = unsafe try scanQuoted(base, count, isLast) else { return .needsMore }
                end = closed
                if isEscaped { escaped.append(fields.count) }
            } else {
                guard unsafe try scanPlain(base, count, isLast) else { return .needsMore }
                end = position
            }
            if fields.count >= widest { throw ReadingStop(.tooManyColumns, at: opened) }
            if end - start > longest { throw ReadingStop(.fieldTooLong, at: opened) }
            fields.append(
                .init(
                    start: Int32(truncatingIfNeeded: start - first),
                    count: Int32(truncatingIfNeeded: end - start),
                    line: Int32(truncatingIfNeeded: line),
                    column: Int32(truncatingIfNeeded: column)
                )
            )
            guard unsafe base[position] == separator, position < count else {
                guard unsafe endLine(base, count, isLast) else { return .needsMore }
                if !escaped.isEmpty { unsafe unescape(base + first, &fields) }
                return .record
            }
            position += 1
        }
    }

    @inline(__always)
    private mutating func open() {
        start = position
        isEscaped = false
        line = cursor.line
        column = position - cursor.lineStart - cursor.continuations + 1
    }

    /// True for a byte that is ASCII and no control character.
    @inline(__always)
    private static func isOrdinary(_ byte: UInt8) -> Bool { byte &- 0x0E < 0x72 }

    /// Moves to the end of a field without quotation marks; false if the part ends before it.
    @inline(__always)
    private mutating func scanPlain(
        _ base: UnsafeMutablePointer<UInt8>,
        _ count: Int,
        _ isLast: Bool
    ) throws -> Bool {
        while true {
            while case let byte = unsafe base[position], Self.isOrdinary(byte), byte != separator {
                position += 1
            }
            let byte = unsafe base[position]
            if byte == separator || byte == 0x0A || byte == 0x0D { return true }
            if byte == 0 {
                if position == count { return isLast }
                throw ReadingStop(.nulCharacter, at: place)
            }
            if byte & 0xC0 == 0x80 { cursor.continuations += 1 }
            position += 1
        }
    }

    /// Moves from behind an opening quotation mark past the closing one, and returns the end of the text; nil
    /// if the part ends before it.
    @inline(__always)
    private mutating func scanQuoted(
        _ base: UnsafeMutablePointer<UInt8>,
        _ count: Int,
        _ isLast: Bool
    ) throws -> Int? {
        while true {
            while case let byte = unsafe base[position], Self.isOrdinary(byte), byte != 0x22 { position += 1 }
            switch unsafe base[position] {
            case 0x22:
                if position + 1 == count, !isLast { return nil }
                if unsafe base[position + 1] != 0x22 {
                    let end = position
                    position += 1
                    return unsafe endQuoted(base, count, isLast) ? end : nil
                }
                isEscaped = true
                position += 2
            case 0x0A, 0x0D:
                guard unsafe endLine(base, count, isLast) else { return nil }
            case 0:
                if position < count { throw ReadingStop(.nulCharacter, at: place) }
                if isLast || position - start > longest { throw ReadingStop(.unclosedQuote, at: opened) }
                return nil
            case let byte:
                if byte & 0xC0 == 0x80 { cursor.continuations += 1 }
                position += 1
            }
        }
    }

    /// Moves from a closing quotation mark to the end of the field; false if the part ends before it.
    @inline(__always)
    private mutating func endQuoted(_ base: UnsafeMutablePointer<UInt8>, _ count: Int, _ isLast: Bool) -> Bool
    {
        while unsafe base[position] == 0x20 { position += 1 }
        if position == count { return isLast }
        let byte = unsafe base[position]
        if byte == separator || byte == 0x0A || byte == 0x0D { return true }
        // It is unknown which quotation mark is wrong; the next line starts afresh.
        stray = opened
        while position < count, unsafe base[position] != 0x0A, unsafe base[position] != 0x0D {
            if unsafe base[position] & 0xC0 == 0x80 { cursor.continuations += 1 }
            position += 1
        }
        return position < count || isLast
    }

    /// Moves past a line end, or stays at the end of the file; false if more bytes are needed.
    @inline(__always)
    private mutating func endLine(_ base: UnsafeMutablePointer<UInt8>, _ count: Int, _ isLast: Bool) -> Bool {
        if position == count { return isLast }
        if unsafe base[position] == 0x0D {
            if position + 1 == count, !isLast { return false }
            if unsafe base[position + 1] == 0x0A { position += 1 }
        }
        position += 1
        cursor = Cursor(line: cursor.line + 1, lineStart: position)
        return true
    }

    /// Replaces doubled quotation marks by single ones, in place, once the whole record is there.
    private func unescape(_ record: UnsafeMutablePointer<UInt8>, _ fields: inout [CSVRecords.Field]) {
        for field in escaped {
            let start = Int(fields[field].start)
            let end = start + Int(fields[field].count)
            var (read, write) = (start, start)
            while read < end {
                // The write position stays behind the read position, which stays before the end.
                let byte = unsafe record[read]
                unsafe record[write] = byte
                read += byte == 0x22 ? 2 : 1
                write += 1
            }
            fields[field].count = Int32(truncatingIfNeeded: write - start)
        }
    }
}
