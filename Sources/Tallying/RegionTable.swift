/// The regions of rows, numbered by first appearance.
struct RegionTable: Sendable {
    /// A region and its first place.
    struct Met: Sendable {
        let code: String
        let place: LoosePlace
    }

    /// The regions, by their number.
    private(set) var met: [Met] = []
    /// Codes of a prefix and eight digits: the digits plus one in the high half, the number in the low half,
    /// so that one memory access is enough; 0 is an empty slot.
    private var slots = [UInt64](repeating: 0, count: 1 << 12)
    private var digitCodes = 0
    private var others: [String: Int] = [:]

    /// The number of a code of digits; nil if it is new.
    @inline(__always)
    func number(ofDigits digits: UInt32) -> Int? {
        var slot = Self.slot(digits) & (slots.count - 1)
        while true {
            let entry = slots[slot]
            if entry >> 32 == UInt64(digits) &+ 1 { return Int(entry & 0xFFFF_FFFF) }
            if entry == 0 { return nil }
            slot = (slot + 1) & (slots.count - 1)
        }
    }

    /// Numbers a new code of digits.
    mutating func add(digits: UInt32, code: String, at place: LoosePlace) -> Int {
        let number = add(Met(code: code, place: place))
        if digitCodes * 2 >= slots.count { grow() }
        insert((UInt64(digits) + 1) << 32 | UInt64(number))
        digitCodes += 1
        return number
    }

    /// The number of any other code, new or not.
    mutating func number(of code: String, at place: LoosePlace) -> Int {
        if let known = others[code] { return known }
        let number = add(Met(code: code, place: place))
        others[code] = number
        return number
    }

    private mutating func add(_ region: Met) -> Int {
        met.append(region)
        return met.count - 1
    }

    private mutating func insert(_ entry: UInt64) {
        var slot = Self.slot(UInt32(entry >> 32) &- 1) & (slots.count - 1)
        while slots[slot] != 0 { slot = (slot + 1) & (slots.count - 1) }
        slots[slot] = entry
    }

    private mutating func grow() {
        let old = slots
        slots = [UInt64](repeating: 0, count: old.count * 2)
        for entry in old where entry != 0 { insert(entry) }
    }

    @inline(__always)
    private static func slot(_ digits: UInt32) -> Int {
        Int(truncatingIfNeeded: (UInt64(digits) &* 0x9E37_79B9_7F4A_7C15) >> 40)
    }
}
