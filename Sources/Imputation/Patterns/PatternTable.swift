public import Statistics

/// Counts rows by pattern and level as they stream past; memory grows with the patterns, never with the rows.
///
/// A table stores at most `limit` patterns. With more, patterns are sampled by a hash of their key: half of
/// them stay, then half of these, and so on. Which ones stay depends on the set of patterns only, not on
/// their order or on how rows were split over tables, because ``PatternCounts`` halves the union of the
/// tables in the same way. A table is used by one thread at a time.
@safe
public final class PatternTable: @unchecked Sendable {
    /// The encoding of patterns as keys.
    public let layout: PatternLayout
    /// The maximum number of stored patterns.
    public let limit: Int
    /// The number of times that the patterns were halved: one in 2^`halvings` is stored.
    public private(set) var halvings = 0
    /// The number of stored patterns.
    public private(set) var count = 0

    /// The words of a slot: the key, and two counts a word.
    @usableFromInline let stride: Int
    /// Behind an address: a table is used by one thread at a time, so no exclusivity check is needed row by
    /// row.
    @usableFromInline let state: UnsafeMutablePointer<State>
    private var room: Int

    /// The part that changes when the table grows.
    @safe @usableFromInline
    struct State {
        @usableFromInline var slots: UnsafeMutablePointer<UInt64>
        /// The number of slots less one; their number is a power of two.
        @usableFromInline var mask: Int
        /// The bits that are zero in the hash of every stored pattern.
        @usableFromInline var sieve: UInt64
    }

    // Safe: the state lives as long as the table.
    @inlinable var slots: UnsafeMutablePointer<UInt64> { unsafe state.pointee.slots }
    @inlinable var mask: Int { unsafe state.pointee.mask }
    @inlinable var sieve: UInt64 { unsafe state.pointee.sieve }

    @usableFromInline static var empty: UInt64 { .max }

    /// Creates an empty table.
    ///
    /// - Parameters:
    ///   - layout: The encoding of patterns as keys.
    ///   - limit: The maximum number of stored patterns, at least 16.
    public init(_ layout: PatternLayout, limit: Int = 1 << 21) {
        self.layout = layout
        self.limit = max(16, limit)
        stride = 1 + (layout.levels + 1) / 2
        room = 640
        unsafe state = .allocate(capacity: 1)
        let slots = unsafe Self.allocated(slots: 1 << 10, stride: stride)
        unsafe state.initialize(to: State(slots: slots, mask: (1 << 10) - 1, sieve: 0))
    }

    deinit {
        unsafe slots.deallocate()
        unsafe state.deallocate()
    }

    private static func allocated(slots: Int, stride: Int) -> UnsafeMutablePointer<UInt64> {
        let words = UnsafeMutablePointer<UInt64>.allocate(capacity: slots * stride)
        unsafe words.initialize(repeating: 0, count: slots * stride)
        for slot in 0..<slots { unsafe words[slot * stride] = empty }
        return unsafe words
    }

    /// Counts a row.
    ///
    /// - Parameters:
    ///   - key: The key of its pattern under ``layout``.
    ///   - level: Its level, from 0 to below the number of levels.
    @inlinable
    public func add(_ key: UInt64, level: Int) {
        let hash = BitMixing.mixed(key)
        guard hash & sieve == 0 else { return }
        precondition(level >= 0 && level < layout.levels)
        var slot = Int(truncatingIfNeeded: hash >> 32) & mask
        // Safe: a slot is at most `mask`, and every slot has `stride` words.
        while unsafe slots[slot &* stride] != key {
            if unsafe slots[slot &* stride] == Self.empty {
                guard insert(key) else { return }
                return add(key, level: level)
            }
            slot = (slot &+ 1) & mask
        }
        let word = unsafe slots + (slot &* stride &+ 1 &+ level >> 1)
        unsafe word.pointee &+= 1 << (UInt64(level & 1) * 32)
    }

    /// Makes a slot for a pattern; false if the sample does not include it.
    @usableFromInline
    func insert(_ key: UInt64) -> Bool {
        let hash = BitMixing.mixed(key)
        while count >= limit, hash & sieve == 0 {
            halvings += 1
            unsafe state.pointee.sieve = (1 << UInt64(halvings)) - 1
            rehash(slots: mask + 1)
        }
        guard hash & sieve == 0 else { return false }
        if count >= room { rehash(slots: 2 * (mask + 1)) }
        var slot = Int(truncatingIfNeeded: hash >> 32) & mask
        // Safe: a slot is at most `mask`; an empty one is found because not all are taken.
        while unsafe slots[slot * stride] != Self.empty { slot = (slot + 1) & mask }
        unsafe slots[slot * stride] = key
        count += 1
        return true
    }

    private func rehash(slots newCount: Int) {
        let old = unsafe slots
        let oldCount = mask + 1
        unsafe state.pointee.slots = Self.allocated(slots: newCount, stride: stride)
        unsafe state.pointee.mask = newCount - 1
        room = newCount / 8 * 5
        count = 0
        for slot in 0..<oldCount {
            // Safe: `slot` runs over the old slots.
            let from = unsafe old + slot * stride
            let hash = unsafe BitMixing.mixed(from.pointee)
            guard unsafe from.pointee != Self.empty, hash & sieve == 0 else { continue }
            var to = Int(truncatingIfNeeded: hash >> 32) & mask
            while unsafe slots[to * stride] != Self.empty { to = (to + 1) & mask }
            unsafe (slots + to * stride).update(from: from, count: stride)
            count += 1
        }
        unsafe old.deallocate()
    }

    /// Calls `body` with the key and the pairwise packed counts of every pattern, in no order.
    func forEach(_ body: (UInt64, UnsafeBufferPointer<UInt64>) -> Void) {
        for slot in 0...mask {
            // Safe: `slot` is at most `mask`, and every slot has `stride` words.
            let words = unsafe slots + slot * stride
            guard unsafe words.pointee != Self.empty else { continue }
            unsafe body(words.pointee, UnsafeBufferPointer(start: words + 1, count: stride - 1))
        }
    }
}
