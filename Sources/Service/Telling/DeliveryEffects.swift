import Ledger
import Pages
import Publish
import Statistics

extension ReceiptEffects {
    /// The most regions that a receipt tells of, and the most figures of each.
    private static let (mostRegions, mostFigures) = (25, 3)

    /// Changes of the published figures by a release, as receipts tell them.
    init(_ comparison: ReleaseComparison, since base: Int?) {
        var changes: [Change] = []
        var regions: Set<[String]> = []
        for (table, difference) in comparison.tables.map({ ($0.table, $0.difference) }) {
            for row in difference.rows {
                guard regions.count < Self.mostRegions else { break }
                let telling = row.figures.filter { $0.before != nil || $0.after != "." }
                changes += telling.prefix(Self.mostFigures).map { figure in
                    let column = table.columns[figure.column]
                    return Change(
                        region: row.code,
                        name: row.name,
                        period: table.period,
                        figure: column.unit.isEmpty ? column.title : "\(column.title) (\(column.unit))",
                        before: figure.before,
                        after: figure.after
                    )
                }
                if !telling.isEmpty { regions.insert([row.code, table.period]) }
            }
        }
        self.init(base: base, rows: comparison.total, changes: changes)
    }
}
