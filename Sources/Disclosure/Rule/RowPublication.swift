import Codebook
import Statistics

/// Writes the shown part of a region's exact figures, rounded for publication.
struct RowPublication: Sendable {
    let rule: ProtectionRule
    /// The topics of the columns.
    let topics: [Topic]
    private let columns: [PublishedRounding]
    /// By column, the groups that are gathered in it; nil for other columns.
    private let gathered: [GroupFigure?]

    /// Prepares the rows of a table.
    init(_ codebook: Codebook, columns: [Int]) {
        rule = codebook.protection
        topics = columns.map { codebook.topics[$0] }
        self.columns = topics.map { PublishedRounding($0, by: codebook.protection) }
        gathered = topics.map { topic in
            topic.measure.groupFigure.flatMap { $0.gathering == nil ? nil : $0 }
        }
    }

    /// Returns one value for each column.
    ///
    /// - Parameters:
    ///   - figures: The exact figures of the region, one for each column.
    ///   - view: The suppression pattern.
    /// - Returns: Numbers in units of each topic's last decimal, or symbols.
    func values(_ figures: RegionFigures, view: RegionView) -> [Value] {
        let isCoarse = rule.hasWholePercents(figures.population)
        return columns.indices.map { place in
            guard columns[place].isUnits || view.shows(topics[place].traits.showing) else {
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
    /// The exact figure of a column: for recoded groups, the sum of those of the groups.
    private func figure(at place: Int, _ figures: RegionFigures, _ view: RegionView) -> Figure {
        guard let gathered = gathered[place], let group = gathered.gathering else {
            return figures.figures[place]
        }
        let parts = view.block(of: group, variable: gathered.variable).map(gathered.measure(ofGroup:))
        let columns = parts.compactMap { part in topics.firstIndex { $0.measure == part } }
        guard columns.count == parts.count, let first = columns.first else { return .unavailable }
        return columns.dropFirst().reduce(figures.figures[first]) { sum, column in
            switch (sum, figures.figures[column]) {
            case (.count(let one), .count(let other)): .count(one + other)
            // Shares of one variable have the same denominator.
            case (.ratio(let one), .ratio(let other)) where one.denominator == other.denominator:
                .ratio(Fraction(one.numerator + other.numerator, one.denominator))
            default: .unavailable
            }
        }
    }
}

extension RegionView {
    /// True if the figure of a measure is shown.
    func shows(_ showing: MeasureTraits.Showing) -> Bool {
        guard isShown else { return showing == .everywhere }
        switch showing {
        case .everywhere, .shownRows: return true
        case .groups(let figure):
            let all = blocks[figure.variable].count
            guard let groups = figure.groups else {
                return figure.gathering.map {
                    (2..<all).contains(block(of: $0, variable: figure.variable).count)
                } ?? false
            }
            return groups.first.map { block(of: $0, variable: figure.variable) } == groups
                && (groups.count == 1 || groups.count < all)
        case .wholeVariable(let variable):
            return (variable.map { [$0] } ?? Array(blocks.indices)).allSatisfy(isWhole)
        case .nowhere: return false
        }
    }
}
