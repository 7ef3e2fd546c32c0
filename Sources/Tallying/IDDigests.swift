import Statistics

/// A set of digests of 64 bits, of ids that have no place among whole numbers.
///
/// Of eight million ids, two that differ have one digest with a chance of less than one in a hundred thousand.
struct IDDigests: Sendable {
    /// The most digests; with twice as many places this is 64 MiB.
    static let limit = 1 << 22

    private var places: [UInt64] = []
    private var count = 0

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
        let digest = Self.digest(number, period: period)
        return !isEmpty && holds(digest == 0 ? 1 : digest)
    }

    /// True if nothing was noted.
    var isEmpty: Bool { count == 0 }

    private static func digest(_ number: UInt64, period: Int) -> UInt64 {
        BitMixing.mixed(BitMixing.mixed(number) ^ UInt64(truncatingIfNeeded: period &+ 1) << 48)
    }

    /// The number of digests of both sets.
    func shared(with other: Self) -> Int {
        if count == 0 || other.count == 0 { return 0 }
        return places.count { $0 != 0 && other.holds($0) }
    }

    private func holds(_ digest: UInt64) -> Bool {
        var place = Int(truncatingIfNeeded: digest) & (places.count - 1)
        while places[place] != 0 {
            if places[place] == digest { return true }
            place = (place + 1) & (places.count - 1)
        }
        return false
    }

    private mutating func insert(_ digest: UInt64) -> Bool? {
        let digest = digest == 0 ? 1 : digest
        if places.isEmpty { places = Array(repeating: 0, count: 1 << 10) }
        if holds(digest) { return false }
        guard count < Self.limit else { return nil }
        if (count + 1) * 2 > places.count {
            let old = places
            places = Array(repeating: 0, count: old.count * 2)
            for digest in old where digest != 0 { put(digest) }
        }
        put(digest)
        count += 1
        return true
    }

    private mutating func put(_ digest: UInt64) {
        var place = Int(truncatingIfNeeded: digest) & (places.count - 1)
        while places[place] != 0 { place = (place + 1) & (places.count - 1) }
        places[place] = digest
    }
}
