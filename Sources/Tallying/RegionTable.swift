/// The regions of rows, numbered as they are met.
struct RegionTable: Sendable {
    /// A region as it was met first.
    struct Met: Sendable {
        let code: String
        let place: LoosePlace
    }

    /// The regions, by their number.
    private(set) var met: [Met] = []
    /// Codes of a prefix and eight digits: the digits, one more than which is a key; 0 is an empty slot.
    private var keys = [UInt32](repeating: 0, count: 1 << 12)
    private var numbers = [Int32](repeating: 0, count: 1 << 12)
    private var digitCodes = 0
    private var others: [String: Int] = [:]

    /// The number of a code of digits, where it was met.
    @inline(__always)
    func number(ofDigits digits: UInt32) -> Int? {
        var slot = Self.slot(digits) & (keys.count - 1)
        while true {
            let key = keys[slot]
            if key == digits &+ 1 { return Int(numbers[slot]) }
            if key == 0 { return nil }
            slot = (slot + 1) & (keys.count - 1)
        }
    }

    /// Numbers a code of digits that was not met before.
    mutating func add(digits: UInt32, code: String, at place: LoosePlace) -> Int {
        let number = add(Met(code: code, place: place))
        if digitCodes * 2 >= keys.count { grow() }
        insert(digits &+ 1, Int32(number))
        digitCodes += 1
        return number
    }

    /// The number of any other code.
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

    private mutating func insert(_ key: UInt32, _ number: Int32) {
        var slot = Self.slot(key &- 1) & (keys.count - 1)
        while keys[slot] != 0 { slot = (slot + 1) & (keys.count - 1) }
        keys[slot] = key
        numbers[slot] = number
    }

    private mutating func grow() {
        let (oldKeys, oldNumbers) = (keys, numbers)
        keys = [UInt32](repeating: 0, count: oldKeys.count * 2)
        numbers = [Int32](repeating: 0, count: oldKeys.count * 2)
        for slot in oldKeys.indices where oldKeys[slot] != 0 { insert(oldKeys[slot], oldNumbers[slot]) }
    }

    @inline(__always)
    private static func slot(_ digits: UInt32) -> Int {
        Int(truncatingIfNeeded: (UInt64(digits) &* 0x9E37_79B9_7F4A_7C15) >> 40)
    }
}
