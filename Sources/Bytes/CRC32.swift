import CZlib

/// The checksum of gzip files (RFC 1952, section 8), as zlib computes it.
package struct CRC32 {
    /// The checksum of the bytes so far.
    package private(set) var value: UInt32 = 0

    /// Adds bytes.
    package mutating func add(_ bytes: UnsafeRawBufferPointer) {
        // Inside the buffer, in one call; zlib takes no bytes at no address as a wish for the first value.
        guard let start = bytes.baseAddress, unsafe !bytes.isEmpty else { return }
        value = UInt32(
            truncatingIfNeeded: unsafe crc32_z(
                UInt(value),
                start.assumingMemoryBound(to: UInt8.self),
                bytes.count
            )
        )
    }
}
