/// A digest of the tallies that a delivery brought of a period, by which bits that a disk lost are noticed.
///
/// It guards against accidents, not against people: FNV-1a, 64 bits, of each row, and the sum over all rows, whatever
/// their order. Source: Fowler, Noll and Vo, draft-eastlake-fnv.
struct TallyDigest {
    /// The digest of the rows so far.
    private(set) var value: Int64 = 0

    /// Adds a row.
    mutating func add(region: Int64, _ bytes: some Sequence<UInt8>) {
        var hash: UInt64 = 0xCBF2_9CE4_8422_2325
        func mix(_ byte: UInt8) { hash = (hash ^ UInt64(byte)) &* 0x100_0000_01B3 }
        for shift in stride(from: 0, to: 64, by: 8) { mix(UInt8(truncatingIfNeeded: region >> Int64(shift))) }
        for byte in bytes { mix(byte) }
        value &+= Int64(bitPattern: hash)
    }
}
