import Foundation

/// Bytes for a file, collected and written a megabyte at a time.
struct ByteSink {
    /// The bytes not yet written; fragments are appended to them directly.
    var bytes: [UInt8] = []

    private let file: FileHandle
    private static let full = 1 << 20

    /// Prepares writing to an open file.
    init(_ file: FileHandle) {
        self.file = file
        bytes.reserveCapacity(Self.full + 1 << 16)
    }

    /// Writes the collected bytes if they are many enough.
    mutating func drain() throws {
        if bytes.count >= Self.full { try flush() }
    }

    /// Writes all collected bytes.
    mutating func flush() throws {
        try file.write(contentsOf: Data(bytes))
        bytes.removeAll(keepingCapacity: true)
    }

    /// Appends text.
    mutating func append(_ text: String) { bytes.append(contentsOf: text.utf8) }

    /// Appends one byte.
    mutating func append(_ byte: UInt8) { bytes.append(byte) }

    /// Appends bytes.
    mutating func append(_ fragment: [UInt8]) { bytes.append(contentsOf: fragment) }

    /// Appends a number of units of the last of `decimals` decimals, with a point, behind spaces up to `width`.
    mutating func append(_ number: Int64, decimals: Int, width: Int = 0) {
        let start = bytes.count
        var rest = number.magnitude
        var digits = 0
        // From the back: the digits, the point at its place, the sign; then reversed.
        repeat {
            if digits == decimals, decimals > 0 { bytes.append(UInt8(ascii: ".")) }
            bytes.append(UInt8(ascii: "0") + UInt8(rest % 10))
            rest /= 10
            digits += 1
        } while rest > 0 || digits <= decimals
        if number < 0 { bytes.append(UInt8(ascii: "-")) }
        while bytes.count - start < width { bytes.append(UInt8(ascii: " ")) }
        bytes[start...].reverse()
    }
}
