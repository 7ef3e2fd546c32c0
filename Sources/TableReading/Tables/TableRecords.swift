package import Statistics

/// The records of a table that is being read, one for each region and period.
package struct TableRecords {
    /// The maximum number of cells of a record.
    package var cells = 0
    /// The positions of records by region and period.
    package var index = RecordIndex()

    private var records: [ParsedRecord] = []
    /// The ranks in each record, a bit each; kept only if cells are added one by one.
    private var standing: [UInt64] = []
    private var isCellwise = false
    private let limit: Int

    /// Creates an empty collection.
    package init(limit: Int) { self.limit = limit }

    /// The number of records.
    package var count: Int { records.count }

    /// Adds a new record.
    package mutating func add(region: Int, period: Int, at place: Place) -> Int {
        index.add(region: region, period: period)
        records.append(ParsedRecord(region: region, period: period, place: place))
        if isCellwise { standing.append(contentsOf: repeatElement(0, count: words)) }
        return records.count - 1
    }

    /// Reserves room for all cells of a new record.
    package mutating func reserve(_ record: Int) { records[record].reserve(cells: cells) }

    /// Gives a new record the values of its row.
    @inline(__always)
    package mutating func fill(_ record: Int, with row: [TableRow.Cell]) {
        records[record].reserve(cells: row.count)
        for cell in row {
            records[record].append(rank: cell.rank, cell.value, line: cell.line, column: cell.column)
        }
    }

    /// Adds one value to a record, or notes its repetition.
    package mutating func append(
        _ record: Int,
        rank: Int,
        _ value: Value,
        line: Int,
        column: Int,
        row place: Place
    ) {
        if !isCellwise { becomeCellwise() }
        let word = record * words + rank / 64
        let bit = UInt64(1) << UInt64(rank % 64)
        guard standing[word] & bit == 0 else { return records[record].appendRepeated(at: place) }
        standing[word] |= bit
        records[record].append(rank: rank, value, line: line, column: column)
    }

    /// Notes the repetition of a whole row.
    mutating func noteRepeated(_ record: Int, at place: Place) { records[record].appendRepeated(at: place) }

    /// Hands over the records.
    package mutating func take() -> [ParsedRecord] {
        defer { records = [] }
        return records
    }

    private var words: Int { (cells + 63) / 64 }

    private mutating func becomeCellwise() {
        isCellwise = true
        standing = Array(repeating: 0, count: records.count * words)
    }
}
