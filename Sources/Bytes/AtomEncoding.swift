/// The encodings in which XML is read.
package enum AtomEncoding: Hashable, Sendable {
    case utf8, windows1252, latin1
    case utf16(littleEndian: Bool)

    /// The evidence of a document's first bytes for its encoding.
    package struct Evidence: Hashable, Sendable {
        /// The encoding; nil for a stated one that is not supported.
        package var encoding: AtomEncoding?
        /// The number of bytes of the byte order mark.
        package var mark: Int
        /// True if the document states its encoding, by a mark or in its declaration.
        package var isStated: Bool
    }

    /// Finds the evidence in the first bytes of a document: byte order mark, first characters, declaration.
    package static func evidence(_ bytes: some Collection<UInt8>) -> Evidence {
        let head = Array(bytes.prefix(1_024))
        if head.starts(with: [0xEF, 0xBB, 0xBF]) {
            // A file that was saved twice, or appended to an empty one, has several.
            var mark = 3
            while head[mark...].starts(with: [0xEF, 0xBB, 0xBF]) { mark += 3 }
            return Evidence(encoding: .utf8, mark: mark, isStated: true)
        }
        if head.starts(with: [0xFF, 0xFE, 0, 0]) || head.starts(with: [0, 0, 0xFE, 0xFF]) {
            return Evidence(encoding: nil, mark: 4, isStated: true)
        }
        if head.starts(with: [0xFF, 0xFE]) {
            return Evidence(encoding: .utf16(littleEndian: true), mark: 2, isStated: true)
        }
        if head.starts(with: [0xFE, 0xFF]) {
            return Evidence(encoding: .utf16(littleEndian: false), mark: 2, isStated: true)
        }
        if head.count >= 2, head[1] == 0, head[0] != 0 {
            return Evidence(encoding: .utf16(littleEndian: true), mark: 0, isStated: true)
        }
        if head.count >= 2, head[0] == 0, head[1] != 0 {
            return Evidence(encoding: .utf16(littleEndian: false), mark: 0, isStated: true)
        }
        guard let name = declared(head) else { return Evidence(encoding: .utf8, mark: 0, isStated: false) }
        let encoding: AtomEncoding? =
            switch name {
            case "utf-8", "utf8", "us-ascii", "ascii": .utf8
            case "windows-1252", "cp1252", "cp-1252", "x-cp1252", "ms-ansi", "ansi": .windows1252
            case "iso-8859-1", "iso8859-1", "iso_8859-1", "latin1", "latin-1", "l1": .latin1
            default: nil
            }
        return Evidence(encoding: encoding, mark: 0, isStated: true)
    }

    /// The encoding that an XML declaration names, in lower case.
    private static func declared(_ head: [UInt8]) -> String? {
        guard head.starts(with: "<?xml".utf8), let end = head.firstIndex(of: 0x3E) else { return nil }
        let text = String(decoding: head[..<end], as: UTF8.self)
        guard let name = text.firstRange(of: "encoding") else { return nil }
        let rest = text[name.upperBound...].drop { $0.isWhitespace || $0 == "=" }
        guard let quote = rest.first, quote == "\"" || quote == "'" else { return nil }
        let value = rest.dropFirst().prefix { $0 != quote }
        return value.isEmpty ? nil : value.lowercased()
    }
}

/// Converts the bytes of a document in another encoding to UTF-8, in pieces.
package struct AtomTranscoder {
    private let encoding: AtomEncoding
    /// Bytes of an incomplete character.
    private var pending: [UInt8] = []
    private var highSurrogate: UInt32?
    /// True after a character that is not possible in the encoding.
    package private(set) var isWrong = false

    /// Creates a transcoder.
    package init(_ encoding: AtomEncoding) { self.encoding = encoding }

    /// Appends `bytes` as UTF-8 to `text`, up to the first impossible character.
    package mutating func append(_ bytes: ArraySlice<UInt8>, to text: inout [UInt8]) {
        switch encoding {
        case .utf8: text += bytes
        case .latin1: for byte in bytes { Self.append(UInt32(byte), to: &text) }
        case .windows1252:
            for byte in bytes {
                Self.append(
                    (0x80..<0xA0).contains(byte) ? Self.upper[Int(byte) - 0x80] : UInt32(byte),
                    to: &text
                )
            }
        case .utf16(let littleEndian):
            for byte in bytes {
                guard let first = pending.popLast() else {
                    pending.append(byte)
                    continue
                }
                let unit =
                    littleEndian ? UInt32(byte) << 8 | UInt32(first) : UInt32(first) << 8 | UInt32(byte)
                append(unit: unit, to: &text)
                if isWrong { return }
            }
        }
    }

    /// Notes that no bytes follow.
    package mutating func finish() { if !pending.isEmpty || highSurrogate != nil { isWrong = true } }

    private mutating func append(unit: UInt32, to text: inout [UInt8]) {
        switch (highSurrogate, unit) {
        case (let high?, 0xDC00..<0xE000):
            Self.append(0x10000 + ((high - 0xD800) << 10) + (unit - 0xDC00), to: &text)
            highSurrogate = nil
        case (nil, 0xD800..<0xDC00): highSurrogate = unit
        case (nil, 0..<0xD800), (nil, 0xE000...): Self.append(unit, to: &text)
        default: isWrong = true
        }
    }

    private static func append(_ scalar: UInt32, to text: inout [UInt8]) {
        if scalar < 0x80 {
            text.append(UInt8(scalar))
        } else if let scalar = Unicode.Scalar(scalar) {
            text += Array(String(Character(scalar)).utf8)
        }
    }

    /// The characters 0x80 to 0x9F in Windows-1252; the five unassigned ones stand for themselves.
    private static let upper: [UInt32] = [
        0x20AC, 0x81, 0x201A, 0x0192, 0x201E, 0x2026, 0x2020, 0x2021, 0x02C6, 0x2030, 0x0160, 0x2039, 0x0152,
        0x8D, 0x017D, 0x8F, 0x90, 0x2018, 0x2019, 0x201C, 0x201D, 0x2022, 0x2013, 0x2014, 0x02DC, 0x2122,
        0x0161,
        0x203A, 0x0153, 0x9D, 0x017E, 0x0178,
    ]
}
