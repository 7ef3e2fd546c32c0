import Statistics

/// The solutions of one system that are known without solving it.
struct KnownSolutions {
    private let programme: LinearProgramme
    /// The values of all unknowns in the counts that are held; nil where these are no solution.
    private var base: [Double]?
    /// By unknown, the conditions that it is part of.
    private var rows: [[(row: Int, weight: Double)]] = []
    /// By condition, its sum in the counts that are held.
    private var sums: [Double] = []
    /// By solution, what it changes of single unknowns.
    private var changes: [[(column: Int, change: Double)]] = []

    /// How far a sum of rounded weights may lie beside its bounds: less than any whole number could.
    private static let slack = 1e-6

    /// Tries the worlds that change some regions.
    init(_ worlds: WitnessedWorlds, of targets: [RegionIndex], _ scope: AttackScope, _ system: AttackerSystem)
    {
        programme = system.programme
        var base = [Double](repeating: 0, count: programme.count)
        for member in scope.members {
            // Where no counts are at hand, none are tried.
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

    /// Tries changes of a solution, one after the other.
    private struct Trial {
        private let programme: LinearProgramme
        private let rows: [[(row: Int, weight: Double)]]
        private let base: [Double]
        private let sums: [Double]
        /// By condition, by how much its sum changes, and the conditions of which it does.
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

        /// Whether every bound and condition still holds.
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

    /// The least and the greatest value that a sum of unknowns has in a solution; nil where none is known.
    ///
    /// By unknown: the solutions that change it are looked up, so asking is cheap.
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
