import Codebook

/// The codes of one field, by their spellings in deliveries.
///
/// Nearly every code is one or two characters, so two bytes are looked up without a branch; others by
/// hashing.
struct CodeSpellings: Hashable, Sendable {
    /// The entry for text that is no code.
    static let invalid: UInt8 = 0xFF

    /// The number of each spelling of at most eight bytes, reduced; the bytes stand in the low end of the key.
    private let short: [UInt64: UInt8]
    /// The number of every other spelling.
    private let long: [String: UInt8]

    init(_ codes: [RecordField.Code]) {
        var short: [UInt64: UInt8] = [:]
        var long: [String: UInt8] = [:]
        for (position, code) in codes.enumerated() {
            for spelling in [code.key] + code.spellings {
                let text = RecordCode.normal(spelling)
                if text.utf8.count <= 8, text.utf8.allSatisfy({ $0 < 0x80 }) {
                    short[Self.word(Array(text.utf8))] = UInt8(position + 1)
                } else {
                    long[text] = UInt8(position + 1)
                }
            }
        }
        self.short = short
        self.long = long
    }

    /// The number of a delivered code: 0 for empty text, ``invalid`` for text that is no code.
    func number(of text: UnsafeRawBufferPointer) -> UInt8 {
        if unsafe text.isEmpty { return 0 }
        // No code has so many characters.
        guard text.count <= 64 || !long.isEmpty else { return Self.invalid }
        if text.count <= 64, unsafe text.allSatisfy({ $0 < 0x80 && $0 > 0x20 }) {
            // The usual reduction without a string: lower case, and no leading zeros in whole numbers.
            var word: UInt64 = 0
            var size: UInt64 = 0
            let isWhole = unsafe text.allSatisfy { (48...57).contains($0) }
            for position in text.indices {
                let byte = unsafe text[position]
                if isWhole, word == 0, byte == 48 { continue }
                guard size < 8 else { return long.isEmpty ? Self.invalid : unsafe slow(text) }
                word |= UInt64((65...90).contains(byte) ? byte | 0x20 : byte) << (size * 8)
                size += 1
            }
            if size == 0 { word = 48 }
            return short[word] ?? (long.isEmpty ? Self.invalid : unsafe slow(text))
        }
        return unsafe slow(text)
    }

    /// The whole numbers that have the codes 1, 2 and so on, up to the first gap; nil if the first code is
    /// none.
    var numbers: ClosedRange<Int>? {
        func code(_ number: Int) -> Int {
            unsafe Array("\(number)".utf8).withUnsafeBytes { Int(unsafe self.number(of: $0)) }
        }
        guard let low = (0...99).first(where: { code($0) == 1 }) else { return nil }
        var high = low
        while high < 99, code(high + 1) == high + 2 - low { high += 1 }
        return low...high
    }

    private func slow(_ text: UnsafeRawBufferPointer) -> UInt8 {
        guard text.count <= 256 else { return Self.invalid }
        let normal = RecordCode.normal(unsafe String(decoding: text, as: UTF8.self))
        if normal.isEmpty { return 0 }
        if normal.utf8.count <= 8, let number = short[Self.word(Array(normal.utf8))] { return number }
        return long[normal] ?? Self.invalid
    }

    private static func word(_ bytes: [UInt8]) -> UInt64 {
        bytes.reversed().reduce(0) { $0 << 8 | UInt64($1) }
    }
}

/// For every coded column, the number of each text of at most two bytes.
@safe
final class CodeTables: @unchecked Sendable {
    /// The distance between tables: an entry for every two bytes, the first in the low end, and some padding,
    /// so that the used parts of the tables do not share lines of the processor's cache.
    static let size = (1 << 16) + 11 * 64
    /// The tables, one after the other; read by every thread, written by none after the initialiser.
    let entries: UnsafeMutablePointer<UInt8>
    private let count: Int

    init(_ columns: [CodeSpellings]) {
        count = columns.count
        unsafe entries = .allocate(capacity: max(1, count) * Self.size)
        unsafe entries.initialize(repeating: CodeSpellings.invalid, count: max(1, count) * Self.size)
        for (number, spellings) in columns.enumerated() {
            // Safe: each table has `size` entries.
            let table = unsafe entries + number * Self.size
            unsafe table[0] = 0
            for first in UInt8(0x21)...0x7E {
                unsafe table[Int(first)] = Self.number([first], spellings)
                for second in UInt8(0x21)...0x7E {
                    unsafe table[Int(first) | Int(second) << 8] = Self.number([first, second], spellings)
                }
            }
        }
    }

    deinit { unsafe entries.deallocate() }

    /// The code of a text in a column; nil for text that the table does not cover.
    @inline(__always)
    func code(of text: UnsafeRawBufferPointer, column: Int) -> UInt8? {
        guard text.count <= 2 else { return nil }
        var word = 0
        for position in 0..<text.count {
            // Safe: inside the text.
            let byte = unsafe text[position]
            guard (0x21...0x7E).contains(byte) else { return nil }
            word |= Int(byte) << (8 * position)
        }
        // Safe: there is an entry for every two bytes.
        return unsafe entries[column * Self.size + word]
    }

    private static func number(_ text: [UInt8], _ spellings: CodeSpellings) -> UInt8 {
        unsafe text.withUnsafeBytes { unsafe spellings.number(of: $0) }
    }
}
