import Codebook

/// The positions of the counts of a form: its units, and the categories of every variable.
struct CountLayout: Sendable {
    /// The number of cells of a vector of counts.
    let size: Int
    /// The ranks of the figures of a region as a whole, behind its counts; none in most forms.
    let areas: Range<Int>
    /// The number of vectors of a tally: one, or one for every postcode.
    let blocks: Int
    /// True if the cells are those of the joint table.
    let isJoint: Bool

    /// The elements of a vector of a microdata form; nil for other forms.
    let records: RecordCells?

    private let cells: JointCells
    /// In marginal counts, the rank of the units and of every category; nil for those that the form lacks.
    private let units: Int?
    private let ranks: [[Int?]]

    /// The units of a region and, by variable, of every category.
    struct Margins {
        /// The number that stands for one unit below: 1, unless units are spread over cells in fractions.
        var scale: Int64 = 1
        /// All units.
        var units: Int64
        /// By variable and category.
        var categories: [[Int64]]
    }

    /// Prepares the layout of a form; nil for a form without counts.
    init?(_ codebook: Codebook, _ form: Form) {
        guard form.holdsCounts else { return nil }
        records = RecordCells(codebook, form)
        isJoint = form.traits.isJoint
        cells = JointCells(codebook.variables)
        // Figures of a region as a whole stand behind the counts, and do not add up.
        areas = form.traits.hasAreas ? codebook.areaRanks : 0..<0
        size = records?.width ?? (isJoint ? cells.count : form.topics.count - areas.count)
        blocks = records == nil ? 1 : RecordCells.slots
        units = form.topics.firstIndex { $0.measure == .population }
        ranks = codebook.variables.enumerated().map { variable, entry in
            entry.categories.indices.map { category in
                form.topics.firstIndex { $0.measure == .category(variable: variable, category: category) }
            }
        }
    }

    /// Adds counts up to the units and the categories of every variable.
    ///
    /// The last variable runs fastest, so each run of its categories is summed to one cell of the table of
    /// the variables before it, which is smaller by its number of categories; and so on, up to the first.
    ///
    /// - Returns: The margins, and the joint cells; for a form without joint cells, the counts themselves.
    func margins(of counts: [Int64]) -> (margins: Margins, cells: [Int64]) {
        guard isJoint else { return (marginal(counts), counts) }
        let (joint, scale) = joint(of: counts)
        var margins = Margins(
            scale: scale,
            units: 0,
            categories: cells.sizes.map { [Int64](repeating: 0, count: $0) }
        )
        var cells = joint
        for variable in self.cells.sizes.indices.reversed() {
            Self.fold(&cells, onto: &margins.categories[variable])
        }
        margins.units = cells.reduce(0, +)
        return (margins, joint)
    }

    /// The joint cells of counts, and the number that stands for one unit in them.
    ///
    /// Units of imputed level may be spread over cells in fractions; if any are, everything is counted in
    /// fractions.
    func joint(of counts: [Int64]) -> (cells: [Int64], scale: Int64) {
        guard let records else { return (counts, 1) }
        let whole = counts[records.whole]
        let fractional = counts[records.fractional]
        guard fractional.contains(where: { $0 != 0 }) else { return (Array(whole), 1) }
        let scale = RecordCells.unitFractions
        return (zip(whole, fractional).map { $0 * scale + $1 }, scale)
    }

    private func marginal(_ counts: [Int64]) -> Margins {
        let categories = ranks.map { $0.map { rank in rank.map { counts[$0] } ?? 0 } }
        // If there is no count of units, the largest total of a variable is taken.
        let sum = categories.reduce(0) { max($0, $1.reduce(0, +)) }
        return Margins(units: units.map { counts[$0] } ?? sum, categories: categories)
    }

    /// Sums every run of cells to one, and adds each cell to its category in the run.
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
