import Statistics

/// Where the rows of an extract stand, so that the next one can take over what did not change.
///
/// It is kept beside the releases, not in them, and can always be made again: an index that is damaged, of
/// another version or of another file is as good as none. docs/formats/extracts.md describes its bytes.
struct ExtractIndex: Hashable, Sendable {
    /// The digest of the extract it is of.
    var sha256: String
    /// Where the first row starts.
    let start: Int
    /// The regions of the rows, rising.
    private(set) var regions: [Int32]
    /// Where each row ends.
    private(set) var ends: [Int]

    /// `PEILIX` and the version.
    private static let magic: UInt64 = 0x5045_494C_4958_0002
    private static let digestSize = 64

    /// Creates an index without rows.
    init(start: Int) {
        sha256 = ""
        self.start = start
        regions = []
        ends = []
    }

    /// Where a row stands.
    func range(of row: Int) -> Range<Int> { (row == 0 ? start : ends[row - 1])..<ends[row] }

    /// Where the rows end.
    var end: Int { ends.last ?? start }

    /// Adds the next row.
    mutating func append(_ region: Int32, size: Int) {
        regions.append(region)
        ends.append(end + size)
    }

    /// The index as a file: the digest of the extract, numbers of eight bytes, and a digest of all that.
    var bytes: [UInt8] {
        var words = [Self.magic, UInt64(start), UInt64(regions.count)]
        words.reserveCapacity(3 + 2 * regions.count)
        for row in regions.indices {
            words.append(UInt64(regions[row]))
            words.append(UInt64(ends[row]))
        }
        let body =
            Array(sha256.utf8)
            + words.flatMap { word in (0..<8).map { UInt8(truncatingIfNeeded: word >> (8 * $0)) } }
        return body + Array(Publish.sha256(body).utf8)
    }

    /// Reads an index; nil when it is damaged.
    init?(bytes: [UInt8]) {
        let body = bytes.dropLast(Self.digestSize)
        guard body.count >= Self.digestSize + 24, body.count % 8 == 0,
            bytes.suffix(Self.digestSize).elementsEqual(Publish.sha256(Array(body)).utf8)
        else { return nil }
        func word(_ number: Int) -> UInt64 {
            let first = Self.digestSize + 8 * number
            return (0..<8).reduce(0) { $0 | UInt64(body[first + $1]) << (8 * UInt64($1)) }
        }
        let rows = word(2)
        guard word(0) == Self.magic, word(1) < 1 << 40, rows < 1 << 31,
            body.count == Self.digestSize + 24 + 16 * Int(rows)
        else { return nil }
        self.init(start: Int(word(1)))
        sha256 = String(decoding: body[..<Self.digestSize], as: UTF8.self)
        regions.reserveCapacity(Int(rows))
        ends.reserveCapacity(Int(rows))
        for row in 0..<Int(rows) {
            let (region, next) = (word(3 + 2 * row), word(4 + 2 * row))
            guard region < 1 << 31, next < 1 << 40, Int(next) > end, Int32(region) > regions.last ?? -1 else {
                return nil
            }
            append(Int32(region), size: Int(next) - end)
        }
    }
}
