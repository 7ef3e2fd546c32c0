/// A check that bytes are UTF-8.
package enum UTF8Check {
    /// Returns the number of bytes, from the first, that are whole characters in UTF-8.
    package static func valid(_ bytes: UnsafeBufferPointer<UInt8>) -> Int {
        let raw = UnsafeRawBufferPointer(bytes)
        var position = 0
        while position < bytes.count {
            // Most of a delivery is ASCII: thirty-two bytes at a time, inside the buffer.
            while position + 32 <= bytes.count {
                let four = unsafe raw.loadUnaligned(fromByteOffset: position, as: SIMD4<UInt64>.self)
                guard four & SIMD4(repeating: 0x8080_8080_8080_8080) == SIMD4(repeating: 0) else { break }
                position += 32
            }
            let stop = min(position + 32, bytes.count)
            while position < stop {
                let length = unsafe length(of: bytes, at: position)
                guard length > 0 else { return position }
                position += length
            }
        }
        return position
    }

    /// The length of the character at `position`; 0 if there is none, or only a part.
    private static func length(of bytes: UnsafeBufferPointer<UInt8>, at position: Int) -> Int {
        let first = unsafe bytes[position]
        if first < 0x80 { return 1 }
        // The range of the second byte depends on the first (RFC 3629, section 4).
        let (length, second): (Int, ClosedRange<UInt8>) =
            switch first {
            case 0xC2...0xDF: (2, 0x80...0xBF)
            case 0xE0: (3, 0xA0...0xBF)
            case 0xED: (3, 0x80...0x9F)
            case 0xE1...0xEF: (3, 0x80...0xBF)
            case 0xF0: (4, 0x90...0xBF)
            case 0xF4: (4, 0x80...0x8F)
            case 0xF1...0xF3: (4, 0x80...0xBF)
            default: (0, 0...0)
            }
        guard length > 0, position + length <= bytes.count, unsafe second.contains(bytes[position + 1]) else {
            return 0
        }
        for next in position + 2..<max(position + length, position + 2) {
            guard unsafe bytes[next] & 0xC0 == 0x80 else { return 0 }
        }
        return length
    }
}
