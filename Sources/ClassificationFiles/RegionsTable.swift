import Statistics

/// Reads a list of regions from lines of fields: `WijkenEnBuurtenCodes` as CSV, or `code;name;parent`.
///
/// Columns are known by a header; a list without one has code, name and parent in that order. Several lists
/// may follow each other in one file, each with its header.
enum RegionsTable {
    /// Reads the rows.
    static func rows(_ text: [UInt8]) throws(RegionsFlaw) -> [RegionsRow] {
        let lines = RegionsLines(text, separator: separator(text)).lines
        var columns: [RegionsRow.Column: Int] = [.code: 0, .name: 1, .parent: 2]
        var width: Int?
        var rows: [RegionsRow] = []
        for line in lines {
            if let header = header(line) {
                columns = header
                width = line.fields.count
                continue
            }
            if let width, line.fields.count != width {
                throw RegionsFlaw(
                    Place(line: line.number, column: 1),
                    "the line has \(line.fields.count) fields, its header \(width)",
                    "correct the line; names that hold the separator go in quotation marks"
                )
            }
            if width == nil, !(2...4).contains(line.fields.count) {
                throw RegionsFlaw(
                    Place(line: line.number, column: 1),
                    "the line is not code;name;parent",
                    RegionsFlaw.forms
                )
            }
            let column = line.columns[columns[.code] ?? 0]
            rows.append(
                RegionsRow(
                    columns.filter { $0.value < line.fields.count }.mapValues { line.fields[$0] },
                    at: Place(line: line.number, column: column)
                )
            )
        }
        return rows
    }

    /// The columns that a header names; nil for a line that is no header.
    private static func header(_ line: RegionsLines.Line) -> [RegionsRow.Column: Int]? {
        var columns: [RegionsRow.Column: Int] = [:]
        for (position, field) in line.fields.enumerated() {
            if let column = RegionsRow.Column(header: field), columns[column] == nil {
                columns[column] = position
            }
        }
        return columns[.code] != nil && columns.count > 1 ? columns : nil
    }

    /// The separator of the fields in the first line.
    private static func separator(_ text: [UInt8]) -> UInt8 {
        let line = text.drop { $0 <= 32 }.prefix { $0 != 10 && $0 != 13 }
        for separator: UInt8 in [59, 9, 44] where line.contains(separator) { return separator }
        return 59
    }
}
