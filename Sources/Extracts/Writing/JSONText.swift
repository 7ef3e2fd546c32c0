/// A piece of JSON, for descriptions; tables are written row by row instead.
package indirect enum JSONText {
    /// Members, in this order.
    case object([(String, JSONText)])
    /// Items.
    case array([JSONText])
    /// Text.
    case string(String)
    /// A whole number.
    case number(Int64)
    /// True or false.
    case bool(Bool)
    /// Nothing.
    case null

    /// The text as a file: two blanks for each depth, a line end behind it.
    package var bytes: [UInt8] {
        var bytes: [UInt8] = []
        append(to: &bytes, depth: 0)
        bytes.append(10)
        return bytes
    }

    /// Appends the text, indented by `depth`.
    package func append(to bytes: inout [UInt8], depth: Int) {
        switch self {
        case .object(let members) where members.isEmpty: bytes.append("{}")
        case .object(let members):
            bytes.append(123)
            for (position, member) in members.enumerated() {
                Self.newLine(&bytes, depth + 1, position > 0)
                bytes.append(json: member.0)
                bytes.append(": ")
                member.1.append(to: &bytes, depth: depth + 1)
            }
            Self.newLine(&bytes, depth, false)
            bytes.append(125)
        case .array(let items) where items.isEmpty: bytes.append("[]")
        case .array(let items):
            bytes.append(91)
            for (position, item) in items.enumerated() {
                Self.newLine(&bytes, depth + 1, position > 0)
                item.append(to: &bytes, depth: depth + 1)
            }
            Self.newLine(&bytes, depth, false)
            bytes.append(93)
        case .string(let text): bytes.append(json: text)
        case .number(let number): bytes.append(number, decimals: 0, width: 0)
        case .bool(let isTrue): bytes.append(isTrue ? "true" : "false")
        case .null: bytes.append("null")
        }
    }

    private static func newLine(_ bytes: inout [UInt8], _ depth: Int, _ isNext: Bool) {
        if isNext { bytes.append(44) }
        bytes.append(10)
        bytes.append(contentsOf: repeatElement(32, count: depth * 2))
    }
}

extension [UInt8] {
    /// Appends a JSON string with its quotes.
    package mutating func append(json text: String) {
        append(34)
        for byte in text.utf8 {
            switch byte {
            case 34: append("\\\"")
            case 92: append("\\\\")
            case 10: append("\\n")
            case 13: append("\\r")
            case 9: append("\\t")
            case 0..<32:
                append("\\u00")
                append(byte < 16 ? 48 : 49)
                append(Array("0123456789abcdef".utf8)[Int(byte & 15)])
            default: append(byte)
            }
        }
        append(34)
    }
}
