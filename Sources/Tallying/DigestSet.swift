/// A set of digests of 64 bits, in places that are searched one after the other from the digest's own.
///
/// Three of four places are filled at most. The digest 0 is taken for 1.
package struct DigestSet: Sendable {
    private var places: [UInt64] = []
    /// The number of digests.
    package private(set) var count = 0

    package init() {}

    /// True if a digest is in the set.
    package func contains(_ digest: UInt64) -> Bool {
        guard count > 0 else { return false }
        let digest = max(1, digest)
        return places[place(of: digest)] == digest
    }

    /// Adds a digest; false if it was there before.
    package mutating func insert(_ digest: UInt64) -> Bool {
        if places.isEmpty { places = Array(repeating: 0, count: 1 << 8) }
        let digest = max(1, digest)
        let own = place(of: digest)
        guard places[own] == 0 else { return false }
        places[own] = digest
        count += 1
        if count * 4 > places.count * 3 {
            let old = places
            places = Array(repeating: 0, count: old.count * 2)
            for digest in old where digest != 0 { places[place(of: digest)] = digest }
        }
        return true
    }

    /// The number of digests that are in both sets.
    func shared(with other: Self) -> Int { places.count { $0 != 0 && other.contains($0) } }

    /// The place of a digest, or the empty one where it belongs.
    private func place(of digest: UInt64) -> Int {
        var place = Int(truncatingIfNeeded: digest) & (places.count - 1)
        while places[place] != 0, places[place] != digest { place = (place + 1) & (places.count - 1) }
        return place
    }
}
