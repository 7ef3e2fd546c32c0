/// The counts of one scan: a block for each period, region and postcode, with a number for every joint cell.
///
/// Counts have 16 bits, so that a country fits; overflow is kept beside them. Sums of probabilities and
/// fractions are allocated only for blocks that have any.
@safe
struct CountBlocks: ~Copyable {
    /// The period, region and postcode of a block.
    struct Key: Hashable, Comparable, Sendable {
        let word: UInt64

        /// Numbers of at most 14, 32 and 14 bits.
        init(period: Int, region: Int, slot: Int) {
            word =
                UInt64(truncatingIfNeeded: period) << 46 | UInt64(truncatingIfNeeded: region) << 14
                | UInt64(truncatingIfNeeded: slot)
        }

        init(word: UInt64) { self.word = word }

        var period: Int { Int(word >> 46) }
        var region: Int { Int(word >> 14 & 0xFFFF_FFFF) }
        var slot: Int { Int(word & 0x3FFF) }
        /// The period and the region alone.
        var record: UInt64 { word >> 14 }

        static func < (a: Self, b: Self) -> Bool { a.word < b.word }
    }

    /// The number of joint cells.
    let cells: Int
    /// The number of sums of probabilities.
    let sumCount: Int
    /// The key of each block.
    private(set) var keys: [Key] = []
    /// The place of the first row of each block.
    private(set) var places: [LoosePlace] = []

    /// Blocks stand in slabs of this many, as a power of two, so that no block is ever moved.
    private static let slabBits = 8
    private var slabs: [UnsafeMutablePointer<UInt16>] = unsafe []
    private var sums: [Int32] = []
    private var sumSlabs = Slabs<Int64>()
    private var fractions: [Int32] = []
    private var fractionSlabs = Slabs<Int64>()
    /// The overflow beyond 16 bits, by block and cell.
    private var overflow: [Int: Int64] = [:]
    /// The hash table of blocks; a key stands beside its block, so that one memory access is enough.
    private var slots: UnsafeMutablePointer<Slot>
    private var mask: Int

    private struct Slot {
        var key = Key(word: 0)
        var block: Int32 = -1
    }

    init(cells: Int, sumCount: Int) {
        self.cells = cells
        self.sumCount = sumCount
        mask = (1 << 12) - 1
        unsafe slots = Self.room(mask + 1)
    }

    deinit {
        unsafe slots.deallocate()
        unsafe slabs.forEach { unsafe $0.deallocate() }
        sumSlabs.free()
        fractionSlabs.free()
    }

    /// The number of the block of a key; a new one if there is none yet.
    mutating func block(_ key: Key, place: @autoclosure () -> LoosePlace) -> Int {
        var slot = Self.hash(key) & mask
        // Safe: the mask keeps the slot within the room.
        while unsafe slots[slot].block >= 0 {
            if unsafe slots[slot].key == key { return unsafe Int(slots[slot].block) }
            slot = (slot &+ 1) & mask
        }
        let block = keys.count
        unsafe slots[slot] = Slot(key: key, block: Int32(block))
        keys.append(key)
        places.append(place())
        sums.append(-1)
        fractions.append(-1)
        if unsafe slabs.count == block >> Self.slabBits {
            let size = cells << Self.slabBits
            let slab = UnsafeMutablePointer<UInt16>.allocate(capacity: size)
            unsafe slab.initialize(repeating: 0, count: size)
            unsafe slabs.append(slab)
        }
        if keys.count * 2 > mask { grow() }
        return block
    }

    /// The counts of a block, `cells` of them; their address is valid as long as this object lives.
    @inline(__always)
    func counts(of block: Int) -> UnsafeMutablePointer<UInt16> {
        unsafe slabs[block >> Self.slabBits] + (block & (1 << Self.slabBits - 1)) * cells
    }

    /// Notes that a count of 16 bits has wrapped to zero.
    ///
    /// - Parameters:
    ///   - block: The block; negative for the counts of no block, which are never read.
    ///   - cell: The cell.
    mutating func carry(block: Int, cell: Int) {
        guard block >= 0 else { return }
        overflow[block * cells + cell, default: 0] += 1 << 16
    }

    /// True if any count overflowed.
    var hasCarried: Bool { !overflow.isEmpty }

    /// The overflow of a cell of a block.
    func carried(block: Int, cell: Int) -> Int64 { overflow[block * cells + cell, default: 0] }

    /// The sums of probabilities of a block, `sumCount` of them; allocated on first use.
    mutating func sums(of block: Int) -> UnsafeMutablePointer<Int64> {
        if sums[block] < 0 { sums[block] = Int32(sumSlabs.make(sumCount)) }
        return unsafe sumSlabs.pointer(Int(sums[block]))
    }

    /// The sums of probabilities of a block; nil if not allocated.
    func existingSums(of block: Int) -> UnsafeMutablePointer<Int64>? {
        sums[block] < 0 ? nil : unsafe sumSlabs.pointer(Int(sums[block]))
    }

    /// The fractional units of a block, one number a cell; allocated on first use.
    mutating func fractions(of block: Int) -> UnsafeMutablePointer<Int64> {
        if fractions[block] < 0 { fractions[block] = Int32(fractionSlabs.make(cells)) }
        return unsafe fractionSlabs.pointer(Int(fractions[block]))
    }

    /// The fractional units of a block; nil if not allocated.
    func existingFractions(of block: Int) -> UnsafeMutablePointer<Int64>? {
        fractions[block] < 0 ? nil : unsafe fractionSlabs.pointer(Int(fractions[block]))
    }

    private mutating func grow() {
        mask = mask * 2 + 1
        // Safe: nothing points into the old room, and the mask keeps slots within the new one.
        unsafe slots.deallocate()
        unsafe slots = Self.room(mask + 1)
        for (block, key) in keys.enumerated() {
            var slot = Self.hash(key) & mask
            while unsafe slots[slot].block >= 0 { slot = (slot + 1) & mask }
            unsafe slots[slot] = Slot(key: key, block: Int32(block))
        }
    }

    private static func room(_ count: Int) -> UnsafeMutablePointer<Slot> {
        let room = UnsafeMutablePointer<Slot>.allocate(capacity: count)
        unsafe room.initialize(repeating: Slot(), count: count)
        return unsafe room
    }

    @inline(__always)
    private static func hash(_ key: Key) -> Int {
        Int(truncatingIfNeeded: (key.word &* 0x9E37_79B9_7F4A_7C15) >> 34)
    }
}

/// Pieces of memory, initially zero, that are never moved.
@safe
struct Slabs<Element: FixedWidthInteger>: @unchecked Sendable {
    private var pieces: [UnsafeMutablePointer<Element>] = unsafe []

    /// Makes a piece and returns its number.
    mutating func make(_ count: Int) -> Int {
        let piece = UnsafeMutablePointer<Element>.allocate(capacity: max(1, count))
        unsafe piece.initialize(repeating: 0, count: max(1, count))
        unsafe pieces.append(piece)
        return unsafe pieces.count - 1
    }

    /// The address of a piece.
    func pointer(_ number: Int) -> UnsafeMutablePointer<Element> { unsafe pieces[number] }

    /// Frees all pieces; none may be used afterwards.
    func free() { unsafe pieces.forEach { unsafe $0.deallocate() } }
}
