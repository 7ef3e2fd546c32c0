import Statistics

/// A vector of counts that others are added to, as long as all of them are known.
struct CountSum {
    /// The counts, by the rank of their cell.
    private(set) var counts: [Int64]
    /// Whether everything that belongs to the sum is known.
    private(set) var isKnown = false
    /// The position of the region that this sums the parts of.
    private(set) var owner = -1

    /// All counts together; while it stays within the limit of a value, no count can overflow.
    private var total: Int64 = 0

    /// How many vectors a tally holds, one after the other.
    private let blocks: Int

    /// The ranks behind the counts that do not add up.
    private let apart: Range<Int>

    /// Creates a sum of vectors with `size` cells, of which a tally holds `blocks`; what it holds at the ranks
    /// `apart` is passed over.
    init(size: Int, blocks: Int, apart: Range<Int> = 0..<0) {
        counts = [Int64](repeating: 0, count: size)
        self.blocks = blocks
        self.apart = apart
    }

    /// Starts anew, with nothing added yet.
    mutating func begin(for owner: Int) {
        for rank in counts.indices { counts[rank] = 0 }
        isKnown = true
        total = 0
        self.owner = owner
    }

    /// Adds a part; when it is not known, or the sum becomes impossibly large, the sum is not known either.
    mutating func add(_ part: Self) {
        guard isKnown else { return }
        guard part.isKnown, part.total <= Value.limit - total else { return isKnown = false }
        total += part.total
        for rank in counts.indices { counts[rank] += part.counts[rank] }
    }

    /// Adds what is held of a region; when nothing is, the sum is not known.
    ///
    /// Validation lets only counts be held. Anything else is not taken for a count: the region is not known.
    mutating func add(_ tally: Tally?) {
        guard let tally else { return isKnown = false }
        tally.forEach { rank, value in
            guard isKnown, !apart.contains(rank) else { return }
            // Units of a form of one row a unit stand once for every postcode: a region is the sum of them.
            let place = rank < counts.count || blocks == 1 ? rank : rank % counts.count
            guard case .number(let count) = value, count >= 0, place < counts.count,
                rank / counts.count < blocks, count <= Value.limit - total
            else { return isKnown = false }
            total += count
            counts[place] += count
        }
    }
}
