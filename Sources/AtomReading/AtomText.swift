import Statistics

/// A block of a document and the position of a reader in it.
///
/// A zero byte follows the block: no XML contains one, so looking one byte ahead is always allowed. It is
/// used only while the block lives.
@safe struct AtomText {
    /// The first byte of the block.
    let base: UnsafePointer<UInt8>
    /// The number of bytes of the block.
    let count: Int
    /// The start of the block in the document.
    let offset: Int
    /// The position of the reader in the block.
    var position = 0
    /// The current line: its number, and its start in the document.
    var line: (number: Int, start: Int)

    /// Creates a text at the start of a block.
    init(base: UnsafePointer<UInt8>, count: Int, offset: Int, line: (number: Int, start: Int)) {
        unsafe self.base = unsafe base
        self.count = count
        self.offset = offset
        self.line = line
    }

    /// The byte at a position of the block, or the zero after it.
    @inline(__always)
    subscript(_ position: Int) -> UInt8 {
        // Callers stay between the start of the block and the zero behind it.
        unsafe base[position]
    }

    /// The bytes of a range of the block.
    @inline(__always)
    func bytes(_ range: Range<Int>) -> UnsafeBufferPointer<UInt8> {
        unsafe UnsafeBufferPointer(start: base + range.lowerBound, count: range.count)
    }

    /// The text of a range of the block.
    func string(_ range: Range<Int>) -> String { unsafe String(decoding: bytes(range), as: UTF8.self) }

    /// The place of a position on the current line.
    @inline(__always)
    func place(_ position: Int) -> Place {
        Place(line: line.number, column: offset + position - line.start + 1)
    }

    /// True if these bytes are at `position`.
    func goesOn(with text: StaticString, at position: Int) -> Bool {
        let length = text.utf8CodeUnitCount
        guard position + length <= count else { return false }
        for index in 0..<length where unsafe text.utf8Start[index] != base[position + index] { return false }
        return true
    }

    /// Notes the line end before `position`.
    mutating func lineEnds(before position: Int) { line = (line.number + 1, offset + position) }

    /// Moves past blanks from `position` and counts their lines; nil at a line end that is left to libxml2.
    mutating func pastBlanks(from position: Int) -> Int? {
        var position = position
        while AtomByte.isBlank(self[position]) {
            if self[position] == 13, position + 1 < count, self[position + 1] != 10 { return nil }
            position += 1
            if self[position - 1] == 10 { lineEnds(before: position) }
        }
        return position
    }

    /// The character of the entity at `position`, and its end; nil if it is none of the five.
    func entity(at position: Int) -> (character: UInt8, end: Int)? {
        if goesOn(with: "&amp;", at: position) { return (0x26, position + 5) }
        if goesOn(with: "&lt;", at: position) { return (0x3C, position + 4) }
        if goesOn(with: "&gt;", at: position) { return (0x3E, position + 4) }
        if goesOn(with: "&quot;", at: position) { return (0x22, position + 6) }
        if goesOn(with: "&apos;", at: position) { return (0x27, position + 6) }
        return nil
    }
}
