extension Sequence<UInt8> {
    /// The bytes as lower-case hexadecimal digits, two a byte.
    public var hexadecimal: String {
        var digits: [UInt8] = []
        digits.reserveCapacity(underestimatedCount * 2)
        for byte in self {
            for digit in [byte >> 4, byte & 15] { digits.append(digit < 10 ? 48 + digit : 87 + digit) }
        }
        return String(decoding: digits, as: UTF8.self)
    }
}

extension BinaryInteger {
    /// The number in decimal digits, with zeros before it up to a width in characters.
    public func padded(to width: Int) -> String {
        let digits = String(self)
        return String(repeating: "0", count: Swift.max(0, width - digits.count)) + digits
    }
}
