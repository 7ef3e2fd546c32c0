/// External text in the form that extracts allow.
extension [UInt8] {
    /// Appends text for a quoted field: its quotes doubled, and without line ends.
    package mutating func append(csv text: String) {
        for byte in text.utf8 {
            if byte == 34 { append(34) }
            append(byte < 32 ? 32 : byte)
        }
    }

    /// Appends text for a field that is quoted only where it must be (RFC 4180), without line ends.
    package mutating func append(field text: String) {
        let isPlain = text.utf8.allSatisfy { $0 != 34 && $0 != 44 && $0 != 59 && $0 >= 32 }
        if isPlain, text.utf8.first != 32, text.utf8.last != 32 {
            append(contentsOf: text.utf8)
        } else {
            append(34)
            append(csv: text)
            append(34)
        }
    }

    /// Appends text with references for characters that XML would misread, and without those that XML does
    /// not allow.
    package mutating func append(xml text: String) {
        for byte in text.utf8 {
            switch byte {
            case 38: append("&amp;")
            case 60: append("&lt;")
            case 62: append("&gt;")
            case 34: append("&quot;")
            case 9, 10, 13: append(32)
            case 0..<32: break
            // U+FFFE and U+FFFF end in these, behind EF BF.
            case 0xBE where suffix(2) == [0xEF, 0xBF], 0xBF where suffix(2) == [0xEF, 0xBF]: removeLast(2)
            default: append(byte)
            }
        }
    }
}

extension String {
    /// The text for a quoted field.
    package var csvEscaped: String {
        var bytes: [UInt8] = []
        bytes.append(csv: self)
        return String(decoding: bytes, as: UTF8.self)
    }

    /// The text for the content or an attribute of an element.
    package var xmlEscaped: String {
        var bytes: [UInt8] = []
        bytes.append(xml: self)
        return String(decoding: bytes, as: UTF8.self)
    }
}
