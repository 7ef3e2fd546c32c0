import GRDB

/// Rows that are added to a table of a SQLite ledger many at a time, since each statement has its own cost.
struct ManyRows {
    let db: Database
    /// The table, and its columns with commas between them.
    let table: String
    let columns: String
    /// How many columns there are.
    let width: Int

    /// How many rows a statement adds; with four columns far fewer parameters than SQLite takes.
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
