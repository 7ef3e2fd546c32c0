import GRDB

/// Rows for a table of a SQLite ledger, inserted many at a time, because each statement has a cost of its
/// own.
struct ManyRows {
    let db: Database
    /// The table, and its columns with commas between them.
    let table: String
    let columns: String
    /// The number of columns.
    let width: Int

    /// The number of rows of a statement; with four columns far fewer parameters than the limit of SQLite.
    private static let chunk = 64

    /// Adds a row for each element, in their order.
    func insert<Elements: RandomAccessCollection>(
        _ elements: Elements,
        row: (Elements.Element) throws -> [any DatabaseValueConvertible]
    ) throws {
        var rest = elements[...]
        while !rest.isEmpty {
            let part = rest.prefix(Self.chunk)
            rest = rest.dropFirst(part.count)
            var values: [any DatabaseValueConvertible] = []
            values.reserveCapacity(part.count * width)
            for element in part { values += try row(element) }
            try db.cachedStatement(sql: sql(rows: part.count)).execute(arguments: StatementArguments(values))
        }
    }

    private func sql(rows: Int) -> String {
        let row = "(" + Array(repeating: "?", count: width).joined(separator: ", ") + ")"
        return "INSERT INTO \(table) (\(columns)) VALUES "
            + Array(repeating: row, count: rows).joined(separator: ", ")
    }
}
