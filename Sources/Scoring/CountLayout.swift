import Codebook

/// Where the counts of a form stand: its units, and the categories of every variable.
struct CountLayout: Sendable {
    /// How many cells a tally of the form has.
    let size: Int
    /// Whether the cells say how the variables go together.
    let isJoint: Bool

    private let cells: JointCells
    /// In marginal counts, the rank of the units and of every category; nil for what the form leaves out.
    private let units: Int?
    private let ranks: [[Int?]]

    /// The units of a region and, by variable, of every category.
    struct Margins {
        /// All units.
        var units: Int64
        /// By variable and category.
        var categories: [[Int64]]
    }

    /// Prepares the layout of a form; nil for one that holds no counts.
    init?(_ codebook: Codebook, _ form: Form) {
        guard form.holdsCounts else { return nil }
        isJoint = form.layout == .joint
        cells = JointCells(codebook.variables)
        size = isJoint ? cells.count : form.topics.count
        units = form.topics.firstIndex { $0.measure == .population }
        ranks = codebook.variables.enumerated().map { variable, entry in
            entry.categories.indices.map { category in
                form.topics.firstIndex { $0.measure == .category(variable: variable, category: category) }
            }
        }
    }

    /// Adds counts up to the units and the categories of every variable.
    ///
    /// The last variable runs fastest, so each run of its categories is summed to one cell of the table of the
    /// variables before it, which is a seventh or so as large; and so on, up to the first.
    func margins(of counts: [Int64]) -> Margins {
        guard isJoint else { return marginal(counts) }
        var margins = Margins(units: 0, categories: cells.sizes.map { [Int64](repeating: 0, count: $0) })
        var cells = counts
        for variable in self.cells.sizes.indices.reversed() {
            Self.fold(&cells, onto: &margins.categories[variable])
        }
        margins.units = cells.reduce(0, +)
        return margins
    }

    private func marginal(_ counts: [Int64]) -> Margins {
        let categories = ranks.map { $0.map { rank in rank.map { counts[$0] } ?? 0 } }
        let sum = categories.first?.reduce(0, +) ?? 0
        return Margins(units: units.map { counts[$0] } ?? sum, categories: categories)
    }

    /// Sums every run of cells to one, and adds each cell to the category that it has in its run.
    private static func fold(_ cells: inout [Int64], onto categories: inout [Int64]) {
        let size = categories.count
        let runs = cells.count / size
        for run in 0..<runs {
            var sum: Int64 = 0
            for category in 0..<size {
                let count = cells[run &* size &+ category]
                sum += count
                categories[category] += count
            }
            cells[run] = sum
        }
        cells.removeLast(cells.count - runs)
    }
}
