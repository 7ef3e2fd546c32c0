public import Codebook
public import Statistics

/// Protects the figures of one period by the published rule: minimum frequency, rounding, and fixed groups.
///
/// A region with fewer units than the threshold publishes only its rounded units; units are rounded half up
/// to multiples of the base of rounding, every other figure half up to the decimals of its topic. Figures
/// that were delivered as published are public already and stay as they are; computed figures of a region
/// with unknown units are suppressed. This rule never recodes groups, so the topics of recoded groups are
/// empty.
/// Source: docs/method.md, "What is published".
///
/// - Parameters:
///   - table: Exact figures.
///   - codebook: The data set, with the decimals of its topics, and the threshold and base of rounding.
/// - Returns: A table of the same rows and columns that may be published.
public func protect(_ table: FiguresTable, with codebook: Codebook) -> ProtectedTable {
    let columns = table.columns.map { PublishedRounding(codebook.topics[$0], by: codebook.protection) }
    let isMerged = table.columns.map { codebook.topics[$0].measure.isOfMergedGroups }
    let rows = table.rows.map { row in
        let population = row.figures.population
        let threshold = codebook.protection.threshold
        let isSmall = population.map { $0 < threshold } ?? false
        var values = zip(columns, row.figures.figures).enumerated().map { position, each in
            let (column, figure) = each
            // A figure about some of the units is under the minimum frequency if they are.
            let isSmall = isSmall || (row.figures.bases.map { $0[position] < threshold } ?? false)
            return isSmall && !column.isUnits
                ? .missing(.unknown)
                : column.published(figure, mayShow: population != nil && !isMerged[position])
        }
        for position in values.indices {
            guard case .unit(let figures) = codebook.topics[table.columns[position]].measure else { continue }
            if case .delivered = row.figures.figures[position] { continue }
            // Everything of one kind is shown to its last decimal, or not at all.
            let isShown = zip(table.columns, values).contains { column, value in
                value.number != nil && codebook.topics[column].measure.isIn(figures)
            }
            values[position] = isShown ? .number(1) : .missing(.unknown)
        }
        return ProtectedTable.Row(region: row.region, values: values)
    }
    return ProtectedTable(period: table.period, status: table.status, columns: table.columns, rows: rows)
}
