import Statistics

/// The rows of one person model, counted by distinct pattern and level, patterns in rising order of their keys.
///
/// Equal rows give equal counts, in any order and spread over any number of tables.
public struct PatternCounts: Hashable, Sendable {
    /// The encoding of patterns as keys.
    public let layout: PatternLayout
    /// The keys of the patterns, rising.
    public let keys: [UInt64]
    /// The rows of each pattern at each level, pattern by pattern.
    public let counts: [UInt32]
    /// The number of times that the patterns were halved: one in 2^`halvings` of all is here.
    public let halvings: Int

    /// The number of rows counted.
    public var rows: Int64 { counts.reduce(0) { $0 + Int64($1) } }

    /// Combines the counts of tables of one layout; at least one table.
    public init(_ tables: [PatternTable]) {
        precondition(tables.allSatisfy { $0.layout == tables[0].layout })
        layout = tables[0].layout
        var halvings = tables.reduce(0) { max($0, $1.halvings) }
        let words = (layout.levels + 1) / 2
        var keys: [UInt64] = []
        var packed: [UInt64] = []
        keys.reserveCapacity(tables.reduce(0) { $0 + $1.count })
        packed.reserveCapacity(keys.capacity * words)
        for table in tables {
            let sieve = UInt64(1) << UInt64(halvings) - 1
            unsafe table.forEach { key, words in
                guard BitMixing.mixed(key) & sieve == 0 else { return }
                keys.append(key)
                unsafe packed.append(contentsOf: words)
            }
        }
        let limit = tables.reduce(16) { max($0, $1.limit) }
        var merged = Self.merged(keys, packed, words: words)
        while merged.keys.count > limit {
            halvings += 1
            let sieve = UInt64(1) << UInt64(halvings) - 1
            let kept = merged.keys.indices.filter { BitMixing.mixed(merged.keys[$0]) & sieve == 0 }
            merged = (
                kept.map { merged.keys[$0] }, kept.flatMap { merged.packed[$0 * words..<$0 * words + words] }
            )
        }
        self.halvings = halvings
        self.keys = merged.keys
        var counts: [UInt32] = []
        counts.reserveCapacity(merged.keys.count * layout.levels)
        for pattern in merged.keys.indices {
            for level in 0..<layout.levels {
                let word = merged.packed[pattern * words + level / 2]
                counts.append(UInt32(truncatingIfNeeded: word >> (UInt64(level & 1) * 32)))
            }
        }
        self.counts = counts
    }

    /// Sorts by key and adds up the counts of equal keys.
    private static func merged(
        _ keys: [UInt64],
        _ packed: [UInt64],
        words: Int
    ) -> (keys: [UInt64], packed: [UInt64]) {
        let order = RadixOrder.rising(keys)
        var sortedKeys: [UInt64] = []
        var sortedPacked: [UInt64] = []
        sortedKeys.reserveCapacity(keys.count)
        sortedPacked.reserveCapacity(packed.count)
        for entry in order {
            let first = Int(entry) * words
            if sortedKeys.last == keys[Int(entry)] {
                let target = sortedPacked.count - words
                for word in 0..<words { sortedPacked[target + word] &+= packed[first + word] }
            } else {
                sortedKeys.append(keys[Int(entry)])
                for word in 0..<words { sortedPacked.append(packed[first + word]) }
            }
        }
        return (sortedKeys, sortedPacked)
    }
}
