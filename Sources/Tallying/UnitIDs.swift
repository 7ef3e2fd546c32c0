/// The set of unit ids of a delivery, for finding repetitions: one bit for each whole number that an id can
/// be.
///
/// Ids are digits, perhaps behind a beginning that all share. The bits stand in blocks that are allocated
/// where ids fall, up to a limit; beyond it repeated ids are no longer noticed, and the receipt says so.
@safe
struct UnitIDs: ~Copyable {
    /// The bits of a block, as a power of two.
    private static let blockBits: UInt64 = 20
    /// The words of a block.
    private static let blockWords = 1 << 14
    /// The most digits of an id.
    static let digits = 16

    /// True if every id was noted.
    private(set) var isComplete = true
    /// The number of ids noted, repeated or not.
    private(set) var noted = 0

    /// Digests of the ids that are no digits behind the shared beginning, or lie too far from the others.
    private(set) var digests = IDDigests()

    private let blockLimit: Int
    private var blocks: [UInt64: UnsafeMutablePointer<UInt64>] = unsafe [:]
    private var lastKey = UInt64.max
    private var last: UnsafeMutablePointer<UInt64>

    /// - Parameter blockLimit: The maximum number of blocks, of 128 KiB each.
    init(blockLimit: Int = 192) {
        self.blockLimit = blockLimit
        // Never dereferenced: no id has the first `lastKey`.
        unsafe last = .allocate(capacity: 1)
        unsafe scratch = last
    }

    private let scratch: UnsafeMutablePointer<UInt64>

    deinit {
        unsafe blocks.values.forEach { unsafe $0.deallocate() }
        unsafe scratch.deallocate()
    }

    /// The position of digits among all texts of digits, shorter ones first: different texts have different
    /// positions.
    @inline(__always)
    static func index(_ number: UInt64, digits: Int) -> UInt64 { number &+ shorter[digits] }

    /// For each number of digits, the number of texts with fewer: 0, 0, 10, 110 and so on.
    private static let shorter: [UInt64] = {
        var sums: [UInt64] = [0, 0]
        var power: UInt64 = 10
        for _ in 2...digits {
            sums.append(sums[sums.count - 1] + power)
            power *= 10
        }
        return sums
    }()

    /// Notes a unit of a period; false if it was noted before.
    @inline(__always)
    mutating func note(_ index: UInt64, period: Int) -> Bool {
        let key = UInt64(truncatingIfNeeded: period) << 48 | index >> Self.blockBits
        if key != lastKey {
            guard find(key) else { return noteFar(index, period: period) }
        }
        noted &+= 1
        let bit = index & (1 << Self.blockBits - 1)
        let mask: UInt64 = 1 << (bit & 63)
        // Safe: a block has a word for every 64 of the bits that `bit` can be.
        let word = unsafe last + Int(truncatingIfNeeded: bit >> 6)
        let before = unsafe word.pointee
        unsafe word.pointee = before | mask
        return before & mask == 0
    }

    /// Notes any other id of a period; false if it was noted before.
    mutating func note(text: UnsafeRawBufferPointer, period: Int) -> Bool {
        noted &+= 1
        guard let isNew = unsafe digests.note(text, period: period) else {
            giveUp()
            return true
        }
        return isNew
    }

    /// The number of ids of both tables: units that stand in pieces of two scans.
    func shared(with other: borrowing UnitIDs) -> Int {
        var count = digests.shared(with: other.digests)
        for unsafe(key, mine) in unsafe blocks {
            guard let others = unsafe other.blocks[key] else {
                count += unsafe Self.count(mine, key, in: other.digests)
                continue
            }
            // Safe: each block has as many words.
            for word in 0..<Self.blockWords { count += unsafe (mine[word] & others[word]).nonzeroBitCount }
        }
        for unsafe(key, others) in unsafe other.blocks where unsafe blocks[key] == nil {
            count += unsafe Self.count(others, key, in: digests)
        }
        return count
    }

    /// The number of ids of a block that have a digest in a set.
    private static func count(_ block: UnsafeMutablePointer<UInt64>, _ key: UInt64, in digests: IDDigests)
        -> Int
    {
        if digests.isEmpty { return 0 }
        let (period, start) = (Int(key >> 48), (key & (1 << 48 - 1)) << blockBits)
        var count = 0
        for word in 0..<blockWords {
            // Safe: a block has as many words.
            var bits = unsafe block[word]
            while bits != 0 {
                let index = start | UInt64(word << 6 + bits.trailingZeroBitCount)
                if digests.holds(index, period: period) { count += 1 }
                bits &= bits - 1
            }
        }
        return count
    }

    /// Notes that an id could not be noted.
    mutating func giveUp() {
        isComplete = false
        unsafe blocks.values.forEach { unsafe $0.deallocate() }
        unsafe blocks = [:]
        lastKey = .max
    }

    @inline(never)
    private mutating func noteFar(_ index: UInt64, period: Int) -> Bool {
        guard isComplete else { return true }
        guard let isNew = digests.note(index, period: period) else {
            giveUp()
            return true
        }
        return isNew
    }

    private mutating func find(_ key: UInt64) -> Bool {
        guard isComplete else { return false }
        if let found = unsafe blocks[key] {
            unsafe last = found
        } else {
            guard unsafe blocks.count < blockLimit else { return false }
            unsafe last = .allocate(capacity: Self.blockWords)
            unsafe last.initialize(repeating: 0, count: Self.blockWords)
            unsafe blocks[key] = last
        }
        lastKey = key
        return true
    }
}
