import TestSupport
import Testing

@testable import Tallying

/// Rows split into fields one by one.
@Suite struct `fields of a row` {
    private func split(_ text: String, limit: Int = 20) -> (
        fields: [String], fault: RowFields.Fault?, count: Int
    ) {
        var fields = RowFields(limit: limit)
        let bytes = Array(text.utf8) + [0]
        // Safe: the row lies in the bytes.
        let fault = unsafe bytes.withUnsafeBufferPointer { bytes in
            unsafe bytes.baseAddress.flatMap {
                unsafe fields.split($0, 0..<text.utf8.count, separator: UInt8(ascii: ";"))
            }
        }
        let read = zip(fields.starts, fields.ends).map { String(decoding: bytes[$0..<$1], as: UTF8.self) }
        return (read, fault, fields.count)
    }

    @Test(arguments: [
        ("", [""]), (";", ["", ""]), ("a;b", ["a", "b"]), (" a ; b", ["a", "b"]), ("a b;c", ["a b", "c"]),
        ("\"a\";b", ["a", "b"]), ("\"a;b\";c", ["a;b", "c"]), (" \" a \" ;", ["a", ""]), ("\"\"", [""]),
        ("\"a\"\"b\"", ["a\"\"b"]), ("a\"b", ["a\"b"]), ("\"a\"", ["a"]), ("é;\"ü\"", ["é", "ü"]),
    ])
    func `stand between separators, without the marks and spaces around them`(row: String, fields: [String]) {
        #expect(split(row).fields == fields)
        #expect(split(row).fault == nil)
        #expect(split(row).count == fields.count)
    }

    @Test func `are faulty with a mark left open, text behind one, or a NUL`() {
        #expect(split("a;\"b").fault == .unclosed(2))
        #expect(split("\"a\"\"").fault == .unclosed(0))
        #expect(split("\"a\" b;c").fault == .stray(4))
        #expect(split("a;b\u{0}").fault == .nul(3))
        #expect(split("\"a\u{0}\"").fault == .nul(2))
    }

    @Test func `are counted beyond the limit, and not kept`() {
        let read = split("a;b;c;d", limit: 2)
        #expect(read.fields == ["a", "b"] && read.count == 4)
    }

    @Test(arguments: 1...5 as ClosedRange<UInt64>)
    func `come back from a row that was made of them`(seed: UInt64) {
        var random = SplitMix64(seed: seed)
        for _ in 0..<400 {
            let fields = (0..<Int.random(in: 1...8, using: &random)).map { _ in
                String(
                    (0..<Int.random(in: 0...5, using: &random)).map { _ in
                        "ab1é.".randomElement(using: &random) ?? "a"
                    }
                )
            }
            let row = fields.map { field in
                let marked = Bool.random(using: &random) ? "\"\(field)\"" : field
                return Bool.random(using: &random) ? " \(marked) " : marked
            }.joined(separator: ";")
            #expect(split(row).fields == fields, "\(row)")
        }
    }
}
