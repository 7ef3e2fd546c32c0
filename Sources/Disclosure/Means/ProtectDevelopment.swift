public import Codebook
public import Statistics

/// Protects the changes of scores: each is the difference of two figures that are published themselves.
///
/// A change is shown in the coarser of the two figures' units, and the error rounded up to it.
/// There is a change only if both scores are published, so nothing is disclosed that could not be computed
/// from the extracts of the two periods. The standard error is the root of the sum of both years' squares; it
/// is published only beside a change, if both years have one. Under suppression it is left out beside a score of counts
/// that are stored no more; under offsets it does not depend on which figures stay as they were, for those are never marked.
///
/// - Parameters:
///   - current: The exact figures of a period: units, scores and standard errors of ``DevelopmentTopics/source``.
///   - earlier: Those of each earlier period of a possible comparison.
///   - topics: The topics of the extract.
///   - standing: The published rows of periods that are proved safe; others are protected by the published
///     rule.
/// - Returns: A table of the regions of `current` that may be published.
public func protectDevelopment(
    of current: FiguresTable,
    since earlier: [DevelopmentTopics.Comparison: FiguresTable],
    topics: DevelopmentTopics,
    standing: [Period: [RegionIndex: SaidFigures]] = [:]
) -> ProtectedTable {
    let now = Scored(current, topics, standing[current.period])
    let then = earlier.mapValues { Scored($0, topics, standing[$0.period]) }
    let columns = Array(topics.result.topics.indices)
    let rows = current.rows.indices.map { row in
        let region = current.rows[row].region
        var values = [Value](repeating: .missing(.unknown), count: columns.count)
        for comparison in DevelopmentTopics.Comparison.allCases {
            guard let before = then[comparison], let other = before.rows[region] else { continue }
            for position in topics.scores.indices {
                guard let new = now.score(position, row), let old = before.score(position, other) else {
                    continue
                }
                let column = topics.column(of: position, since: comparison)
                // Of figures in different units the difference is no finer than the coarser one.
                let unit = max(now.unit(row), before.unit(other))
                values[column] = .number(Rounding.halfUp(Int128(new - old), Int128(unit)) * unit)
                if let first = now.error(position, row), let second = before.error(position, other) {
                    let decimals = topics.result.topics[column + 1].decimals
                    let error = Scored.rounded(first, second, decimals: decimals)
                    values[column + 1] = .number((error + unit - 1) / unit * unit)
                }
            }
        }
        return ProtectedTable.Row(region: region, values: values)
    }
    return ProtectedTable(period: current.period, status: current.status, columns: columns, rows: rows)
}

/// The published scores of a period, and the exact standard errors beside them.
private struct Scored {
    private static let precision: Int128 = 1_000_000_000

    /// By region, the position of its row.
    let rows: [RegionIndex: Int]
    /// By row of the exact table, the published values; nil if there are none.
    private let published: [[Value]?]
    private let exact: FiguresTable
    /// The exact table protected by the published rule.
    private let rounded: ProtectedTable
    /// By score, its column, that of the published figure, and that of its error; nil if the period has none.
    private let scores: [Int?]
    private let shown: [Int?]
    private let errors: [Int?]
    /// By row, the unit of its scores, in their last decimal.
    private let units: [Int64]
    /// By row, whether its figures stay silently as they were.
    private let staysSilently: [Bool]

    init(_ table: FiguresTable, _ topics: DevelopmentTopics, _ standing: [RegionIndex: SaidFigures]?) {
        exact = table
        rounded = protect(table, with: topics.source)
        if let standing {
            // Of another layout, a version has no columns.
            let columns = standing.values.lazy.map(\.columns).first { !$0.isEmpty } ?? []
            published = table.rows.map { row in
                standing[row.region].flatMap { $0.columns == columns ? $0.values : nil }
            }
            shown = topics.scores.map { columns.firstIndex(of: $0) }
        } else {
            published = rounded.rows.map(\.values)
            shown = topics.scores.map { [rounded] in rounded.columns.firstIndex(of: $0) }
        }
        units = table.rows.map { row in standing?[row.region]?.scoreUnit ?? 1 }
        staysSilently = table.rows.map { row in standing?[row.region]?.staysSilently ?? false }
        rows = Dictionary(
            uniqueKeysWithValues: table.rows.enumerated().map { ($0.element.region, $0.offset) }
        )
        scores = topics.scores.map { table.columns.firstIndex(of: $0) }
        errors = topics.scores.indices.map { table.columns.firstIndex(of: topics.errorRank(of: $0)) }
    }

    /// The unit of the scores of a row, in their last decimal; at least 1.
    func unit(_ row: Int) -> Int64 { max(1, units[row]) }

    /// A published score, in units of its last decimal; nil if it is suppressed.
    func score(_ position: Int, _ row: Int) -> Int64? {
        guard let column = shown[position], case .number(let number)? = published[row]?[column]
        else { return nil }
        return number
    }

    /// The standard error of a score, in billionths; nil if there is none.
    func error(_ position: Int, _ row: Int) -> Int128? {
        guard let column = errors[position], staysSilently[row] || isOfCounts(position, row),
            case .ratio(let error) = exact.rows[row].figures.figures[column]
        else { return nil }
        return Int128(Rounding.halfUp(error.numerator * Self.precision, error.denominator))
    }

    /// Whether the published score is that of the stored counts, as the error is.
    private func isOfCounts(_ position: Int, _ row: Int) -> Bool {
        guard let score = scores[position], let own = rounded.rows[row].values[score].number,
            let said = self.score(position, row)
        else { return false }
        return abs(own - said) < unit(row)
    }

    /// The root of the sum of two squares, in units of its last of `decimals` decimals.
    static func rounded(_ a: Int128, _ b: Int128, decimals: Int) -> Int64 {
        let scale = (0..<decimals).reduce(Int128(1)) { scale, _ in scale * 10 }
        return Rounding.halfUpRoot(of: Fraction(a * a + b * b, precision * precision), times: scale)
    }
}
