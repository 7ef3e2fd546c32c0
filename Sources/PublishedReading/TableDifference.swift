/// The published rows in which one table differs from an earlier one.
package struct TableDifference: Sendable {
    /// A figure that differs.
    package struct Figure: Hashable, Sendable {
        /// The column in the newer table.
        package let column: Int
        /// As it was; nil where the region had no row.
        package let before: String?
        /// As it is; nil where the region has no row any more.
        package let after: String?
    }

    /// A region whose row differs.
    package struct Row: Hashable, Sendable {
        /// The code.
        package let code: String
        /// The name.
        package let name: String
        /// The figures that differ, in the order of the columns; one without text on either side is left out.
        package let figures: [Figure]
    }

    /// The regions, in the order of the newer table, then those that it has no more.
    package let rows: [Row]

    /// Compares two tables.
    ///
    /// - Parameters:
    ///   - base: The earlier table; nil where there was none.
    ///   - table: The newer one.
    package init(from base: ReleaseTable?, to table: ReleaseTable) {
        // Columns are matched by what they are called: a codebook may have added some.
        let columns = table.columns.map { column in base?.columns.firstIndex(of: column) }
        let isAlike = base?.columns == table.columns
        var rows: [Row] = []
        for (row, code) in table.codes.enumerated() {
            let old = base?.row(of: code)
            if isAlike, let base, let old, table.isSame(row, as: base, old) { continue }
            let figures = table.columns.indices.compactMap { column -> Figure? in
                let before = old.flatMap { old in columns[column].flatMap { base?.text(old, $0) } }
                let after = table.text(row, column)
                return before == after ? nil : Figure(column: column, before: before, after: after)
            }
            if !figures.isEmpty { rows.append(Row(code: code, name: table.name(row), figures: figures)) }
        }
        if let base {
            for (row, code) in base.codes.enumerated() where table.row(of: code) == nil {
                let figures = table.columns.indices.compactMap { column in
                    columns[column].map { Figure(column: column, before: base.text(row, $0), after: nil) }
                }
                rows.append(Row(code: code, name: base.name(row), figures: figures))
            }
        }
        self.rows = rows
    }
}
