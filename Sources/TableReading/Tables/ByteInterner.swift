/// Distinct texts, numbered in order of first appearance.
///
/// A delivery repeats each code and period thousands of times; finding one again costs a comparison of its
/// bytes, and makes no string.
struct ByteInterner {
    /// The number of texts.
    var count: Int { ends.count - 1 }

    private var text: [UInt8] = []
    private var ends = [0]
    /// Positions by the hash of their text, -1 for none; the size is a power of two.
    private var slots = [Int32](repeating: -1, count: 64)
    private var last = -1
    private let seed = UInt64.random(in: .min ... .max)

    /// The bytes of the text at a position.
    subscript(position: Int) -> ArraySlice<UInt8> { text[ends[position]..<ends[position + 1]] }

    /// Returns the position of a text, which is added if it is new.
    ///
    /// Most deliveries are sorted: the last text and its successor are tried first.
    @inline(__always)
    mutating func position(of bytes: UnsafeRawBufferPointer) -> Int {
        if last >= 0 {
            if unsafe isText(bytes, at: last) { return last }
            if last + 1 < count, unsafe isText(bytes, at: last + 1) {
                last += 1
                return last
            }
        }
        last = unsafe found(bytes)
        return last
    }

    private mutating func found(_ bytes: UnsafeRawBufferPointer) -> Int {
        var slot = unsafe hash(bytes) & (slots.count - 1)
        while slots[slot] >= 0 {
            if unsafe isText(bytes, at: Int(slots[slot])) { return Int(slots[slot]) }
            slot = (slot + 1) & (slots.count - 1)
        }
        let position = count
        unsafe text.append(contentsOf: bytes)
        ends.append(text.count)
        slots[slot] = Int32(position)
        if count * 2 > slots.count { grow() }
        return position
    }

    private mutating func grow() {
        slots = [Int32](repeating: -1, count: slots.count * 2)
        for position in 0..<count {
            let mixed = unsafe self[position].withUnsafeBytes { unsafe hash($0) }
            var slot = mixed & (slots.count - 1)
            while slots[slot] >= 0 { slot = (slot + 1) & (slots.count - 1) }
            slots[slot] = Int32(position)
        }
    }

    @inline(__always)
    private func isText(_ bytes: UnsafeRawBufferPointer, at position: Int) -> Bool {
        let start = ends[position]
        guard ends[position + 1] - start == bytes.count else { return false }
        for index in 0..<bytes.count where unsafe bytes[index] != text[start + index] { return false }
        return true
    }

    /// FNV-1a from a random start that no delivery can know, with its high bits mixed down.
    ///
    /// Positions do not depend on it.
    @inline(__always)
    private func hash(_ bytes: UnsafeRawBufferPointer) -> Int {
        var hash = seed
        for index in 0..<bytes.count { hash = unsafe (hash ^ UInt64(bytes[index])) &* 0x0000_0100_0000_01B3 }
        return Int(truncatingIfNeeded: (hash ^ (hash >> 32)) & 0x7FFF_FFFF)
    }
}
