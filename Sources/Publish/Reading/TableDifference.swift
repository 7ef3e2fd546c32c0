/// The published rows in which one table differs from an earlier one.
package struct TableDifference: Sendable {
    /// A figure that differs.
    package struct Figure: Hashable, Sendable {
        /// The column in the newer table; in the earlier one where there is no newer.
        package let column: Int
        /// As it was; nil where the region had no row.
        package let before: String?
        /// As it is; nil where the region has no row any more.
        package let after: String?

        /// True where a number was shown and none is any more.
        package var isNewlyWithheld: Bool { after == "." && before.flatMap(Double.init) != nil }
        /// True where no number was shown in a row that was there, and one is now.
        package var isNewlyShown: Bool { before == "." && after.flatMap(Double.init) != nil }
    }

    /// Change of a row between two tables.
    package enum RowChange: Hashable, Sendable {
        /// The region had no row.
        case added
        /// The region has no row any more.
        case removed
        /// At least one figure that was shown is withheld.
        case withheld
        /// Figures differ, and none of those that were shown is withheld.
        case changed
    }

    /// A region whose row differs.
    package struct Row: Sendable {
        /// The code.
        package let code: String
        /// The name.
        package let name: String
        /// Change of the row.
        package let change: RowChange
        private let told: Told

        private enum Told {
            case figures([Figure])
            /// All those of a row that the other table has not: of a country so many that they are made for who asks.
            case all(of: TableBox, row: Int)
        }

        /// The figures that differ, in the order of the columns; one without text on either side is left out.
        package var figures: [Figure] {
            switch told {
            case .figures(let figures): figures
            case .all(let box, let row):
                box.table.texts(row).enumerated().map { column, text in
                    change == .added
                        ? Figure(column: column, before: nil, after: text)
                        : Figure(column: column, before: text, after: nil)
                }
            }
        }

        /// True for a region that both tables have.
        package var isInBoth: Bool { change == .withheld || change == .changed }

        /// The name; the code of a region without a name.
        package var label: String { name.isEmpty ? code : name }

        /// A row that both tables have, or whose columns not both have.
        fileprivate init(code: String, name: String, figures: [Figure], change: RowChange) {
            (self.code, self.name, self.change, told) = (code, name, change, .figures(figures))
        }

        /// A row that only one table has.
        fileprivate init(_ box: TableBox, row: Int, change: RowChange) {
            code = box.table.codes[row]
            name = box.table.name(row)
            self.change = change
            told = .all(of: box, row: row)
        }
    }

    /// A table that many rows share.
    fileprivate final class TableBox: Sendable {
        let table: ReleaseTable
        init(_ table: ReleaseTable) { self.table = table }
    }

    /// The regions, in the order of the newer table, then those that it has no more.
    package let rows: [Row]

    /// Compares two tables.
    ///
    /// - Parameters:
    ///   - base: The earlier table; nil where there was none.
    ///   - table: The newer one; nil where there is none any more.
    package init(from base: ReleaseTable?, to table: ReleaseTable?) {
        guard let table else {
            let box = base.map(TableBox.init)
            rows =
                box.map { box in
                    box.table.codes.indices.map { Row(box, row: $0, change: .removed) }
                } ?? []
            return
        }
        // Columns are matched by what they are called: a codebook may have added some.
        let columns = table.columns.map { column in base?.columns.firstIndex(of: column) }
        let isAlike = base?.columns == table.columns
        let box = TableBox(table)
        var rows: [Row] = []
        for (row, code) in table.codes.enumerated() {
            guard let old = base?.row(of: code) else {
                rows.append(Row(box, row: row, change: .added))
                continue
            }
            if isAlike, let base, table.isSame(row, as: base, old) { continue }
            let then = base?.texts(old) ?? []
            let figures = table.texts(row).enumerated().compactMap { column, after -> Figure? in
                let before = columns[column].map { then[$0] }
                return before == after ? nil : Figure(column: column, before: before, after: after)
            }
            guard !figures.isEmpty else { continue }
            let change: RowChange = figures.contains(where: \.isNewlyWithheld) ? .withheld : .changed
            rows.append(Row(code: code, name: table.name(row), figures: figures, change: change))
        }
        if let base {
            for (row, code) in base.codes.enumerated() where table.row(of: code) == nil {
                let then = base.texts(row)
                let figures = columns.enumerated().compactMap { column, old in
                    old.map { Figure(column: column, before: then[$0], after: nil) }
                }
                rows.append(Row(code: code, name: base.name(row), figures: figures, change: .removed))
            }
        }
        self.rows = rows
    }

    /// A number that is another than it was.
    package struct Move: Sendable {
        /// The region.
        package let row: Row
        /// As it was.
        package let before: Double
        /// As it is.
        package let after: Double
    }

    /// The numbers of a column that are other than they were, those that differ most first, then by code.
    package func moves(of column: Int) -> [Move] {
        rows.compactMap { row in
            guard row.isInBoth, let figure = row.figures.first(where: { $0.column == column }),
                let before = figure.before.flatMap(Double.init), let after = figure.after.flatMap(Double.init)
            else { return nil }
            return Move(row: row, before: before, after: after)
        }
        .sorted { a, b in
            let (one, other) = (abs(a.after - a.before), abs(b.after - b.before))
            return one == other ? a.row.code < b.row.code : one > other
        }
    }
}
