import Statistics

/// Where the rows of an extract stand, so that the next one can take over what did not change.
///
/// It is kept beside the releases, not in them, and can always be made again: an index that is damaged, or of
/// another file, is as good as none.
struct ExtractIndex: Hashable, Sendable {
    /// The digest of the extract it is of.
    var sha256: String
    /// The digest of the bytes before the first row.
    var headHash: String
    /// Where the first row starts.
    var start: Int
    /// The regions of the rows, rising.
    var regions: [Int32]
    /// Where each row ends.
    var ends: [Int]

    private static let magic: [UInt64] = [0x5045_494C_4944_5831]

    /// The index as a file.
    var bytes: [UInt8] {
        var words: [UInt64] = Self.magic + [UInt64(start), UInt64(regions.count)]
        words.reserveCapacity(3 + 2 * regions.count)
        for (region, end) in zip(regions, ends) {
            words.append(UInt64(region))
            words.append(UInt64(end))
        }
        let body = unsafe words.withUnsafeBytes { unsafe Array($0) }
        return Array((sha256 + headHash).utf8) + body
    }

    /// Reads an index; nil when it is damaged.
    init?(bytes: [UInt8]) {
        guard bytes.count >= 128 + 24, bytes.count % 8 == 0 else { return nil }
        sha256 = String(decoding: bytes[0..<64], as: UTF8.self)
        headHash = String(decoding: bytes[64..<128], as: UTF8.self)
        let words = unsafe bytes.withUnsafeBytes { buffer in
            // Loads are unaligned and inside the buffer, whose size was checked.
            (0..<(buffer.count - 128) / 8).map {
                unsafe buffer.loadUnaligned(fromByteOffset: 128 + 8 * $0, as: UInt64.self)
            }
        }
        guard words[0] == Self.magic[0], words[1] < 1 << 40, words[2] < 1 << 31, words.count == 3 + 2 * Int(words[2])
        else { return nil }
        start = Int(words[1])
        regions = []
        ends = []
        regions.reserveCapacity(Int(words[2]))
        ends.reserveCapacity(Int(words[2]))
        var end = start
        for row in 0..<Int(words[2]) {
            let (region, next) = (words[3 + 2 * row], words[4 + 2 * row])
            guard region < 1 << 31, next < 1 << 40, Int(next) > end, Int32(region) > regions.last ?? -1 else { return nil }
            end = Int(next)
            regions.append(Int32(region))
            ends.append(end)
        }
    }

    /// Creates an index without rows.
    init(headHash: String, start: Int) {
        sha256 = ""
        self.headHash = headHash
        self.start = start
        regions = []
        ends = []
    }
}
