import Statistics

/// A sum of vectors of counts, known as long as all of its parts are.
struct CountSum {
    /// The counts, by the rank of their cell.
    private(set) var counts: [Int64]
    /// True if every part of the sum is known.
    private(set) var isKnown = false
    /// The position of the region whose parts are summed.
    private(set) var owner = -1

    /// The total of all counts; within the limit of a value no count can overflow.
    private var total: Int64 = 0

    /// The number of vectors of a tally, one after the other.
    private let blocks: Int

    /// The ranks behind the counts that do not add up.
    private let apart: Range<Int>

    /// Creates a sum of vectors with `size` cells, of which a tally has `blocks`; the ranks `apart` are
    /// skipped.
    init(size: Int, blocks: Int, apart: Range<Int> = 0..<0) {
        counts = [Int64](repeating: 0, count: size)
        self.blocks = blocks
        self.apart = apart
    }

    /// Starts a new sum.
    mutating func begin(for owner: Int) {
        for rank in counts.indices { counts[rank] = 0 }
        isKnown = true
        total = 0
        self.owner = owner
    }

    /// Adds a part; if it is unknown, or the sum becomes impossibly large, the sum is unknown.
    mutating func add(_ part: Self) {
        guard isKnown else { return }
        guard part.isKnown, part.total <= Value.limit - total else { return isKnown = false }
        total += part.total
        for rank in counts.indices { counts[rank] += part.counts[rank] }
    }

    /// Adds a stored tally; without one, the sum is unknown.
    ///
    /// Validation accepts only counts. Any other value makes the region unknown.
    mutating func add(_ tally: Tally?) {
        guard let tally else { return isKnown = false }
        tally.forEach { rank, value in
            guard isKnown, !apart.contains(rank) else { return }
            // A microdata tally has a vector for every postcode: a region is the sum of them.
            let place = rank < counts.count || blocks == 1 ? rank : rank % counts.count
            guard case .number(let count) = value, count >= 0, place < counts.count,
                rank / counts.count < blocks, count <= Value.limit - total
            else { return isKnown = false }
            total += count
            counts[place] += count
        }
    }
}
