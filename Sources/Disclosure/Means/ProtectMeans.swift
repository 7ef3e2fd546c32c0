public import Codebook
public import Statistics

/// A published region whose figure is the weighted mean of the figures of areas.
public struct WeightedMean: Sendable {
    /// The region.
    public let region: RegionIndex
    /// The areas with a weight, each once; weights are public and positive.
    public let parts: [(area: RegionIndex, weight: Int64)]

    /// Creates a mean.
    public init(region: RegionIndex, parts: [(area: RegionIndex, weight: Int64)]) {
        self.region = region
        self.parts = parts
    }
}

/// Protects figures of areas and weighted means of them.
///
/// An area with fewer units than the minimum frequency publishes only its units. An intruder with the figures
/// of the other areas and all weights could compute the suppressed figure from published means; so a mean is
/// published only if every suppressed figure stays protected by all means published so far and this one: over
/// a feasibility interval at least twice as wide as the rule's score interval and at least two steps, and
/// with another possible figure that leads to the same publication. Means are taken in publication order, so
/// larger regions come first. Source: docs/decisions/0025.
///
/// Areas that withhold for the sake of small ones publish only their units too, and a mean that an exchange of a small area
/// with another would change is withheld.
///
/// - Parameters:
///   - table: Exact figures of areas and means.
///   - means: The rows that are means, and their areas.
///   - bounds: The range of every figure.
///   - step: The smallest difference between two possible figures of an area; above 0.
///   - ranges: Computes the feasibility intervals of the parts of sums.
///   - exchanges: The areas that withhold for others, and the exchanges that leave small ones open.
///   - codebook: The data set; one topic has the measure `index`.
/// - Returns: A table of the same rows and columns that may be published.
public func protect(
    _ table: FiguresTable,
    means: [WeightedMean],
    within bounds: ClosedRange<Int64>,
    inStepsOf step: (RegionIndex) -> Fraction,
    ranges: @escaping SumsOfUnknowns.Ranges,
    exchanges: ClassExchanges = ClassExchanges(),
    with codebook: Codebook
) -> ProtectedTable {
    let protected = protect(table, with: codebook).showingUnitsOnly(of: exchanges.complements, codebook)
    guard let column = table.columns.firstIndex(where: { codebook.topics[$0].measure == .index }) else {
        return protected
    }
    let digit = (0..<codebook.topics[table.columns[column]].decimals).reduce(1.0) { digit, _ in digit / 10 }
    var exact: [RegionIndex: Double] = [:]
    var hidden: [OpenRanges.Unknown] = []
    let isMean = Set(means.map(\.region))
    for (row, published) in zip(table.rows, protected.rows) {
        guard case .ratio(let figure) = row.figures.figures[column] else { continue }
        exact[row.region] = figure.number
        // An outsider who knew the areas that withhold for others would still not know the small ones.
        if case .missing = published.values[column], !isMean.contains(row.region),
            !exchanges.complements.contains(row.region)
        {
            hidden.append(
                .init(area: row.region, figure: exact[row.region] ?? 0, step: step(row.region).number)
            )
        }
    }
    guard !hidden.isEmpty else { return protected }
    let interval = Double(codebook.protection.scoreInterval) / 1000
    var open = OpenRanges(
        of: hidden,
        bounds: Double(bounds.lowerBound)...Double(bounds.upperBound),
        interval: 2 * interval,
        ranges: ranges
    )
    let shown = Set(
        protected.rows.filter { if case .missing = $0.values[column] { false } else { true } }.map(\.region)
    )
    var withheld: Set<RegionIndex> = []
    for mean in means.sorted(by: { $0.region < $1.region }) {
        let all = mean.parts.reduce(0) { $0 + Double($1.weight) }
        var known = 0.0
        var parts: [OpenRanges.WeightedUnknown] = []
        for part in mean.parts {
            if open.isWithheld(part.area) {
                parts.append(OpenRanges.WeightedUnknown(area: part.area, weight: Double(part.weight)))
            } else {
                known += Double(part.weight) * (exact[part.area] ?? 0)
            }
        }
        if exchanges.lostMeans.contains(mean.region) {
            withheld.insert(mean.region)
            continue
        }
        // A mean under primary suppression discloses nothing.
        guard !parts.isEmpty, let value = exact[mean.region], shown.contains(mean.region) else { continue }
        // The published mean is within half a step of the exact one.
        let rounded = (value / digit + 0.5).rounded(.down) * digit
        let sum = rounded * all - known
        if exchanges.lostMeans.contains(mean.region)
            || !open.admit(parts, in: sum - digit / 2 * all...sum + digit / 2 * all)
        {
            withheld.insert(mean.region)
        }
    }
    return protected.showingUnitsOnly(of: withheld, codebook)
}

extension ProtectedTable {
    /// The table with nothing but the units of some regions.
    fileprivate func showingUnitsOnly(of regions: Set<RegionIndex>, _ codebook: Codebook) -> Self {
        if regions.isEmpty { return self }
        let rows = rows.map { row in
            guard regions.contains(row.region) else { return row }
            let values = zip(columns, row.values).map { rank, value in
                codebook.topics[rank].measure == .population ? value : .missing(.unknown)
            }
            return Row(region: row.region, values: values)
        }
        return Self(period: period, status: status, columns: columns, rows: rows)
    }
}

extension Fraction {
    fileprivate var number: Double { Double(numerator) / Double(denominator) }
}
