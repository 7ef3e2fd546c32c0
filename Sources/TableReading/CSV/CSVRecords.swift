package import Bytes
package import Statistics

/// The records of a CSV file, field by field, each with its place.
///
/// Fields stand between separators and may be quoted; a quotation mark inside quotes is doubled, and quoted
/// fields may contain separators and line ends. Lines end with LF, CRLF or CR, in any mixture. Columns count
/// characters, from the first one inside the quotation marks.
@safe package struct CSVRecords {
    /// A field of the current record.
    package struct Field {
        /// The start of its text, from the start of the record.
        package var start: Int32
        /// The number of bytes of its text.
        package var count: Int32
        /// The line of its first character.
        package var line: Int32
        /// The column of its first character.
        package var column: Int32

        /// The place of its first character.
        package var place: Place { Place(line: Int(line), column: Int(column)) }
    }

    /// The fields of the current record.
    package private(set) var fields: [Field] = []
    /// The place of the field with text after its closing quotation mark; the rest of its line was skipped.
    package private(set) var stray: Place?

    /// The separator of the fields.
    package let separator: UInt8
    private let buffer: CSVBuffer
    private let limits: ReadingLimits
    private var scanner: CSVScanner
    private var start = 0

    /// Opens the records of a stream.
    package init(_ stream: any ByteStream, separator: UInt8, limits: ReadingLimits, capacity: Int = 1 << 18)
        throws
    {
        buffer = try CSVBuffer(stream, capacity: capacity, largest: limits.rowBytes)
        self.limits = limits
        self.separator = separator
        scanner = CSVScanner(separator: separator, limits: limits)
    }

    /// The place of the reader.
    package var place: Place { scanner.place }

    /// Reads the next record; false at the end of the file.
    ///
    /// - Throws: ``ReadingStop`` with its place if reading cannot continue.
    package mutating func next() throws -> Bool {
        start = scanner.position
        let before = scanner.cursor
        while true {
            let outcome = unsafe try scanner.scan(
                buffer.base,
                count: buffer.count,
                isLast: buffer.isLast && !buffer.endsInWrongBytes,
                fields: &fields
            )
            stray = scanner.stray
            if outcome == .record { return true }
            if buffer.isLast {
                if buffer.endsInWrongBytes { throw ReadingStop(.encoding, at: place) }
                return false
            }
            try refill(before)
        }
    }

    /// The text of a field, valid until the next record is read.
    @inline(__always)
    package func bytes(of field: Field) -> UnsafeRawBufferPointer {
        // The record stays in the buffer until the next one is read.
        unsafe UnsafeRawBufferPointer(start: buffer.base + start + Int(field.start), count: Int(field.count))
    }

    /// The text of the field at a position, without padding.
    package func text(_ position: Int) -> String {
        unsafe String(decoding: bytes(of: fields[position]).unpadded, as: UTF8.self)
    }

    /// The field at a position, for the rows above and beside the figures.
    package func cell(_ position: Int) -> CSVCell {
        CSVCell(text: text(position), place: fields[position].place)
    }

    /// True if the record is a row of headers, perhaps behind the mark that opens a text: a second file begins with its own.
    package func isHeader(_ header: [String]) -> Bool {
        guard fields.count == header.count else { return false }
        return fields.indices.allSatisfy { position in
            let text = text(position)
            if text == header[position] { return true }
            guard position == 0 else { return false }
            // Behind that mark a field in quotation marks is no longer seen as one.
            var bare = text.unicodeScalars.drop { $0 == "\u{FEFF}" }
            if bare.count < text.unicodeScalars.count, bare.count > 1, bare.first == "\"", bare.last == "\"" {
                bare = bare.dropFirst().dropLast()
            }
            return bare.elementsEqual(header[0].unicodeScalars)
        }
    }

    /// True for an empty line, or a record of empty fields.
    package var isBlank: Bool { fields.allSatisfy { unsafe bytes(of: $0).unpadded.isEmpty } }

    /// True if the fields from a position on are all empty, as behind separators at the end of a line.
    package func isBlank(from position: Int) -> Bool {
        fields[position...].allSatisfy { unsafe bytes(of: $0).unpadded.isEmpty }
    }

    /// Makes room behind the incomplete record, and goes back to its start.
    private mutating func refill(_ before: CSVScanner.Cursor) throws {
        let (open, isQuoted) = (scanner.opened, scanner.isQuoted)
        do {
            guard try buffer.drop(start) else {
                throw ReadingStop(isQuoted ? .unclosedQuote : .fieldTooLong, at: open)
            }
        } catch var stop as ReadingStop {
            stop.place = stop.place ?? scanner.place
            throw stop
        }
        scanner.restart(before, dropped: start)
        start = 0
    }
}
