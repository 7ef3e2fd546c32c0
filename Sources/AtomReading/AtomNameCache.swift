/// A cache of the meanings of names by their addresses in libxml2, which stores each name once.
///
/// Addresses are compared, never dereferenced.
@safe struct AtomNameCache<Meaning> {
    private typealias Slot = (local: UInt, space: UInt, meaning: Meaning)
    private var slots: [Slot]
    /// Every name that was seen, for what finds no room in the slots.
    private var all: [Name: Meaning] = [:]

    private struct Name: Hashable {
        let local: UInt
        let space: UInt
    }

    /// The number of different names.
    var count: Int { all.count }

    /// Creates an empty cache.
    init(_ none: Meaning) { slots = Array(repeating: (0, 0, none), count: 512) }

    /// Returns the meaning of a name, and computes it on first use.
    @inline(__always)
    mutating func value(
        _ local: UnsafePointer<UInt8>?,
        _ space: UnsafePointer<UInt8>?,
        _ make: (String, String) -> Meaning
    ) -> Meaning {
        let a = UInt(bitPattern: local)
        let b = UInt(bitPattern: space)
        let position = Int(truncatingIfNeeded: (a ^ (a >> 9) ^ (b << 3)) & 511)
        if slots[position].local == a, slots[position].space == b, a != 0 { return slots[position].meaning }
        let name = Name(local: a, space: b)
        let meaning: Meaning
        if let known = all[name] {
            meaning = known
        } else {
            // The texts are read while the parser provides them.
            meaning = unsafe make(
                local.map { unsafe String(cString: $0) } ?? "",
                space.map { unsafe String(cString: $0) } ?? ""
            )
            all[name] = meaning
        }
        slots[position] = (a, b, meaning)
        return meaning
    }
}
