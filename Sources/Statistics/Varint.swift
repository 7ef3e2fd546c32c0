/// Variable-length encoding of whole numbers: seven bits a byte, lowest first, the high bit for "more".
public enum Varint {
    /// Appends a number.
    @inlinable public static func append(_ number: UInt64, to bytes: inout [UInt8]) {
        var rest = number
        while rest >= 0x80 {
            bytes.append(UInt8(truncatingIfNeeded: rest) | 0x80)
            rest >>= 7
        }
        bytes.append(UInt8(truncatingIfNeeded: rest))
    }

    /// The number of bytes that a number needs.
    @inlinable public static func size(_ number: UInt64) -> Int {
        number < 0x80 ? 1 : (70 - number.leadingZeroBitCount) / 7
    }

    /// Reads the number at `position` and moves past it; nil where the bytes end, exceed 64 bits, or are more
    /// than the number needs: a number has one encoding only.
    @inlinable public static func read(_ bytes: [UInt8], at position: inout Int) -> UInt64? {
        var number: UInt64 = 0
        var shift: UInt64 = 0
        while position < bytes.count, shift < 64 {
            let byte = bytes[position]
            position += 1
            number |= UInt64(byte & 0x7F) << shift
            if byte < 0x80 { return (byte == 0 && shift > 0) || (shift == 63 && byte > 1) ? nil : number }
            shift += 7
        }
        return nil
    }
}
