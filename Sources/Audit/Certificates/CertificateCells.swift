import Codebook
import Scoring
import Statistics

/// The cells of a form: their categories and groups, and how counts of them are published.
struct CertificateCells: Sendable {
    /// The number of elements of an atom's counts.
    let size: Int
    /// The cells between which units may be exchanged.
    let exchangeable: Range<Int>
    /// True if a cell is a combination of categories of all variables; false for one category of one
    /// variable.
    let isJoint: Bool
    /// By variable and cell, the category; -1 if the cell is not of the variable.
    let categories: [[Int]]
    /// By variable and cell, the group; -1 if the cell is not of the variable.
    let groups: [[Int]]
    /// By variable and category, its coefficient.
    let coefficients: [[Int64]]
    /// The divisor, beside the units, that turns a sum of coefficients into a score.
    let scoreUnit: Int64

    private let groupCounts: [Int]
    private let scorer: Scorer
    private let rule: ProtectionRule
    private let places: [Int: Int]
    private let roundings: [PublishedRounding]

    /// The cells of a form with counts; nil for others, and without coefficients for the period.
    init?(codebook: Codebook, form: Form, period: Period) {
        guard let scorer = Scorer(codebook: codebook, form: form, period: period),
            let scheme = codebook.scheme.coefficients, let set = scheme.set(for: period)
        else { return nil }
        let joint = JointCells(codebook.variables)
        let isJoint = form.traits.isJoint
        let cells = isJoint ? joint.count : form.topics.count
        let categories = codebook.variables.indices.map { variable in
            (0..<cells).map { cell in
                if isJoint { return joint.category(of: variable, in: cell) }
                if case .category(variable, let category) = form.topics[cell].measure { return category }
                return -1
            }
        }
        self.isJoint = isJoint
        size = RecordCells(codebook, form)?.width ?? cells
        exchangeable = 0..<cells
        self.categories = categories
        groups = codebook.variables.enumerated().map { rank, variable in
            let groupOfCategory = variable.categories.indices.map { category in
                variable.groups.firstIndex { $0.categories.contains(category) } ?? -1
            }
            return categories[rank].map { $0 < 0 ? -1 : groupOfCategory[$0] }
        }
        groupCounts = codebook.variables.map(\.groups.count)
        coefficients = set.coefficients
        scoreUnit = Int64(scheme.divisor) * set.scale
        self.scorer = scorer
        rule = codebook.protection
        places = Dictionary(uniqueKeysWithValues: zip(scorer.columns, scorer.columns.indices))
        roundings = scorer.columns.map { PublishedRounding(codebook.topics[$0], by: codebook.protection) }
    }

    /// Counts in the length of the form, from counts that may consist of the joint cells alone.
    func whole(_ counts: [Int64]) -> [Int64]? {
        if counts.count == size { return counts }
        guard counts.count == exchangeable.count else { return nil }
        return counts + [Int64](repeating: 0, count: size - counts.count)
    }

    /// The published values of a region with these counts in some columns, without suppression.
    func published(_ counts: [Int64], columns: [Int]) -> [Value] {
        let figures = scorer.figures(of: counts)
        let isCoarse = rule.hasWholePercents(figures.population)
        return columns.map { column in
            guard let place = places[column] else { return .missing(.unknown) }
            return roundings[place].published(figures.figures[place], mayShow: true, wholePercents: isCoarse)
        }
    }

    /// The units of every group, by variable, and the sum of every variable's coefficients.
    func sums(_ counts: [Int64]) -> (groups: [[Int64]], scores: [Int64]) {
        var sums = nothing
        for cell in exchangeable where counts[cell] != 0 { add(counts[cell], of: cell, to: &sums) }
        return sums
    }

    /// The change of those sums by a change of counts.
    func sums(_ change: TableChange) -> (groups: [[Int64]], scores: [Int64]) {
        var sums = nothing
        for cell in change.cells { add(cell.units, of: cell.cell, to: &sums) }
        return sums
    }

    /// Sums in the order of an intruder's unknowns: the units, the groups of all variables, the scores.
    static func unknowns(_ sums: (groups: [[Int64]], scores: [Int64])) -> [Int64] {
        [sums.groups.first?.reduce(0, +) ?? 0] + sums.groups.flatMap(\.self) + sums.scores
    }

    /// The sums of no units.
    var nothing: (groups: [[Int64]], scores: [Int64]) {
        (groupCounts.map { [Int64](repeating: 0, count: $0) }, groups.map { _ in 0 })
    }

    /// Adds units of a cell to sums.
    func add(_ units: Int64, of cell: Int, to sums: inout (groups: [[Int64]], scores: [Int64])) {
        for variable in groups.indices where groups[variable][cell] >= 0 {
            sums.groups[variable][groups[variable][cell]] += units
            sums.scores[variable] += units * coefficients[variable][categories[variable][cell]]
        }
    }
}
