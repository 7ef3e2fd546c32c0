public import Codebook
public import Statistics

/// Protects the figures of one period by the published rule: a threshold, rounding, and fixed groups.
///
/// A region with fewer units than the threshold publishes its rounded units and nothing else, all or
/// nothing; units are rounded half up to multiples of the rounding, every other figure half up to the
/// decimals of its topic. Figures that were delivered as published are public already and stay as they are.
/// Source: docs/method.md, "What is published".
///
/// - Parameters:
///   - table: Exact figures.
///   - codebook: The data set; its topics say the decimals, its protection rule the threshold and rounding.
/// - Returns: A table of the same rows and columns that may be published.
public func protect(_ table: FiguresTable, with codebook: Codebook) -> ProtectedTable {
    let topics = table.columns.map { codebook.topics[$0] }
    let rule = codebook.protection
    let rows = table.rows.map { row in
        let isWithheld = row.figures.population.map { $0 < rule.threshold } ?? false
        let values = zip(topics, row.figures.figures).map { topic, figure in
            let isUnits = topic.measure == .population
            return isWithheld && !isUnits ? .missing(.unknown) : figure.published(as: topic, by: rule)
        }
        return ProtectedTable.Row(region: row.region, values: values)
    }
    return ProtectedTable(period: table.period, status: table.status, columns: table.columns, rows: rows)
}

extension Figure {
    /// The figure as it may be published, once its region may.
    fileprivate func published(as topic: Topic, by rule: ProtectionRule) -> Value {
        let unit: Int128 = (0..<topic.decimals).reduce(1) { unit, _ in unit * 10 }
        // Shares are ratios of one; their topic is in percent.
        let scale = topic.kind == .percentage ? 100 * unit : unit
        return switch self {
        case .count(let count): .number(Rounding.halfUp(Int128(count), Int128(rule.rounding)) * rule.rounding)
        case .ratio(let ratio): .number(Rounding.halfUp(ratio.numerator * scale, ratio.denominator))
        case .root(let fraction): .number(Rounding.halfUpRoot(of: fraction, times: scale))
        case .delivered(.unreadable), .delivered(.missing(.null)), .unavailable: .missing(.unknown)
        case .delivered(let value): value
        }
    }
}
