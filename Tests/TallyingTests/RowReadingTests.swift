import CBytes
import TestSupport
import Testing

@Suite struct `reading rows many bytes at a time` {
    /// The content of a row, without the properties that unusual rows do not set.
    struct Row: Equatable {
        var end: Int32
        var isReturned: Bool
        var codes: [UInt8] = []
        var keys: [[Int32]] = []
    }

    /// Columns 1 and 3 to 5 hold codes; 0, 2 and 6 are keys.
    ///
    /// Numbers 1 to 12, 0 to 3 and more, letters, and a run from 7.
    static let columns = 7
    static let coded = [1, 3, 4, 5]
    static let texts: [[String: UInt8]] = [
        Dictionary(uniqueKeysWithValues: (1...12).map { ("\($0)", UInt8($0)) }),
        ["0": 1, "1": 2, "2": 3, "3": 4, "x": 2, "03": 4],
        ["M": 1, "V": 2, "vr": 2],
        ["7": 1, "8": 2, "9": 3, "10": 4, "98": 5],
    ]
    static let tableSize = 1 << 16

    /// Reads all rows in one way.
    private func read(_ text: [UInt8], isPortable: Bool, limit: Int32) -> [Row] {
        var tables = [UInt8](repeating: UInt8(PEIL_NO_CODE), count: Self.texts.count * Self.tableSize)
        for (number, codes) in Self.texts.enumerated() {
            tables[number * Self.tableSize] = 0
            for (text, code) in codes {
                let bytes = Array(text.utf8)
                let word = Int(bytes[0]) | (bytes.count > 1 ? Int(bytes[1]) << 8 : 0)
                tables[number * Self.tableSize + word] = code
            }
        }
        let room = text + [UInt8](repeating: UInt8(ascii: ";"), count: Int(PEIL_ROW_PADDING))
        // Safe throughout: tables and text outlive the calls, and the padding lies behind the text.
        return unsafe tables.withUnsafeBufferPointer { tables in
            unsafe room.withUnsafeBufferPointer { room in
                let start = room.baseAddress!
                var form = unsafe peil_row_form()
                unsafe form.tables = tables.baseAddress
                unsafe form.table_size = UInt64(Self.tableSize)
                unsafe form.columns = Int32(Self.columns)
                unsafe form.separator = UInt8(ascii: ";")
                unsafe form.is_portable = isPortable ? 1 : 0
                unsafe form.keys = (0, -1, 2, 6)
                for (column, low, span) in [(1, 1, 12), (3, 0, 4), (5, 7, 4)] as [(Int, UInt8, UInt8)] {
                    unsafe form.numeric |= 1 << UInt64(column)
                    unsafe withUnsafeMutableBytes(of: &form.low) { unsafe $0[column] = low }
                    unsafe withUnsafeMutableBytes(of: &form.span) { unsafe $0[column] = span }
                }
                for column in Self.coded { unsafe form.coded |= 1 << UInt64(column) }
                var found: [Row] = []
                var place: Int64 = 0
                let rows = UnsafeMutablePointer<peil_row>.allocate(capacity: Int(limit))
                defer { unsafe rows.deallocate() }
                while place < Int64(text.count) {
                    let count = unsafe peil_rows(start, place, Int64(text.count), &form, rows, limit)
                    for number in 0..<Int(count) {
                        let row = unsafe rows[number]
                        #expect(Int64(row.start) == place)
                        place = Int64(row.end) + 1
                        var read = Row(end: row.end, isReturned: row.is_returned != 0)
                        if row.is_usual != 0 {
                            read.codes = unsafe withUnsafeBytes(of: row.codes) { unsafe Array($0) }
                            let bits = read.codes.indices.reduce(0 as UInt64) {
                                read.codes[$1] == 0 ? $0 : $0 | 1 << UInt64($1)
                            }
                            #expect(row.filled == bits)
                            let (s, l) = (row.key_start, row.key_length)
                            read.keys = [[s.0, l.0], [s.2, l.2], [s.3, l.3]]
                        }
                        found.append(read)
                    }
                }
                return found
            }
        }
    }

    /// The content of rows, read in the plainest way.
    private func plainly(_ text: [UInt8]) -> [Row] {
        var rows: [Row] = []
        var start = 0
        for end in text.indices where text[end] == 0x0A {
            let isReturned = end > start && text[end - 1] == 0x0D
            var row = Row(end: Int32(end), isReturned: isReturned)
            let fields = text[start..<(isReturned ? end - 1 : end)].split(
                separator: UInt8(ascii: ";"),
                omittingEmptySubsequences: false
            )
            var codes: [UInt8] = []
            if fields.count == Self.columns {
                for (column, known) in zip(Self.coded, Self.texts) {
                    let text = String(decoding: fields[column], as: UTF8.self)
                    if let code = text.isEmpty ? 0 : known[text] { codes.append(code) }
                }
            }
            if codes.count == Self.coded.count {
                row.codes = codes + [UInt8](repeating: 0, count: 64 - codes.count)
                row.keys = [0, 2, 6].map { [Int32(fields[$0].startIndex), Int32(fields[$0].count)] }
            }
            rows.append(row)
            start = end + 1
        }
        return rows
    }

    /// Rows of random fields, of all lengths, some of them wrong.
    private func rows(_ random: inout SplitMix64) -> [UInt8] {
        var text: [UInt8] = []
        let characters = Array("0123456789MVxvr;\u{0}\r\"Bé".utf8)
        for _ in 0..<Int.random(in: 1...60, using: &random) {
            let count =
                Int.random(in: 0..<20, using: &random) == 0 ? Int.random(in: 1...90, using: &random) : 7
            var fields: [[UInt8]] = []
            for column in 0..<count {
                let isKey = ![1, 3, 4, 5].contains(column)
                if isKey {
                    let length = Int.random(
                        in: 0...(Int.random(in: 0..<4, using: &random) == 0 ? 70 : 11),
                        using: &random
                    )
                    fields.append((0..<length).map { _ in UInt8.random(in: 0x30...0x39, using: &random) })
                } else if Int.random(in: 0..<12, using: &random) == 0 {
                    let length = Int.random(in: 0...3, using: &random)
                    fields.append((0..<length).compactMap { _ in characters.randomElement(using: &random) })
                } else {
                    let codes = Self.texts[[1: 0, 3: 1, 4: 2, 5: 3][column] ?? 0].keys.sorted() + [""]
                    fields.append(Array((codes.randomElement(using: &random) ?? "").utf8))
                }
            }
            text += Array(fields.joined(separator: [UInt8(ascii: ";")]))
            text += Int.random(in: 0..<3, using: &random) == 0 ? [0x0D, 0x0A] : [0x0A]
        }
        return text
    }

    @Test(arguments: 0..<200)
    func `finds the same as reading field by field, in both ways`(seed: UInt64) {
        var random = SplitMix64(seed: seed)
        let text = rows(&random)
        let limit = Int32.random(in: 1...40, using: &random)
        let expected = plainly(text)
        #expect(expected.contains { !$0.codes.isEmpty } || expected.count < 20)
        #expect(read(text, isPortable: true, limit: limit) == expected)
        if peil_reads_widely() != 0 { #expect(read(text, isPortable: false, limit: limit) == expected) }
    }
}
