import Statistics

/// The records of a CSV file, field by field, each with its place.
///
/// Fields stand between separators and may be quoted; a quotation mark inside quotes is written twice, and
/// quoted fields may hold separators and line ends. Lines end with LF, CRLF or CR, in any mixture. Columns
/// are counted in characters, from the first one inside the quotation marks.
@safe struct CSVRecords {
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

        /// Where its first character stands.
        var place: Place { Place(line: Int(line), column: Int(column)) }
    }

    /// The fields of the record at hand.
    private(set) var fields: [Field] = []
    /// Where the field stands behind whose closing quotation mark there is text; the rest of its line was
    /// passed over.
    private(set) var stray: Place?

    /// The separator of the fields.
    let separator: UInt8
    private let buffer: CSVBuffer
    private let limits: ReadingLimits
    private var scanner: CSVScanner
    private var start = 0

    /// Opens the records of a stream.
    init(_ stream: any ByteStream, separator: UInt8, limits: ReadingLimits, capacity: Int = 1 << 18) throws {
        buffer = try CSVBuffer(stream, capacity: capacity, largest: limits.rowBytes)
        self.limits = limits
        self.separator = separator
        scanner = CSVScanner(separator: separator, limits: limits)
    }

    /// Where reading stands.
    var place: Place { scanner.place }

    /// Reads the next record; false at the end of the file.
    ///
    /// - Throws: ``ReadingStop`` with its place where reading cannot go on.
    mutating func next() throws -> Bool {
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
    func bytes(of field: Field) -> UnsafeRawBufferPointer {
        // The record stays in the buffer until the next one is asked for.
        unsafe UnsafeRawBufferPointer(start: buffer.base + start + Int(field.start), count: Int(field.count))
    }

    /// The text of the field at a position, without padding.
    func text(_ position: Int) -> String {
        unsafe String(decoding: bytes(of: fields[position]).unpadded, as: UTF8.self)
    }

    /// The field at a position, as the rows above and beside the figures are looked at.
    func cell(_ position: Int) -> CSVCell { CSVCell(text: text(position), place: fields[position].place) }

    /// Whether the record is an empty line, or only empty fields.
    var isBlank: Bool { fields.allSatisfy { unsafe bytes(of: $0).unpadded.isEmpty } }

    /// Whether the fields from a position on are all empty, as behind separators at the end of a line.
    func isBlank(from position: Int) -> Bool {
        fields[position...].allSatisfy { unsafe bytes(of: $0).unpadded.isEmpty }
    }

    /// Makes room behind the record that was cut off, and goes back to its start.
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
