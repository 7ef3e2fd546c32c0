public import Codebook
public import Statistics

/// The cells of a region's counts: the category and the group of every variable.
///
/// Counts are either those of the joint table of all variables, one cell for each combination of categories,
/// or of every variable separately, with the cells of the marginal form.
public struct CellSpace: Hashable, Sendable {
    /// The number of cells.
    public let count: Int
    /// True for the cells of the joint table.
    public let isJoint: Bool

    /// By variable and cell, the group; -1 if the cell is not of the variable.
    let groups: [[Int]]
    /// By variable and group, its cells, rising.
    let cellsOfGroups: [[[Int]]]
    /// By variable and cell, the category; -1 if the cell is not of the variable.
    let categories: [[Int]]
    /// By variable and cell, the number of the combination of the other variables' categories.
    let rests: [[Int]]
    /// By variable, the number of these combinations.
    let restCounts: [Int]
    /// By variable, the start of its groups in the list of all variables' groups; and the end of the list.
    let groupStarts: [Int]
    /// The scales of means: one for each variable, and for joint cells one for the total.
    let scales: [Scale]
    /// By scale, the start of its kinds in the list of all scales' kinds; and the end of the list.
    let kindStarts: [Int]
    /// The divisor, beside the units, that turns a sum of coefficients into a score.
    let scoreUnit: Int64

    /// The cells of a form with counts; nil for other forms, without coefficients for the period where there are scores,
    /// and for characteristics that each have units of their own.
    ///
    /// Microdata is counted as joint cells.
    public init?(codebook: Codebook, form: Form, period: Period) {
        guard form.holdsCounts, [.sumOfCells, .topic].contains(form.traits.units) else { return nil }
        let scheme = codebook.scheme.coefficients
        let set = scheme?.set(for: period)
        if set == nil, codebook.scheme != .unscored { return nil }
        let variables = codebook.variables
        isJoint = form.traits.isJoint
        scoreUnit = scheme.flatMap { scheme in set.map { Int64(scheme.divisor) * $0.scale } } ?? 1
        groupStarts = variables.reduce(into: [0]) { $0.append($0[$0.count - 1] + $1.groups.count) }
        let joint = JointCells(variables)
        let cellCount = isJoint ? joint.count : form.topics.count
        count = cellCount
        if isJoint {
            categories = variables.indices.map { variable in
                (0..<cellCount).map { joint.category(of: variable, in: $0) }
            }
            rests = variables.indices.map { variable in
                let size = joint.sizes[variable]
                let stride = joint.sizes[(variable + 1)...].reduce(1, *)
                return (0..<cellCount).map { $0 / (stride * size) * stride + $0 % stride }
            }
            restCounts = joint.sizes.map { cellCount / $0 }
        } else {
            categories = variables.indices.map { variable in
                form.topics.map { topic in
                    if case .category(variable, let category) = topic.measure { category } else { -1 }
                }
            }
            rests = variables.map { _ in [Int](repeating: 0, count: cellCount) }
            restCounts = variables.map { _ in 1 }
        }
        let groupOfCategory = variables.map { variable in
            variable.categories.indices.map { category in
                variable.groups.firstIndex { $0.categories.contains(category) } ?? -1
            }
        }
        groups = zip(categories, groupOfCategory).map { cells, groups in
            cells.map { $0 < 0 ? -1 : groups[$0] }
        }
        cellsOfGroups = Self.cells(of: groups, variables)
        var scales: [Scale] = []
        if let set { scales = zip(set.coefficients, categories).map { Scale(scores: $0, kinds: $1) } }
        if isJoint, let set {
            let cells = categories
            let sums = (0..<cellCount).map { cell in
                variables.indices.reduce(0) { $0 + set.coefficients[$1][cells[$1][cell]] }
            }
            let scores = Set(sums).sorted()
            scales.append(Scale(scores: scores, kinds: sums.map { scores.firstIndex(of: $0) ?? -1 }))
        }
        self.scales = scales
        kindStarts = Self.starts(scales)
    }

    /// The cells of one variable that is counted separately: its categories.
    init(apart variable: Variable) {
        count = variable.categories.count
        isJoint = false
        categories = [Array(variable.categories.indices)]
        groups = [
            variable.categories.indices.map { category in
                variable.groups.firstIndex { $0.categories.contains(category) } ?? -1
            }
        ]
        cellsOfGroups = Self.cells(of: groups, [variable])
        rests = [[Int](repeating: 0, count: count)]
        restCounts = [1]
        groupStarts = [0, variable.groups.count]
        scales = []
        kindStarts = [0]
        scoreUnit = 1
    }

    private static func cells(of groups: [[Int]], _ variables: [Variable]) -> [[[Int]]] {
        zip(groups, variables).map { cells, variable in
            variable.groups.indices.map { group in cells.indices.filter { cells[$0] == group } }
        }
    }

    private static func starts(_ scales: [Scale]) -> [Int] {
        scales.reduce(into: [0]) { $0.append($0[$0.count - 1] + $1.scores.count) }
    }

    /// The possible scores of units.
    struct Scale: Hashable, Sendable {
        /// By kind of unit, its score.
        let scores: [Int64]
        /// By cell, the kind of its units; -1 if the cell has no score.
        let kinds: [Int]
        /// The kinds by rising score, and by falling score.
        let rising: [Int]
        let falling: [Int]
        /// The lowest and the highest score.
        let lowest: Int64
        let highest: Int64
        /// By rising score, the cells of units with that score.
        let levels: [Level]

        init(scores: [Int64], kinds: [Int]) {
            self.scores = scores
            self.kinds = kinds
            rising = scores.indices.sorted { (scores[$0], $0) < (scores[$1], $1) }
            falling = rising.reversed()
            lowest = scores.min() ?? 0
            highest = scores.max() ?? 0
            levels = Set(scores).sorted().compactMap { score in
                let cells = kinds.indices.filter { kinds[$0] >= 0 && scores[kinds[$0]] == score }
                return cells.isEmpty ? nil : Level(score: score, cells: cells)
            }
        }
    }

    /// The cells of units with one score, rising.
    struct Level: Hashable, Sendable {
        let score: Int64
        let cells: [Int]
    }

    /// The cells in the order of protection by offsets: joint cells as they are, else the categories of every variable, -1
    /// for one that no cell is of.
    var order: [Int] {
        guard !isJoint else { return Array(0..<count) }
        return categories.indices.flatMap { variable in
            (0...(categories[variable].max() ?? 0)).map { category in
                categories[variable].firstIndex(of: category) ?? -1
            }
        }
    }

    /// The number of variables.
    var variableCount: Int { groups.count }

    /// The number of kinds of all scales together.
    var kindTotal: Int { kindStarts[kindStarts.count - 1] }

    /// How many groups all variables have together.
    var groupTotal: Int { groupStarts[groupStarts.count - 1] }

    /// The positions of a variable's groups among those of all variables.
    func groupRange(_ variable: Int) -> Range<Int> { groupStarts[variable]..<groupStarts[variable + 1] }
}
