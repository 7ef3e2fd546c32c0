/// Figures of a row that are published in one unit.
public enum PublishedFigure: Hashable, Sendable {
    /// The mean scores: of all variables together, and of each.
    case scores
    /// The percentages of a variable's groups.
    case shares(variable: Int)
}

extension Measure {
    /// Whether it is one of these figures.
    public func isIn(_ figures: PublishedFigure) -> Bool {
        switch (figures, self) {
        case (.scores, .score): true
        case (.shares(let own), .share(let variable, _)): own == variable
        default: false
        }
    }
}
