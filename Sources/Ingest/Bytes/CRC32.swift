/// The checksum of gzip files (RFC 1952, section 8), four bytes at a time.
struct CRC32 {
    private var state: UInt32 = 0xFFFF_FFFF

    /// The checksum of the bytes so far.
    var value: UInt32 { ~state }

    /// For each of four positions in a word, the contribution of each byte there.
    private static let tables: [UInt32] = {
        var tables = [UInt32](repeating: 0, count: 1024)
        for byte in 0..<256 {
            var rest = UInt32(byte)
            for _ in 0..<8 { rest = rest & 1 == 1 ? rest >> 1 ^ 0xEDB8_8320 : rest >> 1 }
            tables[byte] = rest
        }
        for position in 256..<1024 {
            let shorter = tables[position - 256]
            tables[position] = shorter >> 8 ^ tables[Int(shorter & 0xFF)]
        }
        return tables
    }()

    /// Adds bytes.
    mutating func add(_ bytes: UnsafeRawBufferPointer) {
        var state = state
        var position = 0
        unsafe Self.tables.withUnsafeBufferPointer { tables in
            // Words and bytes inside the buffer; indices of one byte, each in its own table.
            while position + 4 <= bytes.count {
                state ^= unsafe UInt32(
                    littleEndian: bytes.loadUnaligned(fromByteOffset: position, as: UInt32.self)
                )
                let low = unsafe tables[Int(768 + (state & 0xFF))] ^ tables[Int(512 + (state >> 8 & 0xFF))]
                let high = unsafe tables[Int(256 + (state >> 16 & 0xFF))] ^ tables[Int(state >> 24)]
                state = low ^ high
                position += 4
            }
            while position < bytes.count {
                state = unsafe state >> 8 ^ tables[Int((state ^ UInt32(bytes[position])) & 0xFF)]
                position += 1
            }
        }
        self.state = state
    }
}
