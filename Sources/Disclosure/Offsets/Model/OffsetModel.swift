/// A data set as protection by offsets knows it: its variables, how scores are made of them, and the units
/// that figures may have.
public struct OffsetModel: Sendable {
    /// The variables.
    public let variables: [OffsetVariable]
    /// The sum of coefficients of one unit that is a score of one.
    public let scoreUnit: Int
    /// The decimals of scores and spreads; nil where there are no scores.
    public let scoreDecimals: Int?
    /// The decimals of percentages.
    public let shareDecimals: Int
    /// Whether counts are those of joint cells, the last variable fastest; else of all categories in a row.
    public let isJoint: Bool
    /// Settings of what must stay open.
    public let settings: OffsetSettings
    /// Multiple of published numbers of units, where these are the figures of groups and percentages follow
    /// from them; nil where the percentages are.
    public let countBase: Int?

    /// Which measures of spread are published: of every variable, or of the total for nil.
    public let hasSpreads: Bool

    /// By variable, where its groups begin in a row of all groups.
    let groupBase: [Int]
    /// By variable, where its categories begin in a row of all categories.
    let categoryBase: [Int]
    /// How many groups there are in all.
    let groupCount: Int
    /// How many categories there are in all.
    let categoryCount: Int
    /// How many cells a vector of counts has.
    public let cellCount: Int
    /// Possible sums of a variable's coefficients, by variable.
    let sums: [ReachableSums]
    /// The changes of group counts that are tried, by variable.
    let changes: [ChangeTable]
    /// A share of one, in units of the last decimal of percentages; 1 where numbers of units are the figures.
    let shareScale: Int
    /// A score of one, in units of its last decimal.
    let scoreScale: Int
    /// The units of percentages in their last decimal, or those of numbers of units, from fine to coarse.
    public let shareLadder: [Int]
    /// The units of scores in their last decimal, from fine to coarse.
    public let scoreLadder: [Int]
    /// By cell, the category of every variable, one after the other; of marginal counts empty.
    let cellCategories: [UInt8]

    /// Prepares a data set.
    public init(
        variables: [OffsetVariable],
        scoreUnit: Int,
        scoreDecimals: Int?,
        shareDecimals: Int,
        isJoint: Bool,
        hasSpreads: Bool = true,
        countBase: Int? = nil,
        settings: OffsetSettings
    ) {
        self.variables = variables
        self.scoreUnit = scoreUnit
        self.scoreDecimals = scoreDecimals
        self.shareDecimals = shareDecimals
        self.isJoint = isJoint
        self.hasSpreads = hasSpreads && scoreDecimals != nil
        self.settings = settings
        self.countBase = countBase
        var groups: [Int] = []
        var categories: [Int] = []
        var groupCount = 0
        var categoryCount = 0
        for variable in variables {
            groups.append(groupCount)
            categories.append(categoryCount)
            groupCount += variable.groupCount
            categoryCount += variable.groups.count
        }
        groupBase = groups
        categoryBase = categories
        self.groupCount = groupCount
        self.categoryCount = categoryCount
        cellCount = isJoint ? variables.reduce(1) { $0 * $1.groups.count } : categoryCount
        sums = variables.map(ReachableSums.init)
        changes = variables.map { ChangeTable(groups: $0.groupCount) }
        shareScale = countBase == nil ? 100 * Self.power(shareDecimals) : 1
        scoreScale = Self.power(scoreDecimals ?? 0)
        shareLadder =
            countBase.map { base in [1, 2, 5, 10, 20].map { $0 * base } }
            ?? Self.ladder(shareDecimals, steps: [1, 2, 5, 10])
        scoreLadder = Self.ladder((scoreDecimals ?? 0) - 2, steps: [1, 2, 5, 10])
        var ranks: [UInt8] = []
        if isJoint {
            ranks.reserveCapacity(cellCount * variables.count)
            for cell in 0..<cellCount {
                var rest = cell
                var own = [UInt8](repeating: 0, count: variables.count)
                for variable in variables.indices.reversed() {
                    own[variable] = UInt8(rest % variables[variable].groups.count)
                    rest /= variables[variable].groups.count
                }
                ranks += own
            }
        }
        cellCategories = ranks
    }

    /// How many groups of a variable have figures of their own: the number of the second of two follows from the units.
    func figureCount(_ variable: Int) -> Int {
        let count = variables[variable].groupCount
        return countBase != nil && count == 2 ? 1 : count
    }

    private static func power(_ exponent: Int) -> Int {
        (0..<max(0, exponent)).reduce(1) { power, _ in power * 10 }
    }

    /// The last decimal itself, then steps of its whole part.
    private static func ladder(_ decimals: Int, steps: [Int]) -> [Int] {
        let scaled = steps.map { $0 * power(decimals) }
        return scaled.first == 1 ? scaled : [1] + scaled
    }
}

/// A variable as protection sees it.
public struct OffsetVariable: Hashable, Sendable {
    /// Its stable name.
    public var key: String
    /// By category, the rank of its published group.
    public var groups: [Int]
    /// By category, its coefficient, in the steps that all coefficients are multiples of.
    public var coefficients: [Int]
    /// The sets of groups that may be published as one, from narrow to wide, a bit a group.
    public var merges: [UInt32]
    /// How many published groups there are.
    public var groupCount: Int { (groups.max() ?? -1) + 1 }

    /// Creates a variable.
    public init(key: String, groups: [Int], coefficients: [Int], merges: [UInt32]) {
        self.key = key
        self.groups = groups
        self.coefficients = coefficients
        self.merges = merges
    }
}
