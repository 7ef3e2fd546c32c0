import Statistics

/// Reads JSON from its start to its end, one value after another, with the place of each.
///
/// It builds no tree: the caller asks for an object, a list or a scalar, or skips a value. Nesting is
/// limited, so that no document can exhaust the stack.
struct JSONText {
    /// The maximum depth of nested objects and lists.
    static let depthLimit = 32

    private let bytes: [UInt8]
    private var position = 0
    private var line = 1
    private var lineStart = 0
    private var depth = 0

    /// Begins to read UTF-8 text.
    init(_ bytes: [UInt8]) {
        self.bytes = bytes
        skipBlanks()
    }

    /// The next byte that is not blank; nil at the end.
    var next: UInt8? { position < bytes.count ? bytes[position] : nil }

    /// The place of the next value.
    var place: Place { Place(line: line, column: position - lineStart + 1) }

    /// Reads an object; `member` must read or skip the value of each key.
    mutating func object(_ member: (String, inout Self) throws(RegionsFlaw) -> Void) throws(RegionsFlaw) {
        try open(0x7B)
        if !take(0x7D) {
            repeat {
                guard next == 0x22 else { throw flaw("a key in quotation marks is missing") }
                let key = try string()
                guard take(0x3A) else { throw flaw("a colon is missing") }
                try member(key, &self)
            } while take(0x2C)
            guard take(0x7D) else { throw flaw("a comma or a closing brace is missing") }
        }
        depth -= 1
    }

    /// Reads a list; `item` must read or skip each of its values.
    mutating func array(_ item: (inout Self) throws(RegionsFlaw) -> Void) throws(RegionsFlaw) {
        try open(0x5B)
        if !take(0x5D) {
            repeat { try item(&self) } while take(0x2C)
            guard take(0x5D) else { throw flaw("a comma or a closing bracket is missing") }
        }
        depth -= 1
    }

    /// Reads a text, or a number or Boolean as its text; nil for null.
    mutating func scalar() throws(RegionsFlaw) -> String? {
        if next == 0x22 { return try string() }
        let start = position
        while let byte = next, byte > 32, ![0x2C, 0x5D, 0x7D, 0x3A, 0x22, 0x5B, 0x7B].contains(byte) {
            position += 1
        }
        let word = String(decoding: bytes[start..<position], as: UTF8.self)
        let isNumber = word.utf8.first.map { $0 == 45 || (48...57).contains($0) } ?? false
        guard ["null", "true", "false"].contains(word) || isNumber && Double(word) != nil else {
            position = start
            throw flaw("a value is missing or damaged")
        }
        skipBlanks()
        return word == "null" ? nil : word
    }

    /// Skips a value.
    mutating func skip() throws(RegionsFlaw) {
        switch next {
        case 0x7B: try object { (_, json) throws(RegionsFlaw) in try json.skip() }
        case 0x5B: try array { (json) throws(RegionsFlaw) in try json.skip() }
        default: _ = try scalar()
        }
    }

    /// Requires the end of the document.
    func finish() throws(RegionsFlaw) {
        guard position == bytes.count else { throw flaw("something follows the end of the JSON") }
    }

    private mutating func open(_ byte: UInt8) throws(RegionsFlaw) {
        guard next == byte else { throw flaw(byte == 0x7B ? "an object is missing" : "a list is missing") }
        depth += 1
        guard depth <= Self.depthLimit else { throw flaw("the JSON is nested too deep") }
        position += 1
        skipBlanks()
    }

    private mutating func take(_ byte: UInt8) -> Bool {
        guard next == byte else { return false }
        position += 1
        skipBlanks()
        return true
    }

    private mutating func skipBlanks() {
        while let byte = next, byte == 32 || byte == 9 || byte == 10 || byte == 13 {
            position += 1
            // CR LF counts as one line end, at its LF.
            guard byte == 10 || byte == 13 && next != 10 else { continue }
            line += 1
            lineStart = position
        }
    }

    private mutating func string() throws(RegionsFlaw) -> String {
        let start = self
        var text: [UInt8] = []
        position += 1
        while let byte = next, byte != 0x22 {
            guard byte >= 32 else { throw start.flaw("a text does not end on its line") }
            position += 1
            if byte != 0x5C {
                text.append(byte)
                continue
            }
            guard let escaped = next else { break }
            position += 1
            switch escaped {
            case 0x22, 0x5C, 0x2F: text.append(escaped)
            case 0x62: text.append(8)
            case 0x66: text.append(12)
            case 0x6E: text.append(10)
            case 0x72: text.append(13)
            case 0x74: text.append(9)
            case 0x75: text += Array(try String(Character(character())).utf8)
            default: throw start.flaw("a text holds an escape that there is not")
            }
        }
        guard next == 0x22 else { throw start.flaw("a text does not end") }
        position += 1
        skipBlanks()
        return String(decoding: text, as: UTF8.self)
    }

    /// The character behind `\u`: one unit of UTF-16, or two.
    private mutating func character() throws(RegionsFlaw) -> Unicode.Scalar {
        let high = try unit()
        if let scalar = Unicode.Scalar(high) { return scalar }
        guard (0xD800..<0xDC00).contains(high), bytes[position...].starts(with: [0x5C, 0x75]) else {
            throw flaw("half a character is missing")
        }
        position += 2
        let low = try unit()
        guard (0xDC00..<0xE000).contains(low),
            let scalar = Unicode.Scalar(0x10000 + ((high - 0xD800) << 10) + (low - 0xDC00))
        else { throw flaw("half a character is missing") }
        return scalar
    }

    private mutating func unit() throws(RegionsFlaw) -> UInt32 {
        let digits = bytes[position...].prefix(4)
        guard digits.count == 4, digits.allSatisfy({ Self.isHexadecimal($0) }),
            let unit = UInt32(String(decoding: digits, as: UTF8.self), radix: 16)
        else { throw flaw("four hexadecimal digits are missing") }
        position += 4
        return unit
    }

    private static func isHexadecimal(_ byte: UInt8) -> Bool {
        (48...57).contains(byte) || (65...70).contains(byte & 0xDF)
    }

    private func flaw(_ message: String) -> RegionsFlaw {
        let isOver = position >= bytes.count
        return RegionsFlaw(
            place,
            isOver ? "the JSON ends too early" : "this is no JSON: \(message)",
            "fetch the list again"
        )
    }
}
