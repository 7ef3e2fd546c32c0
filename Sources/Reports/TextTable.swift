/// A table of text for people, its columns as wide as their content.
package struct TextTable {
    private var rows: [[String]]
    private let rightAligned: Set<Int>

    /// Creates a table with a header.
    package init(_ header: [String], rightAligned: Set<Int> = []) {
        rows = [header]
        self.rightAligned = rightAligned
    }

    /// Adds a row.
    package mutating func add(_ row: [String]) { rows.append(row) }

    /// Writes the table, the header in bold.
    package func write(to terminal: Terminal) {
        let widths = (rows.first ?? []).indices.map { column in rows.map { $0[column].count }.max() ?? 0 }
        for (number, row) in rows.enumerated() {
            let cells = row.enumerated().map { column, text in
                let space = String(repeating: " ", count: widths[column] - text.count)
                if rightAligned.contains(column) { return space + text }
                return column == row.count - 1 ? text : text + space
            }
            let line = cells.joined(separator: "  ")
            terminal.line(number == 0 ? terminal.styled(line, .bold) : line)
        }
    }
}
