/// The secret that offsets are drawn by: a function of bytes that nobody can compute without the key.
///
/// Pure rooms know no cryptography, so whoever holds the key gives the function, HMAC-SHA-256 cut to 64 bits in the
/// program and a fixed one in tests. Every input is framed, so no two questions have the same bytes.
public struct OffsetKey: Sendable {
    private let function: @Sendable ([UInt8]) -> UInt64

    /// Takes the function.
    public init(_ function: @escaping @Sendable ([UInt8]) -> UInt64) { self.function = function }

    /// The number that the key gives to a question.
    ///
    /// - Parameters:
    ///   - purpose: What it is drawn for; numbers of different purposes have nothing to do with each other.
    ///   - words: What it is drawn of.
    ///   - number: A number that belongs to them.
    /// - Returns: A number that looks like chance to whoever has no key.
    func draw(_ purpose: String, _ words: [String], _ number: Int = 0) -> UInt64 {
        var bytes: [UInt8] = []
        bytes.reserveCapacity(96)
        for word in [purpose] + words {
            let text = Array(word.utf8)
            Self.frame(UInt64(text.count), &bytes)
            bytes += text
        }
        Self.frame(UInt64(bitPattern: Int64(number)), &bytes)
        return function(bytes)
    }

    private static func frame(_ number: UInt64, _ bytes: inout [UInt8]) {
        for shift in stride(from: 56, through: 0, by: -8) {
            bytes.append(UInt8(truncatingIfNeeded: number >> UInt64(shift)))
        }
    }
}
