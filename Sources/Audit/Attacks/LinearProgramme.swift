/// A system of linear conditions on unknown numbers, each with its bounds.
public struct LinearProgramme: Sendable {
    /// A condition: the weighted sum of some unknowns lies between two numbers.
    struct LinearCondition: Sendable {
        let terms: [(column: Int, weight: Double)]
        let lower: Double
        let upper: Double
    }

    /// By unknown, its lower bound.
    private(set) var lower: [Double] = []
    /// By unknown, its upper bound.
    private(set) var upper: [Double] = []
    /// The conditions.
    private(set) var rows: [LinearCondition] = []

    /// Creates a system without unknowns.
    public init() {}

    /// The number of unknowns.
    public var count: Int { lower.count }

    /// Adds an unknown between two bounds, `.infinity` for no bound, and returns its position.
    public mutating func addUnknown(_ lower: Double, _ upper: Double) -> Int {
        self.lower.append(lower)
        self.upper.append(upper)
        return count - 1
    }

    /// Adds the condition that a weighted sum of distinct unknowns lies between two numbers.
    public mutating func add(_ terms: [(column: Int, weight: Double)], _ lower: Double, _ upper: Double) {
        rows.append(LinearCondition(terms: terms, lower: lower, upper: upper))
    }

    /// Adds the condition that a total is the sum of its parts.
    public mutating func add(total: Int, parts: [Int]) {
        add([(total, 1)] + parts.map { ($0, -1) }, 0, 0)
    }
}
