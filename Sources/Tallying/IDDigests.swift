import Statistics

/// A set of digests of 64 bits, of ids that have no place among whole numbers.
///
/// Of eight million ids, two that differ have one digest with a chance of less than one in a hundred thousand.
struct IDDigests: Sendable {
    /// The most digests; with their places this is 64 MiB.
    static let limit = 1 << 22

    private var digests = DigestSet()

    /// Notes an id of a period; false if it was noted before, nil if there is no more room.
    mutating func note(_ text: UnsafeRawBufferPointer, period: Int) -> Bool? {
        var digest = BitMixing.mixed(UInt64(text.count) &+ UInt64(truncatingIfNeeded: period) << 32)
        for offset in text.indices { digest = BitMixing.mixed(digest ^ UInt64(unsafe text[offset])) }
        return insert(digest)
    }

    /// Notes a number of a period; false if it was noted before, nil if there is no more room.
    mutating func note(_ number: UInt64, period: Int) -> Bool? { insert(Self.digest(number, period: period)) }

    /// True if a number of a period was noted.
    func holds(_ number: UInt64, period: Int) -> Bool {
        digests.contains(Self.digest(number, period: period))
    }

    /// True if nothing was noted.
    var isEmpty: Bool { digests.count == 0 }

    private static func digest(_ number: UInt64, period: Int) -> UInt64 {
        BitMixing.mixed(BitMixing.mixed(number) ^ UInt64(truncatingIfNeeded: period &+ 1) << 48)
    }

    /// The number of digests of both sets.
    func shared(with other: Self) -> Int { digests.shared(with: other.digests) }

    private mutating func insert(_ digest: UInt64) -> Bool? {
        if digests.contains(digest) { return false }
        return digests.count < Self.limit ? digests.insert(digest) : nil
    }
}
