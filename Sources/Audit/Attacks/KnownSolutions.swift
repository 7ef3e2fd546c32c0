import Statistics

/// Solutions of one system of conditions that are known without a solver: the alternative tables.
struct KnownSolutions {
    private let programme: LinearProgramme
    /// The values of all unknowns in the true counts; nil if these are no solution.
    private var base: [Double]?
    /// By unknown, the conditions that contain it.
    private var rows: [[(row: Int, weight: Double)]] = []
    /// By condition, its sum in the true counts.
    private var sums: [Double] = []
    /// By solution, its differences in single unknowns.
    private var changes: [[(column: Int, change: Double)]] = []

    /// The tolerance of a sum of rounded weights: less than any whole number can make.
    private static let slack = 1e-6

    /// Tests the alternative tables that change some regions.
    init(_ worlds: Witnesses, of targets: [RegionIndex], _ scope: AttackScope, _ system: AttackerSystem) {
        programme = system.programme
        var base = [Double](repeating: 0, count: programme.count)
        for member in scope.members {
            // Without counts, none are tested.
            guard let unknowns = worlds.counts[member] else { continue }
            let first = system.column(.units, of: member)
            for (place, value) in unknowns.enumerated() { base[first + place] = Double(value) }
        }
        let sums = programme.rows.map { row in row.terms.reduce(0) { $0 + base[$1.column] * $1.weight } }
        let isMet =
            programme.rows.indices.allSatisfy { place in
                Self.holds(sums[place], programme.rows[place].lower, programme.rows[place].upper)
            }
            && base.indices.allSatisfy {
                Self.holds(base[$0], programme.lower[$0], programme.upper[$0])
            }
        guard isMet else { return }
        self.base = base
        self.sums = sums
        rows = [[(row: Int, weight: Double)]](repeating: [], count: programme.count)
        for (place, row) in programme.rows.enumerated() {
            for term in row.terms { rows[term.column].append((place, term.weight)) }
        }
        var changes: [[(column: Int, change: Double)]] = []
        var trial = Trial(programme, rows: rows, base: base, sums: sums)
        for world in Set(targets.flatMap { worlds.worlds[$0] ?? [] }).sorted() {
            var columns: [(column: Int, change: Double)] = []
            for change in worlds.changes[world] {
                guard let first = system.first(of: change.region) else { continue }
                for (place, units) in change.unknowns.enumerated() where units != 0 {
                    columns.append((first + place, Double(units)))
                }
            }
            if trial.holds(after: columns) { changes.append(columns) }
        }
        self.changes = changes
    }

    private static func holds(_ value: Double, _ lower: Double, _ upper: Double) -> Bool {
        value >= lower - slack && value <= upper + slack
    }

    /// Tests differences from a solution, one after the other.
    private struct Trial {
        private let programme: LinearProgramme
        private let rows: [[(row: Int, weight: Double)]]
        private let base: [Double]
        private let sums: [Double]
        /// By condition, the change of its sum; and the conditions with a change.
        private var moved: [Double]
        private var touched: [Int] = []

        init(
            _ programme: LinearProgramme,
            rows: [[(row: Int, weight: Double)]],
            base: [Double],
            sums: [Double]
        ) {
            self.programme = programme
            self.rows = rows
            self.base = base
            self.sums = sums
            moved = sums.map { _ in 0 }
        }

        /// True if every bound and condition still holds.
        mutating func holds(after changes: [(column: Int, change: Double)]) -> Bool {
            for (column, change) in changes {
                let value = base[column] + change
                guard KnownSolutions.holds(value, programme.lower[column], programme.upper[column]) else {
                    return false
                }
            }
            touched.removeAll(keepingCapacity: true)
            for (column, change) in changes {
                for (row, weight) in rows[column] {
                    moved[row] += change * weight
                    touched.append(row)
                }
            }
            let holds = touched.allSatisfy { row in
                KnownSolutions.holds(
                    sums[row] + moved[row],
                    programme.rows[row].lower,
                    programme.rows[row].upper
                )
            }
            for row in touched { moved[row] = 0 }
            return holds
        }
    }

    /// The least and the greatest value of each sum of unknowns over the known solutions; nil if none is
    /// known.
    ///
    /// By unknown: only solutions that change it are visited, so the cost is small.
    func reaches(_ questions: [[Int]]) -> [(least: Double, greatest: Double)?] {
        guard let base else { return questions.map { _ in nil } }
        var askers = [[Int]](repeating: [], count: base.count)
        for (question, columns) in questions.enumerated() {
            for column in columns { askers[column].append(question) }
        }
        let start = questions.map { columns in columns.reduce(0) { $0 + base[$1] } }
        var reaches = start.map { (least: $0, greatest: $0) }
        var moved = start.map { _ in 0.0 }
        var touched: [Int] = []
        for solution in changes {
            touched.removeAll(keepingCapacity: true)
            for (column, change) in solution {
                for question in askers[column] {
                    moved[question] += change
                    touched.append(question)
                }
            }
            for question in touched {
                let value = start[question] + moved[question]
                reaches[question].least = min(reaches[question].least, value)
                reaches[question].greatest = max(reaches[question].greatest, value)
            }
            for question in touched { moved[question] = 0 }
        }
        return reaches
    }
}
