public import Codebook
public import Statistics

/// The cost of protection in figures: of those that could be computed, how many are not shown, by reason.
///
/// Units of regions are no part of it, since they are always shown, and neither are figures that were delivered as published.
public struct FigureCost: Hashable, Sendable, Codable {
    /// Figures that could be computed.
    public var computed = 0
    /// Figures of rows under primary suppression, because of the size of the row.
    public var small = 0
    /// Figures that are withheld in other rows: else they would disclose a small group, or another region.
    public var withheldForOthers = 0
    /// Figures of groups that are published together with others, and what is made of such groups.
    public var merged = 0

    /// Creates a cost of nothing.
    public init() {}

    /// Counts the figures of a table.
    ///
    /// - Parameters:
    ///   - published: What may be published.
    ///   - exact: The exact figures that it was made of.
    ///   - codebook: The data set.
    public init(of published: ProtectedTable, exact: FiguresTable, by codebook: Codebook) {
        guard published.columns == exact.columns else { return }
        let topics = exact.columns.map { codebook.topics[$0] }
        let rule = RowStatuses(topics, variables: codebook.variables.count)
        let isCounted = topics.map { topic in
            if case .everywhere = topic.traits.showing { false } else { true }
        }
        let figures = Dictionary(exact.rows.map { ($0.region, $0.figures) }) { first, _ in first }
        var statuses = [FigureStatus](repeating: .unknown, count: topics.count)
        for row in published.rows {
            guard let own = figures[row.region], let units = own.population, units > 0 else { continue }
            rule.fill(&statuses, of: row.values, isSmallest: true)
            for place in topics.indices where isCounted[place] {
                switch own.figures[place] {
                case .unavailable, .delivered: continue
                case .count, .ratio, .root: break
                }
                switch statuses[place] {
                case .notApplicable, .unknown: continue
                case .published: break
                case .recoded: merged += 1
                case .withheld where units < codebook.protection.threshold: small += 1
                case .withheld: withheldForOthers += 1
                }
                computed += 1
            }
        }
    }

    /// Adds the cost of another table.
    public static func += (a: inout Self, b: Self) {
        a.computed += b.computed
        a.small += b.small
        a.withheldForOthers += b.withheldForOthers
        a.merged += b.merged
    }
}
