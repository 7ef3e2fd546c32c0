import Ledger
import Pages
import Publish
import Statistics

extension ReceiptEffects {
    /// The most regions that a receipt tells of, and the most figures of each.
    private static let (mostRegions, mostFigures) = (25, 3)

    /// What the release of a delivery changed in the published figures.
    ///
    /// Both are read from the releases themselves, so nothing but protected figures can be told. Nil where the
    /// delivery is in no release, or where the release has no tables for people.
    init?(of delivery: Delivery, root: String) {
        guard let number = delivery.release,
            let tables = ReleaseTables(root: root, dataset: delivery.claim.dataset, number: number),
            !tables.files.isEmpty
        else { return nil }
        let base = tables.manifest.base.flatMap {
            ReleaseTables(root: root, dataset: delivery.claim.dataset, number: $0)
        }
        // Without its base nobody can say what is new in a release.
        if tables.manifest.base != nil, base == nil { return nil }
        var rows = 0
        var changes: [Change] = []
        for (table, difference) in ReleaseComparison(of: tables, since: base).tables.map({
            ($0.table, $0.difference)
        }) {
            rows += difference.rows.count
            for row in difference.rows
            where Set(changes.map { [$0.region, $0.period] }).count < Self.mostRegions {
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
            }
        }
        self.init(base: base?.manifest.release, rows: rows, changes: changes)
    }
}
