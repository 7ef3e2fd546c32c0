/// Walks through JSON without a tree of it: a file of boundaries has millions of numbers.
struct JSONScanner {
    /// Here the bytes are no JSON, or other JSON than was asked for.
    struct Malformed: Error {}

    private let bytes: [UInt8]
    /// The place of the next byte.
    var position = 0
    private var depth = 0
    /// How deep values may stand in each other.
    private static let deepest = 64

    init(_ bytes: [UInt8]) {
        self.bytes = bytes
        if bytes.starts(with: [0xEF, 0xBB, 0xBF]) { position = 3 }
    }

    /// The line of a place, from 1; of where the walk stands, where none is given.
    func line(of place: Int? = nil) -> Int {
        bytes[..<min(place ?? position, bytes.count)].count { $0 == 10 } + 1
    }

    /// The place of the next value, white space passed.
    mutating func next() -> Int {
        _ = peek()
        return position
    }

    /// Calls `body` for each member of an object; it has to pass the value.
    mutating func members(_ body: (inout Self, String) throws -> Void) throws {
        try list(open: UInt8(ascii: "{"), close: UInt8(ascii: "}")) { json in
            let name = try json.string()
            try json.take(UInt8(ascii: ":"))
            try body(&json, name)
        }
    }

    /// Calls `body` for each element of an array; it has to pass the value.
    mutating func elements(_ body: (inout Self) throws -> Void) throws {
        try list(open: UInt8(ascii: "["), close: UInt8(ascii: "]"), body)
    }

    private mutating func list(open: UInt8, close: UInt8, _ body: (inout Self) throws -> Void) throws {
        depth += 1
        defer { depth -= 1 }
        guard depth <= Self.deepest else { throw Malformed() }
        try take(open)
        if peek() == close { return position += 1 }
        while true {
            try body(&self)
            guard let next = peek() else { throw Malformed() }
            position += 1
            if next == close { return }
            guard next == UInt8(ascii: ",") else { throw Malformed() }
        }
    }

    /// A text.
    mutating func string() throws -> String {
        try take(UInt8(ascii: "\""))
        let start = position
        while position < bytes.count, bytes[position] != UInt8(ascii: "\"") {
            // What is escaped stays as it is written: codes and names of keys have no such characters.
            position += bytes[position] == UInt8(ascii: "\\") ? 2 : 1
        }
        guard position < bytes.count else { throw Malformed() }
        defer { position += 1 }
        return String(decoding: bytes[start..<position], as: UTF8.self)
    }

    /// A text; nil for another value, which is passed.
    mutating func stringOrNil() throws -> String? {
        if peek() == UInt8(ascii: "\"") { return try string() }
        try skip()
        return nil
    }

    /// A finite number.
    mutating func number() throws -> Double {
        _ = peek()
        let start = position
        while position < bytes.count, Self.isOfNumber(bytes[position]) { position += 1 }
        guard let number = Double(String(decoding: bytes[start..<position], as: UTF8.self)), number.isFinite
        else { throw Malformed() }
        return number
    }

    /// True for null, which is passed.
    mutating func isNull() throws -> Bool {
        guard peek() == UInt8(ascii: "n") else { return false }
        try skip()
        return true
    }

    /// Passes a value.
    mutating func skip() throws {
        switch peek() {
        case UInt8(ascii: "{"): try members { json, _ in try json.skip() }
        case UInt8(ascii: "["): try elements { try $0.skip() }
        case UInt8(ascii: "\""): _ = try string()
        case UInt8(ascii: "t"): try word("true")
        case UInt8(ascii: "f"): try word("false")
        case UInt8(ascii: "n"): try word("null")
        default: _ = try number()
        }
    }

    private mutating func word(_ text: String) throws {
        guard bytes[position...].starts(with: text.utf8) else { throw Malformed() }
        position += text.utf8.count
    }

    private mutating func take(_ byte: UInt8) throws {
        guard peek() == byte else { throw Malformed() }
        position += 1
    }

    /// The next byte that is no white space; nil at the end.
    private mutating func peek() -> UInt8? {
        while position < bytes.count, [9, 10, 13, 32].contains(bytes[position]) { position += 1 }
        return position < bytes.count ? bytes[position] : nil
    }

    private static func isOfNumber(_ byte: UInt8) -> Bool {
        (48...57).contains(byte) || [43, 45, 46, 69, 101].contains(byte)
    }
}
