import Codebook
import Scoring
import Statistics

/// What the cells of a form are of, and how counts of them are published.
struct WorldCells: Sendable {
    /// How many numbers the counts of an atom have.
    let size: Int
    /// The cells whose units may be exchanged.
    let exchangeable: Range<Int>
    /// Whether a cell is a combination of categories of all variables, or of one category of one.
    let isJoint: Bool
    /// By variable and cell, the category; -1 where the cell is not of the variable.
    let categories: [[Int]]
    /// By variable and cell, the group; -1 where the cell is not of the variable.
    let groups: [[Int]]
    /// By variable and category, its coefficient.
    let coefficients: [[Int64]]
    /// What a sum of coefficients is divided by, beside the units, to be a score.
    let scoreUnit: Int64

    private let groupCounts: [Int]
    private let scorer: Scorer
    private let rule: ProtectionRule
    private let places: [Int: Int]
    private let roundings: [PublishedRounding]

    /// The cells of a form that holds counts; nil for others, and where no coefficients serve the period.
    init?(codebook: Codebook, form: Form, period: Period) {
        guard let scorer = Scorer(codebook: codebook, form: form, period: period),
            case .coefficients(let scheme) = codebook.scheme, let set = scheme.set(for: period)
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

    /// Counts as long as the form's, where units of a form of one row each are given by their joint cells alone.
    func whole(_ counts: [Int64]) -> [Int64]? {
        if counts.count == size { return counts }
        guard counts.count == exchangeable.count else { return nil }
        return counts + [Int64](repeating: 0, count: size - counts.count)
    }

    /// What a region of these counts publishes in some columns, everything shown.
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

    /// By how much a change moves them.
    func sums(_ change: WorldChange) -> (groups: [[Int64]], scores: [Int64]) {
        var sums = nothing
        for cell in change.cells { add(cell.units, of: cell.cell, to: &sums) }
        return sums
    }

    /// Sums in the order of an outsider's unknowns: the units, the groups of all variables, the scores.
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
