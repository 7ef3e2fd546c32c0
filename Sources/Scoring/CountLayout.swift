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
    func margins(of counts: [Int64]) -> Margins {
        guard isJoint else { return marginal(counts) }
        var stride = cells.count
        let categories = cells.sizes.map { size in
            stride /= size
            return Self.categories(of: counts, size: size, stride: stride)
        }
        return Margins(units: counts.reduce(0, +), categories: categories)
    }

    private func marginal(_ counts: [Int64]) -> Margins {
        let categories = ranks.map { $0.map { rank in rank.map { counts[$0] } ?? 0 } }
        let sum = categories.first?.reduce(0, +) ?? 0
        return Margins(units: units.map { counts[$0] } ?? sum, categories: categories)
    }

    /// Cells of one category stand in runs of `stride`; the runs of all categories follow one another.
    private static func categories(of counts: [Int64], size: Int, stride: Int) -> [Int64] {
        var sums = [Int64](repeating: 0, count: size)
        var cell = 0
        while cell < counts.count {
            for category in 0..<size {
                var sum: Int64 = 0
                for rank in cell..<cell + stride { sum += counts[rank] }
                sums[category] += sum
                cell += stride
            }
        }
        return sums
    }
}
