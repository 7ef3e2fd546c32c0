import TableReading

/// A memo of derived categories by the texts of their fields, so that repeated texts are not derived again.
///
/// A derivation depends on its texts only, and most rows repeat those of others. Texts of up to 31 bytes
/// together are remembered, up to a limit; longer and further ones are derived each time.
struct DerivedMemo {
    /// The texts of some fields: for each its length and its bytes, behind a one.
    typealias Key = SIMD4<UInt64>

    /// The maximum number of keys; with twice as many slots this is a megabyte a characteristic.
    private static let limit = 1 << 14

    private var keys: [Key] = Array(repeating: .zero, count: 1 << 6)
    private var categories: [Int32] = Array(repeating: 0, count: 1 << 6)
    /// The number of times that each key was met.
    private var met: [UInt32] = Array(repeating: 0, count: 1 << 6)
    private var count = 0

    /// The key of the fields at some positions of a record; nil if they are too long.
    @inline(__always)
    static func key(_ records: borrowing CSVRecords, _ positions: [Int]) -> Key? {
        var key = Key.zero
        // Bytes collect in one word, and words in the key.
        var (word, shift, place) = (UInt64(1), UInt64(8), 0)
        for position in positions {
            let bytes = unsafe records.bytes(of: records.fields[position])
            guard place << 3 + Int(truncatingIfNeeded: shift) >> 3 + 1 + bytes.count <= 32 else { return nil }
            var next = UInt64(truncatingIfNeeded: bytes.count)
            var offset = 0
            while true {
                word |= next &<< shift
                shift &+= 8
                if shift == 64 {
                    key[place] = word
                    place &+= 1
                    (word, shift) = (0, 0)
                }
                if offset == bytes.count { break }
                // Safe: the offset is inside the field.
                next = UInt64(unsafe bytes[offset])
                offset &+= 1
            }
        }
        if shift > 0 { key[place] = word }
        return key
    }

    /// The category of a key, -1 for none; nil if the key is new.
    @inline(__always)
    mutating func category(of key: Key) -> Int32? {
        var slot = Self.hash(key) & (keys.count - 1)
        while keys[slot] != .zero {
            if keys[slot] == key {
                met[slot] &+= 1
                return categories[slot]
            }
            slot = (slot + 1) & (keys.count - 1)
        }
        return nil
    }

    /// Adds the category of a new key.
    mutating func note(_ category: Int32, of key: Key) {
        guard count < Self.limit else { return }
        if (count + 1) * 2 > keys.count {
            let (old, values, times) = (keys, categories, met)
            keys = Array(repeating: .zero, count: old.count * 2)
            categories = Array(repeating: 0, count: old.count * 2)
            met = Array(repeating: 0, count: old.count * 2)
            for (slot, key) in old.enumerated() where key != .zero {
                place(values[slot], times[slot], of: key)
            }
        }
        place(category, 1, of: key)
        count += 1
    }

    private mutating func place(_ category: Int32, _ times: UInt32, of key: Key) {
        var slot = Self.hash(key) & (keys.count - 1)
        while keys[slot] != .zero { slot = (slot + 1) & (keys.count - 1) }
        keys[slot] = key
        categories[slot] = category
        met[slot] = times
    }

    /// The texts of keys of one field, each with how often it was met, in the order of the texts.
    var texts: [(text: [UInt8], rows: Int)] {
        keys.indices.filter { keys[$0] != .zero }.map { slot in
            let words = (0..<4).map { keys[slot][$0] }
            let bytes = words.flatMap { word in
                (0..<8).map { UInt8(truncatingIfNeeded: word >> UInt64($0 * 8)) }
            }
            // Behind a one stand the length and the text.
            return (Array(bytes[2..<2 + min(Int(bytes[1]), 30)]), Int(met[slot]))
        }.sorted { $0.text.lexicographicallyPrecedes($1.text) }
    }

    @inline(__always)
    private static func hash(_ key: Key) -> Int {
        let one = (key[0] &* 0x9E37_79B9_7F4A_7C15) ^ (key[1] &* 0xC2B2_AE3D_27D4_EB4F)
        let two = (key[2] &* 0x1656_67B1_9E37_79F9) ^ (key[3] &* 0x27D4_EB2F_1656_67C5)
        let sum = (one ^ (one >> 29)) &+ (two ^ (two >> 31))
        return Int(truncatingIfNeeded: (sum &* 0x94D0_49BB_1331_11EB) >> 33)
    }
}
