import Statistics
import Tallying

/// The unit ids of a period, so that none is counted twice.
///
/// Ids of digits behind a shared beginning, as numbered rows have, take one bit of a block each. If they lie
/// too far apart for that, and for any other id, a digest of 64 bits is kept: among five million ids, the
/// probability that two different ones are taken for one is below one in a million.
struct UnitIDSet {
    /// The bits of a block, as a power of two.
    private static let blockBits: UInt64 = 16
    /// The number of bits per id above which blocks are replaced by digests.
    private static let mostBits = 128

    private var beginnings: [String: UInt64] = [:]
    private var last: (beginning: [UInt8], number: UInt64)?
    private var blocks: [UInt64: [UInt64]] = [:]
    private var inBlocks = 0
    private var digests = DigestSet()
    private var usesBlocks = true

    /// Adds an id; false if it was there before.
    mutating func note(_ id: UnsafeRawBufferPointer) -> Bool {
        guard let (beginning, index) = unsafe numbered(id) else {
            return digests.insert(unsafe Self.digest(of: id))
        }
        guard usesBlocks else { return digests.insert(Self.digest(of: beginning, index)) }
        let key = beginning << 48 | index >> Self.blockBits
        let bit = index & (1 << Self.blockBits - 1)
        let word = Int(truncatingIfNeeded: bit >> 6)
        let mask: UInt64 = 1 << (bit & 63)
        let known = blocks[key]?[word] ?? 0
        guard known & mask == 0 else { return false }
        blocks[key, default: Self.emptyBlock][word] = known | mask
        inBlocks += 1
        if blocks.count > 64, blocks.count << Int(Self.blockBits) > inBlocks * Self.mostBits { leaveBlocks() }
        return true
    }

    private static let emptyBlock = [UInt64](repeating: 0, count: 1 << 10)

    /// The number of an id's beginning, and the position of its digits among all texts of digits; nil if it
    /// does not end in one to twelve digits, or there are too many beginnings.
    private mutating func numbered(_ id: UnsafeRawBufferPointer) -> (UInt64, UInt64)? {
        var start = id.count
        var number: UInt64 = 0
        var power: UInt64 = 1
        var shorter: UInt64 = 0
        // Safe here and below: positions stay inside the id.
        while start > 0, id.count - start < 12, case let digit = unsafe id[start - 1] &- 48, digit < 10 {
            start -= 1
            number += UInt64(digit) * power
            if power > 1 { shorter += power }
            power *= 10
        }
        guard start < id.count else { return nil }
        let beginning = unsafe UnsafeRawBufferPointer(rebasing: id[..<start])
        if let last, unsafe last.beginning.elementsEqual(beginning) { return (last.number, number + shorter) }
        let text = unsafe String(decoding: beginning, as: UTF8.self)
        guard let known = beginnings[text] ?? (beginnings.count < 256 ? UInt64(beginnings.count) : nil) else {
            return nil
        }
        beginnings[text] = known
        last = unsafe (Array(beginning), known)
        return (known, number + shorter)
    }

    private mutating func leaveBlocks() {
        usesBlocks = false
        for (key, block) in blocks {
            for (word, bits) in block.enumerated() where bits != 0 {
                for bit in 0..<64 where bits >> UInt64(bit) & 1 == 1 {
                    let low = UInt64(word << 6 | bit)
                    let index = (key & (1 << 48 - 1)) << Self.blockBits | low
                    _ = digests.insert(Self.digest(of: key >> 48, index))
                }
            }
        }
        blocks = [:]
    }

    private static func digest(of beginning: UInt64, _ index: UInt64) -> UInt64 {
        BitMixing.mixed(BitMixing.mixed(beginning &+ 0x9E37_79B9_7F4A_7C15) ^ index)
    }

    private static func digest(of id: UnsafeRawBufferPointer) -> UInt64 {
        var digest = BitMixing.mixed(UInt64(id.count))
        for offset in id.indices { digest = BitMixing.mixed(digest ^ UInt64(unsafe id[offset])) }
        return digest
    }
}
