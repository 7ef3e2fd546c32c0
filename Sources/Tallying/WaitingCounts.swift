import CBytes

/// Units whose cells are being fetched from memory into the cache.
///
/// A country has more cells than the caches near a core can contain, and rows come in any order, so counting
/// a unit at once would wait for memory at nearly every row. The cell is prefetched when the row is read, and
/// counted some rows later, when it has arrived.
@safe
struct WaitingCounts: ~Copyable {
    /// The maximum number of waiting units; a power of two.
    private static let room = 32

    @safe
    private struct Unit {
        var cell: UnsafeMutablePointer<UInt16>
        var block: Int32
        var number: Int32
    }

    private let units: UnsafeMutablePointer<Unit>
    private var count = 0

    init() { unsafe units = UnsafeMutablePointer<Unit>.allocate(capacity: Self.room) }

    deinit { unsafe units.deallocate() }

    /// Adds a unit of a cell of a block, and counts the unit that has waited longest.
    ///
    /// Cells are those of `blocks`, which are never moved.
    @inline(__always)
    mutating func add(
        _ counts: UnsafeMutablePointer<UInt16>,
        block: Int,
        cell: Int,
        to blocks: inout CountBlocks
    ) {
        let place = count & (Self.room - 1)
        if count >= Self.room { take(place, &blocks) }
        // Safe: the place is one of the room, and the cell one of its block.
        unsafe units[place] = Unit(cell: counts + cell, block: Int32(block), number: Int32(cell))
        unsafe peil_prefetch(counts + cell)
        count &+= 1
    }

    /// Counts all waiting units.
    mutating func finish(_ blocks: inout CountBlocks) {
        for place in 0..<min(count, Self.room) { take(place, &blocks) }
        count = 0
    }

    @inline(__always)
    private func take(_ place: Int, _ blocks: inout CountBlocks) {
        // Safe: a place that was filled holds a cell of a block.
        let unit = unsafe units[place]
        let number = unsafe unit.cell.pointee &+ 1
        unsafe unit.cell.pointee = number
        if number == 0 { blocks.carry(block: Int(unit.block), cell: Int(unit.number)) }
    }
}
