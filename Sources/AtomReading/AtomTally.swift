import Bytes
import Statistics
import TableReading

/// Passes the rows of the pages of a feed to the builder of their table.
struct AtomTally {
    /// The builder of the table.
    var builder: TableBuilder
    /// The content of the feed; nil before any of it was read.
    private(set) var kind: AtomKind?

    /// The handles of the current page's columns, by their position.
    private var handles: [Int] = []
    /// The names of the current page's columns.
    private var names: [String] = []
    /// The handles of all columns, by their name.
    private var known: [String: Int] = [:]
    /// The topics of the columns.
    private var topics: [(handle: Int, rank: Int)] = []
    private var topicsOf = 0
    /// The topics that first appear in a later batch, and the number of records before them.
    private var late: [(rank: Int, records: Int)] = []

    /// Creates a tally.
    init(builder: TableBuilder) { self.builder = builder }

    /// Starts a page.
    mutating func beginPage() {
        handles = []
        names = []
    }

    /// Passes on the rows of a batch.
    ///
    /// - Throws: ``ReadingStop`` if they are no figures, or not of the same feed as the pages before.
    mutating func take(_ batch: AtomBatch) throws(ReadingStop) {
        names += batch.columns.map(\.name)
        try recognise(batch.page)
        for (name, place) in batch.columns {
            let handle = known[name] ?? builder.column(header: name, at: place)
            known[name] = handle
            handles.append(handle)
        }
        guard !batch.rows.isEmpty else { return }
        builder.decide()
        noteTopics()
        unsafe batch.text.withUnsafeBytes { text in
            unsafe batch.cells.withUnsafeBufferPointer { cells in
                var first = 0
                for row in batch.rows {
                    builder.beginRow(at: row.place)
                    for position in first..<Int(row.end) { unsafe tell(cells[position], text) }
                    first = Int(row.end)
                    if builder.row.cells.count < topics.count { fillIn(row.place) }
                    builder.endRow()
                }
            }
        }
    }

    /// Ends the table.
    mutating func finish() -> (table: ParsedTable?, findings: Findings) {
        var (table, findings) = builder.finish()
        for (rank, records) in late {
            for position in 0..<min(records, table?.records.count ?? 0) {
                table?.records[position].fillIn(rank)
            }
        }
        return (table, findings)
    }

    @inline(__always)
    private mutating func tell(_ cell: AtomBatch.Cell, _ text: UnsafeRawBufferPointer) {
        let handle = handles[Int(cell.column)]
        guard cell.length >= 0 else {
            return builder.null(handle, line: Int(cell.line), column: Int(cell.character))
        }
        let range = Int(cell.start)..<Int(cell.start + cell.length)
        // The text of the cell, which stays in the batch while it is read.
        let bytes = unsafe UnsafeRawBufferPointer(rebasing: text[range])
        unsafe builder.field(handle, bytes, line: Int(cell.line), column: Int(cell.character))
    }

    /// Adds a null for each topic that the entry leaves out: feeds may leave out nulls.
    private mutating func fillIn(_ place: Place) {
        guard !builder.isJoint else { return }
        for (handle, rank) in topics where !builder.row.cells.contains(where: { $0.rank == rank }) {
            builder.null(handle, line: place.line, column: place.column)
        }
    }

    private mutating func noteTopics() {
        for handle in topicsOf..<builder.roles.count {
            guard case .topic(let rank) = builder.roles[handle] else { continue }
            topics.append((handle, rank))
            if builder.records.count > 0, !builder.isJoint { late.append((rank, builder.records.count)) }
        }
        topicsOf = builder.roles.count
    }

    private mutating func recognise(_ page: AtomPage) throws(ReadingStop) {
        let kind = page.kind(columns: names)
        if kind == .collection {
            throw AtomFault.otherDocument(.collection, page.titles.first?.place ?? Place(line: 1, column: 1))
                .stop
        }
        if let known = self.kind, known != kind { throw ReadingStop(.twoTables) }
        self.kind = kind
        builder.numbers.notation = kind == .typed ? .typed : .display
        if builder.statedEdition == nil { builder.statedEdition = page.statedEdition }
    }
}

extension ParsedRecord {
    /// Adds a null for a rank that is not in the record.
    fileprivate mutating func fillIn(_ rank: Int) {
        var stands = false
        forEachCell { known, _, _, _ in stands = stands || known == rank }
        if !stands { append(rank: rank, .missing(.null), line: place.line, column: place.column) }
    }
}
