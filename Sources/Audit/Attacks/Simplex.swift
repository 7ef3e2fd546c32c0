import CSimplex

/// Solves a system of linear conditions repeatedly, each time from the last solution.
///
/// It is the simplex method of COIN-OR CLP on one thread: the same system and the same questions in the same
/// order give the same answers.
@safe public final class Simplex {
    /// The result of looking for an extreme.
    public enum Answer: Hashable, Sendable {
        /// The extreme.
        case extreme(Double)
        /// The sum is unbounded.
        case unbounded
        /// The conditions have no solution.
        case impossible
        /// The solver failed.
        case failed
    }

    /// The solver, with its version.
    public static let name = "COIN-OR CLP \(version)"

    private static var version: String {
        // The library's own text, which lives as long as the process.
        unsafe peil_simplex_version().map { unsafe String(cString: $0) } ?? ""
    }

    private let model: OpaquePointer
    private let columns: Int
    private var shown: [Int] = []

    /// Prepares a system.
    public init(_ programme: LinearProgramme) {
        columns = programme.count
        var starts = [Int32](repeating: 0, count: columns + 1)
        for row in programme.rows { for term in row.terms { starts[term.column + 1] += 1 } }
        for column in 0..<columns { starts[column + 1] += starts[column] }
        var next = starts
        var indices = [Int32](repeating: 0, count: Int(starts[columns]))
        var weights = [Double](repeating: 0, count: indices.count)
        for (rank, row) in programme.rows.enumerated() {
            for term in row.terms {
                let place = Int(next[term.column])
                indices[place] = Int32(rank)
                weights[place] = term.weight
                next[term.column] += 1
            }
        }
        // The solver copies its input, and the arrays have the given lengths.
        let model = unsafe peil_simplex_make(
            Int32(columns),
            Int32(programme.rows.count),
            starts,
            indices,
            weights,
            programme.lower.map(Self.finite),
            programme.upper.map(Self.finite),
            programme.rows.map { Self.finite($0.lower) },
            programme.rows.map { Self.finite($0.upper) }
        )
        guard let model = unsafe model else { fatalError("no memory for a linear programme") }
        unsafe self.model = unsafe model
    }

    deinit { unsafe peil_simplex_free(model) }

    /// The least value of a weighted sum of unknowns.
    public func least(_ terms: [(column: Int, weight: Double)]) -> Answer { solve(terms, direction: 1) }

    /// The greatest value of a weighted sum of unknowns.
    public func greatest(_ terms: [(column: Int, weight: Double)]) -> Answer { solve(terms, direction: -1) }

    /// The value of an unknown in the last solution.
    public func value(of column: Int) -> Double {
        precondition((0..<columns).contains(column))
        // The solver has one value for each column.
        return unsafe peil_simplex_value(model, Int32(column))
    }

    /// Sets the lower bound of an unknown, and returns the old one.
    @discardableResult public func setLower(of column: Int, _ lower: Double) -> Double {
        precondition((0..<columns).contains(column))
        // The solver has one bound for each column.
        return unsafe peil_simplex_set_lower(model, Int32(column), lower)
    }

    private func solve(_ terms: [(column: Int, weight: Double)], direction: Double) -> Answer {
        // The solver has one weight for each column, and the columns of terms are of this system.
        for column in shown { unsafe peil_simplex_set_weight(model, Int32(column), 0) }
        for term in terms {
            precondition((0..<columns).contains(term.column))
            unsafe peil_simplex_set_weight(model, Int32(term.column), direction * term.weight)
        }
        shown = terms.map(\.column)
        switch unsafe peil_simplex_solve(model) {
        case 0: return .extreme(terms.reduce(0) { $0 + value(of: $1.column) * $1.weight })
        case 1: return .impossible
        case 2: return .unbounded
        default: return .failed
        }
    }

    private static func finite(_ bound: Double) -> Double {
        bound.isInfinite ? (bound < 0 ? -1 : 1) * .greatestFiniteMagnitude : bound
    }
}
