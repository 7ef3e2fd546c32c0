/// A data set as the check of offsets knows it: the published figures of counts, and what must stay open.
public struct OffsetRule: Sendable {
    /// By variable and category, the rank of the published group.
    public var groups: [[Int]]
    /// By variable and category, the coefficient in the steps that all are multiples of.
    public var coefficients: [[Int]]
    /// The sum of coefficients of one unit that is a score of one.
    public var scoreUnit: Int
    /// A share of one, in units of the last decimal of percentages.
    public var shareScale: Int
    /// A score of one, in units of its last decimal.
    public var scoreScale: Int
    /// The fewest units of a published group that is not empty.
    public var minimum: Int
    /// Whether counts are of joint cells, the last variable fastest; else of all categories in a row.
    public var isJoint: Bool
    /// Whether the figures of groups are numbers of units, and percentages follow from them.
    public var isOfNumbers = false
    /// Whether a region with nearly all units in one group is told of as coarsely as one with a small group.
    public var hidesOneGroup = true

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
}

/// Variables, categories and scores of the cells of a data set, worked out once.
struct AuditedCells: Sendable {
    /// How many variables a cell is of: all for joint counts, else one.
    let width: Int
    /// By cell, the variables that it is of and its category of each.
    let categories: [(variable: Int, category: Int)]
    /// By cell of joint counts, the place of its score among ``scores``.
    let places: [Int]
    /// The scores of cells, rising.
    let scores: [Int]
    /// By variable, its categories by rising coefficient.
    let order: [[Int]]

    init(_ rule: OffsetRule) {
        let sizes = rule.groups.map(\.count)
        order = rule.coefficients.map { own in own.indices.sorted { (own[$0], $0) < (own[$1], $1) } }
        guard rule.isJoint else {
            width = 1
            categories = sizes.enumerated().flatMap { variable, size in (0..<size).map { (variable, $0) } }
            places = []
            scores = []
            return
        }
        width = sizes.count
        let cells: [[(variable: Int, category: Int)]] = (0..<sizes.reduce(1, *)).map { cell in
            var rest = cell
            return sizes.indices.reversed().map { variable in
                defer { rest /= sizes[variable] }
                return (variable, rest % sizes[variable])
            }
        }
        categories = cells.flatMap(\.self)
        let sums = cells.map { $0.reduce(0) { $0 + rule.coefficients[$1.variable][$1.category] } }
        let scores = Set(sums).sorted()
        let places = Dictionary(uniqueKeysWithValues: scores.enumerated().map { ($1, $0) })
        self.scores = scores
        self.places = sums.map { places[$0] ?? 0 }
    }
}
