import Statistics

/// Finds the record of a region and a period, for rows in any order.
package struct RecordIndex {
    private var keys: [UInt64] = []
    /// Positions by the hash of their key, -1 for none; the size is a power of two.
    private var slots = [Int32](repeating: -1, count: 256)
    private var last: (key: UInt64, position: Int) = (.max, 0)

    package init() {
    }

    /// The position of the record; nil if there is none yet.
    @inline(__always)
    package mutating func position(region: Int, period: Int) -> Int? {
        let key = Self.key(region, period)
        if last.key == key { return last.position }
        var slot = hash(key)
        while slots[slot] >= 0 {
            let position = Int(slots[slot])
            if keys[position] == key {
                last = (key, position)
                return position
            }
            slot = (slot + 1) & (slots.count - 1)
        }
        return nil
    }

    /// Adds a new record, at the next position.
    package mutating func add(region: Int, period: Int) {
        let key = Self.key(region, period)
        last = (key, keys.count)
        keys.append(key)
        if keys.count * 2 > slots.count {
            slots = [Int32](repeating: -1, count: slots.count * 2)
            for (position, key) in keys.enumerated() { place(key, position) }
        } else {
            place(key, keys.count - 1)
        }
    }

    private mutating func place(_ key: UInt64, _ position: Int) {
        var slot = hash(key)
        while slots[slot] >= 0 { slot = (slot + 1) & (slots.count - 1) }
        slots[slot] = Int32(position)
    }

    @inline(__always)
    private func hash(_ key: UInt64) -> Int {
        Int(truncatingIfNeeded: (key &* 0x9E37_79B9_7F4A_7C15) >> 33) & (slots.count - 1)
    }

    @inline(__always)
    private static func key(_ region: Int, _ period: Int) -> UInt64 {
        UInt64(truncatingIfNeeded: region) << 32 | UInt64(truncatingIfNeeded: period)
    }
}
