/// The stored values of one region and period: a sparse vector of values by the rank of their cell.
///
/// The form of the period defines the ranks: cells of the joint table, or topics. Tallies of counts add, so a
/// parent is the sum of its children. Equal values are equal bytes, in whatever order they were given.
public struct Tally: Hashable, Sendable {
    /// The canonical encoding: by rising rank, the gap to the rank before and the value's code, as varints.
    public let bytes: [UInt8]

    /// The tally without values: no households, where the values are counts.
    public static let empty = Self(trusted: [])

    /// Creates a tally of cells in any order.
    ///
    /// - Precondition: no rank stands twice.
    public init(_ cells: some Sequence<(rank: Int, value: Value)>) {
        let sorted = cells.sorted { $0.rank < $1.rank }
        var bytes: [UInt8] = []
        bytes.reserveCapacity(sorted.count * 3)
        var next = 0
        for cell in sorted {
            precondition(cell.rank >= next, "a rank stands twice")
            Varint.append(UInt64(cell.rank - next), to: &bytes)
            Varint.append(cell.value.code, to: &bytes)
            next = cell.rank + 1
        }
        self.bytes = bytes
    }

    /// Creates a tally of numbers in rising order of rank.
    ///
    /// - Precondition: each rank is above the one before it.
    public init(rising numbers: [(rank: Int, number: Int64)]) {
        var size = 0
        var next = 0
        for cell in numbers {
            precondition(cell.rank >= next, "the ranks do not rise")
            size += Varint.size(UInt64(cell.rank - next)) + Varint.size(Value.number(cell.number).code)
            next = cell.rank + 1
        }
        var bytes: [UInt8] = []
        bytes.reserveCapacity(size)
        next = 0
        for cell in numbers {
            Varint.append(UInt64(cell.rank - next), to: &bytes)
            Varint.append(Value.number(cell.number).code, to: &bytes)
            next = cell.rank + 1
        }
        self.bytes = bytes
    }

    /// Creates the tally of counts by rank; zeros are left out.
    public init(counts: [Int64]) {
        self.init(ranks: counts.indices) { rank in counts[rank] == 0 ? nil : .number(counts[rank]) }
    }

    /// Creates the tally of the values that `value` returns for `ranks`, which rise; nil stands for no value.
    ///
    /// The encoding is measured before it is written, so that a table of many tallies wastes no memory.
    @inlinable public init(ranks: some Collection<Int>, _ value: (_ rank: Int) -> Value?) {
        var size = 0
        var next = 0
        for rank in ranks {
            guard let value = value(rank) else { continue }
            size += Varint.size(UInt64(rank - next)) + Varint.size(value.code)
            next = rank + 1
        }
        var bytes: [UInt8] = []
        bytes.reserveCapacity(size)
        next = 0
        for rank in ranks {
            guard let value = value(rank) else { continue }
            Varint.append(UInt64(rank - next), to: &bytes)
            Varint.append(value.code, to: &bytes)
            next = rank + 1
        }
        self.bytes = bytes
    }

    /// Reads a canonical encoding, for example from a ledger; nil for bytes that are not one.
    public init?(bytes: [UInt8]) {
        var position = 0
        while position < bytes.count {
            guard let gap = Varint.read(bytes, at: &position), gap < 1 << 32,
                let code = Varint.read(bytes, at: &position), Value(code: code) != nil
            else { return nil }
        }
        self.bytes = bytes
    }

    private init(trusted bytes: [UInt8]) { self.bytes = bytes }

    /// True if there is no value.
    public var isEmpty: Bool { bytes.isEmpty }

    /// Calls `body` for each value, by rising rank.
    @inlinable public func forEach(_ body: (_ rank: Int, _ value: Value) -> Void) {
        var position = 0
        var rank = 0
        while position < bytes.count {
            guard let gap = Varint.read(bytes, at: &position), let code = Varint.read(bytes, at: &position),
                let value = Value(code: code)
            else { return }
            rank += Int(gap)
            body(rank, value)
            rank += 1
        }
    }

    /// Adds every number of this tally to `counts`, by rank; ranks outside are passed over.
    @inlinable public func add(to counts: inout [Int64]) {
        // The buffer is not touched from elsewhere meanwhile, and the guard keeps each rank inside it.
        unsafe counts.withUnsafeMutableBufferPointer { counts in
            forEach { rank, value in
                guard case .number(let number) = value, rank < counts.count else { return }
                unsafe counts[rank] += number
            }
        }
    }

    /// The value of a rank; nil where there is none.
    public subscript(rank: Int) -> Value? {
        var found: Value?
        forEach { if $0 == rank { found = $1 } }
        return found
    }
}
