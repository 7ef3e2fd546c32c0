import Crypto

/// The SHA-256 of whole numbers: of each as eight bytes, the lowest first.
struct NumberDigest {
    private var hash = SHA256()
    private var bytes: [UInt8] = []

    /// Adds a number.
    mutating func add(_ number: Int64) {
        for shift in stride(from: Int64(0), to: 64, by: 8) {
            bytes.append(UInt8(truncatingIfNeeded: number >> shift))
        }
        guard bytes.count >= 1 << 16 else { return }
        hash.update(data: bytes)
        bytes.removeAll(keepingCapacity: true)
    }

    /// Ends the digest, and returns it in hexadecimal.
    mutating func finish() -> String {
        hash.update(data: bytes)
        return hash.finalize().map { byte in
            let text = String(byte, radix: 16)
            return text.count == 1 ? "0" + text : text
        }.joined()
    }
}
