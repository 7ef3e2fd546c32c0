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
                figures.figures[place],
                mayShow: figures.population != nil,
                wholePercents: isCoarse
            )
        }
    }
}

extension RegionView {
    /// Whether the figure of a measure is shown.
    func shows(_ measure: Measure) -> Bool {
        guard isShown else { return measure == .population }
        switch measure {
        case .population, .carried: return true
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
        case .category, .cell: return false
        }
    }
}
