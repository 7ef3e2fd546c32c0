import Codebook
import Statistics

/// Writes what a view shows of a region's exact figures, rounded as they are published.
struct RowPublication: Sendable {
    let rule: ProtectionRule
    /// The topics of the columns.
    let topics: [Topic]
    private let columns: [PublishedRounding]

    /// Prepares the rows of a table.
    init(_ codebook: Codebook, columns: [Int]) {
        rule = codebook.protection
        topics = columns.map { codebook.topics[$0] }
        self.columns = topics.map { PublishedRounding($0, by: codebook.protection) }
    }

    /// Returns one value for each column.
    ///
    /// - Parameters:
    ///   - figures: The exact figures of the region, one for each column.
    ///   - view: How much of them is shown.
    /// - Returns: Numbers in units of each topic's last decimal, or symbols.
    func values(_ figures: RegionFigures, view: RegionView) -> [Value] {
        let isCoarse = rule.hasWholePercents(figures.population)
        return columns.indices.map { place in
            guard columns[place].isUnits || view.shows(topics[place].measure) else {
                return .missing(.unknown)
            }
            return columns[place].published(
                figure(at: place, figures, view),
                mayShow: figures.population != nil,
                wholePercents: isCoarse
            )
        }
    }
}

extension RowPublication {
    /// The exact figure of a column: of groups that are gathered, the sum of those of the groups.
    private func figure(at place: Int, _ figures: RegionFigures, _ view: RegionView) -> Figure {
        let parts: [Measure]
        switch topics[place].measure {
        case .gatheredCount(let variable, let group):
            parts = view.block(of: group, variable: variable).map { .count(variable: variable, groups: [$0]) }
        case .gatheredShare(let variable, let group):
            parts = view.block(of: group, variable: variable).map { .share(variable: variable, group: $0) }
        default: return figures.figures[place]
        }
        let columns = parts.compactMap { part in topics.firstIndex { $0.measure == part } }
        guard columns.count == parts.count, let first = columns.first else { return .unavailable }
        return columns.dropFirst().reduce(figures.figures[first]) { sum, column in
            switch (sum, figures.figures[column]) {
            case (.count(let one), .count(let other)): .count(one + other)
            // Shares of one variable are of the same units.
            case (.ratio(let one), .ratio(let other)) where one.denominator == other.denominator:
                .ratio(Fraction(one.numerator + other.numerator, one.denominator))
            default: .unavailable
            }
        }
    }
}

extension RegionView {
    /// Whether the figure of a measure is shown.
    func shows(_ measure: Measure) -> Bool {
        guard isShown else { return measure == .population }
        switch measure {
        case .population, .area, .carried, .indicatorClass, .index: return true
        case .share(let variable, let group): return block(of: group, variable: variable).count == 1
        case .mergedShare(let variable, let groups):
            return groups.count < blocks[variable].count
                && groups.first.map { block(of: $0, variable: variable) == groups } ?? false
        case .score(let variable), .standardDeviation(let variable), .meanDifference(let variable),
            .standardError(let variable):
            return (variable.map { [$0] } ?? Array(blocks.indices)).allSatisfy(isWhole)
        case .imputedShare: return true
        case .bound(_, of: .share(let variable, let group)):
            return shows(.share(variable: variable, group: group))
        case .bound(_, of: .score(let variable)): return shows(.score(variable: variable))
        case .count(let variable, let groups):
            let block = groups.first.map { self.block(of: $0, variable: variable) }
            return block == groups && (groups.count == 1 || groups.count < blocks[variable].count)
        case .gatheredCount(let variable, let group), .gatheredShare(let variable, let group):
            return (2..<blocks[variable].count).contains(block(of: group, variable: variable).count)
        case .category, .cell, .indicatorCount: return false
        }
    }
}
