public import Codebook
public import Statistics

/// The statuses of the figures of published rows.
///
/// A status is a function of the row as it is published, of the codebook and of the region: so statuses tell
/// nobody more than the figures do, whatever the rule of protection is.
public struct RowStatuses: Sendable {
    /// Subject of one column.
    private struct Column {
        var isUnits = false
        /// The variables whose groups the figure is made of.
        var variables: [Int] = []
        /// The figure is of groups that are only shown where a region has them together.
        var isTogether = false
        /// The figure is one group, by itself.
        var isGroup = false
        /// Only regions without parts have it.
        var isOfSmallest = false
        /// The figure is taken over or estimated, and often not there.
        var isOptional = false
    }

    private let columns: [Column]
    private let variableCount: Int

    /// Prepares the statuses of rows with these topics.
    public init(_ topics: [Topic], variables: Int) {
        variableCount = variables
        columns = topics.map { Self.column($0, variables: variables) }
    }

    /// The statuses of one row.
    ///
    /// - Parameters:
    ///   - statuses: Takes one status for each column.
    ///   - values: The published values, one for each column.
    ///   - isSmallest: True where the region has no parts.
    public func fill(_ statuses: inout [FigureStatus], of values: [Value], isSmallest: Bool) {
        var isShown = false
        var isComplete = true
        for place in columns.indices {
            guard case .number = values[place] else {
                isComplete = false
                statuses[place] = .unknown
                continue
            }
            statuses[place] = .published
            if !columns[place].isUnits { isShown = true }
        }
        if isComplete { return }
        var isTouched = [Bool](repeating: false, count: variableCount)
        var isSeen = isTouched
        for place in columns.indices where columns[place].variables.count == 1 {
            let variable = columns[place].variables[0]
            if statuses[place] == .published {
                isSeen[variable] = true
            } else if columns[place].isGroup {
                isTouched[variable] = true
            }
        }
        for place in columns.indices where statuses[place] != .published {
            let column = columns[place]
            switch values[place] {
            case .missing(.blank): statuses[place] = .notApplicable
            case .missing(.secret): statuses[place] = .withheld
            case .number, .missing, .unreadable:
                if column.isOfSmallest, !isSmallest {
                    statuses[place] = .notApplicable
                } else if !isShown, !column.isOptional {
                    statuses[place] = .withheld
                } else if column.isTogether {
                    statuses[place] = column.variables.allSatisfy { isSeen[$0] } ? .notApplicable : .withheld
                } else if column.variables.contains(where: { isTouched[$0] && isSeen[$0] }) {
                    statuses[place] = .recoded
                } else if !column.isOptional {
                    statuses[place] = .withheld
                }
            }
        }
    }

    private static func column(_ topic: Topic, variables: Int) -> Column {
        let isOptional = topic.traits.isOfImputation
        switch topic.traits.showing {
        case .everywhere: return Column(isUnits: true)
        case .groups(let figure):
            let isTogether = figure.groups?.count != 1
            return Column(
                variables: [figure.variable],
                isTogether: isTogether,
                isGroup: !isTogether && !isOptional,
                isOptional: isOptional
            )
        case .wholeVariable(let variable):
            return Column(variables: variable.map { [$0] } ?? Array(0..<variables), isOptional: isOptional)
        case .shownRows:
            guard topic.traits.isOfClasses else { return Column(isOptional: true) }
            return Column(isOfSmallest: topic.measure != .index)
        case .nowhere: return Column()
        }
    }
}
