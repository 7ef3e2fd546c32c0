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

    /// Writes the table, the header in bold; texts of its last column are shortened where a line would not fit.
    package func write(to terminal: Terminal) {
        let rows = fitted(to: terminal.width)
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

    /// The rows with their last column shortened to the width of a terminal.
    private func fitted(to width: Int?) -> [[String]] {
        guard let width, let header = rows.first, header.count > 1 else { return rows }
        let before = header.indices.dropLast().map { column in
            (rows.map { $0[column].count }.max() ?? 0) + 2
        }
        let room = max(8, width - before.reduce(0, +))
        return rows.map { row in row.dropLast() + [Self.shortened(row[row.count - 1], to: room)] }
    }

    /// A text with its middle left out; the end of a name tells as much as its beginning.
    private static func shortened(_ text: String, to room: Int) -> String {
        guard text.count > room else { return text }
        let end = (room - 1) / 2
        return text.prefix(room - 1 - end) + "…" + text.suffix(end)
    }
}
