/// What the check of offsets knows of a data set: what is published of counts, and what must stay open.
public struct OffsetRule: Sendable {
    /// By variable and category, the rank of the published group.
    public var groups: [[Int]]
    /// By variable and category, the coefficient in the steps that all are multiples of.
    public var coefficients: [[Int]]
    /// The sum of coefficients of one unit that is a score of one.
    public var scoreUnit: Int
    /// What a share of one is in the last decimal of percentages.
    public var shareScale: Int
    /// What a score of one is in its last decimal.
    public var scoreScale: Int
    /// The fewest units of a published group that is not empty.
    public var minimum: Int
    /// Whether counts are of joint cells, the last variable fastest; else of all categories in a row.
    public var isJoint: Bool

    /// Creates a rule.
    public init(
        groups: [[Int]],
        coefficients: [[Int]],
        scoreUnit: Int,
        shareScale: Int,
        scoreScale: Int,
        minimum: Int,
        isJoint: Bool
    ) {
        self.groups = groups
        self.coefficients = coefficients
        self.scoreUnit = scoreUnit
        self.shareScale = shareScale
        self.scoreScale = scoreScale
        self.minimum = minimum
        self.isJoint = isJoint
    }

    /// The categories of a cell, one a variable; of counts by category the one that it is of.
    func categories(of cell: Int) -> [(variable: Int, category: Int)] {
        var rest = cell
        guard isJoint else {
            for variable in groups.indices {
                if rest < groups[variable].count { return [(variable, rest)] }
                rest -= groups[variable].count
            }
            return []
        }
        return groups.indices.reversed().map { variable in
            defer { rest /= groups[variable].count }
            return (variable, rest % groups[variable].count)
        }
    }
}
