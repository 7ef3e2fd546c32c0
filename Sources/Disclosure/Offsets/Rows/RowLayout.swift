/// In what form the figures of a shown row are published.
public struct RowLayout: Hashable, Sendable {
    /// By variable.
    public var variables: [Shares]
    /// The rank of the unit of the scores; nil where they are not shown.
    public var scoreUnit: Int?
    /// Whether figures of the scores have a secret offset, by variable and last the total.
    public var hasOffset: [Bool]
    /// The measures of spread that are not shown: standard deviations by variable and of the total, then mean
    /// differences.
    public var hiddenSpreads: [Bool]
    /// The rank of the unit of the spreads, by variable and last the total.
    public var spreadUnits: [Int]

    /// The percentages of one variable.
    public struct Shares: Hashable, Sendable {
        /// The groups that are published as one, a bit each; 0 for none.
        public var merged: UInt32 = 0
        /// The rank of their unit; nil where none is shown.
        public var unit: Int?
        /// Whether any group is smaller than it may be, so that the variable is recoded or not shown.
        public var isRecoded = false
        /// The groups that are too small, a bit each.
        public var small: UInt32 = 0
        /// Whether none is shown since an office wants it so.
        public var isWished = false

        /// The groups and sets of groups whose percentages are shown, a bit a group.
        public func pieces(of count: Int) -> [UInt32] {
            guard unit != nil else { return [] }
            let alone = (0..<count).map { UInt32(1) << UInt32($0) }.filter { $0 & merged == 0 }
            return merged == 0 ? alone : alone + [merged]
        }
    }

    /// Nothing is decided yet.
    static let undecided = RowLayout(
        variables: [],
        scoreUnit: nil,
        hasOffset: [],
        hiddenSpreads: [],
        spreadUnits: []
    )

    /// Hides the spreads of a variable, and of the total beside it.
    mutating func hideSpreads(of variable: Int) {
        let count = variables.count
        for rank in [variable, count] {
            hiddenSpreads[rank] = true
            hiddenSpreads[count + 1 + rank] = true
        }
    }
}
