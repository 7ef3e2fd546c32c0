import Statistics

/// Newton's search for the largest likelihood of a problem over the patterns of a tree.
///
/// The log-likelihood of a multinomial logistic model is concave, so every point where the gradient vanishes
/// is the maximum. Steps are halved while they lose likelihood. Far from the maximum every step has its own
/// information matrix; near it the last one is reused with exact gradients; at the end it is computed anew.
struct NewtonSearch<Logits: SIMD & Sendable> where Logits.Scalar == Double {
    private let problem: FitProblem
    private let pass: TreePass<Logits>
    private let depths: [Int]
    private let rows: [[Double]]
    /// The ridge: half of this times the squared parameters is subtracted; 0 except for a first
    /// approximation.
    private let ridge: Double
    /// The parameters that are not estimated but stay as they are, by slot.
    private let isFixed: [Bool]

    private struct Point {
        var estimates: [Double]
        var logLikelihood: Double
        var gradient: [Double]
        var information: [Double]
    }

    /// Prepares a search.
    ///
    /// - Parameters:
    ///   - problem: The problem to solve.
    ///   - tree: The patterns.
    ///   - ridge: The penalty on the squares of the parameters; it makes every parameter finite.
    ///   - isFixed: The parameters that stay as they are, by slot; an empty list for none.
    init(_ problem: FitProblem, _ tree: PatternTree, ridge: Double = 0, isFixed: [Bool] = []) {
        self.problem = problem
        self.ridge = ridge
        self.isFixed = isFixed.isEmpty ? problem.slots.map { _ in false } : isFixed
        depths = problem.columnDepths(tree.layout)
        pass = TreePass(
            tree: tree,
            columns: problem.columnTable(tree.layout),
            width: problem.columns.count,
            levels: problem.logits
        )
        rows = problem.columns.indices.map { column in
            guard let place = problem.columns[column] else {
                return tree.levelRows
            }
            return tree.totals[place.covariate][place.code]
        }
    }

    /// Searches from a point.
    ///
    /// - Parameters:
    ///   - start: The first point.
    ///   - limit: The maximum number of passes through the patterns.
    ///   - tolerance: The gain in log-likelihood below which a step is the last.
    /// - Returns: The best point found.
    func run(from start: [Double], limit: Int = 120, tolerance: Double = 1e-11) -> SearchOutcome {
        var point = evaluate(start, withInformation: true)
        var factor = OrderedCholesky(point.information, size: start.count)
        var isFresh = true
        var passes = 1
        var lastGain = Double.infinity
        while true {
            let step = factor.solved(point.gradient)
            let gain = zip(step, point.gradient).reduce(0) { $0 + $1.0 * $1.1 } / 2
            // The information matrix is that of the maximum itself, because the standard errors come from it.
            let isSlow = gain > lastGain / 30
            if !isFresh && (gain < tolerance || isSlow) {
                point = evaluate(point.estimates, withInformation: true)
                factor = OrderedCholesky(point.information, size: start.count)
                isFresh = true
                passes += 1
                continue
            }
            if gain < tolerance || passes >= limit {
                return SearchOutcome(
                    estimates: zip(point.estimates, step).map { $0 + $1 },
                    factor: factor,
                    logLikelihood: point.logLikelihood + gain,
                    gradient: point.gradient.indices.reduce(0) { largest, slot in
                        factor.isAliased[slot] ? largest : max(largest, abs(point.gradient[slot]))
                    },
                    gain: gain,
                    passes: passes,
                    converged: gain < tolerance
                )
            }
            let isNear = gain < 1
            let allowance = 1e-10 * abs(point.logLikelihood)
            var length = 1.0
            var next: Point
            repeat {
                next = evaluate(
                    zip(point.estimates, step).map { $0 + length * $1 },
                    withInformation: !isNear
                )
                passes += 1
                length /= 2
            } while !(next.logLikelihood >= point.logLikelihood - allowance) && length > 1e-9
                && passes < limit
            guard next.logLikelihood >= point.logLikelihood - allowance else {
                // No step upwards was found, or no more passes are allowed.
                return SearchOutcome(
                    estimates: point.estimates,
                    factor: factor,
                    logLikelihood: point.logLikelihood,
                    gradient: point.gradient.reduce(0) { max($0, abs($1)) },
                    gain: gain,
                    passes: passes,
                    converged: false
                )
            }
            point = next
            isFresh = !isNear
            if isFresh { factor = OrderedCholesky(point.information, size: start.count) }
            lastGain = isNear ? gain : .infinity
        }
    }

    /// The parameters that columns before them determine, by slot.
    func aliases(at point: [Double]) -> [Bool] {
        OrderedCholesky(evaluate(point, withInformation: true).information, size: point.count).isAliased
    }

    /// The log-likelihood and its derivatives at a point.
    private func evaluate(_ estimates: [Double], withInformation: Bool) -> Point {
        var predictors = problem.columns.map { _ in [Double](repeating: 0, count: problem.logits.count) }
        for (slot, estimate) in zip(problem.slots, estimates) {
            predictors[slot.column][slot.logit] = estimate
        }
        var weights = [Logits](repeating: Logits(), count: predictors.count)
        var base = [Double](repeating: 0, count: predictors.count)
        var logLikelihood = 0.0
        for column in predictors.indices {
            // A level that never occurs in a category has probability 0 there.
            let counted = problem.columnRows[column]
            let logarithms = predictors[column].indices.map { logit in
                counted[problem.logits[logit]] > 0 ? predictors[column][logit] : -.infinity
            }
            let baseLogarithm = counted[problem.base] > 0 ? 0 : -Double.infinity
            let largest = max(baseLogarithm, logarithms.max() ?? baseLogarithm)
            base[column] = exponential(baseLogarithm - largest)
            var total = rows[column][problem.base]
            for logit in logarithms.indices {
                weights[column][logit] = exponential(logarithms[logit] - largest)
                let observed = rows[column][problem.logits[logit]]
                logLikelihood += observed * predictors[column][logit]
                total += observed
            }
            logLikelihood -= total * largest
        }
        let result = pass.run(weights: weights, base: base, withInformation: withInformation)
        logLikelihood -= result.logarithms
        var gradient = problem.slots.map { result.gradient[$0.column][$0.logit] }
        for slot in estimates.indices where ridge > 0 {
            logLikelihood -= ridge / 2 * estimates[slot] * estimates[slot]
            gradient[slot] -= ridge * estimates[slot]
        }
        return Point(
            estimates: estimates,
            logLikelihood: logLikelihood,
            gradient: gradient,
            information: withInformation ? matrix(result.information) : []
        )
    }

    /// The information matrix of the parameters from its blocks; only the diagonal and the part left of it.
    private func matrix(_ blocks: [Logits]) -> [Double] {
        let (slots, lanes, width) = (problem.slots, Logits.scalarCount, problem.columns.count)
        var matrix = [Double](repeating: 0, count: slots.count * slots.count)
        for row in slots.indices where !isFixed[row] {
            for column in 0...row where !isFixed[column] {
                let (a, b) = (slots[row], slots[column])
                let (low, high) = depths[a.column] >= depths[b.column] ? (a, b) : (b, a)
                let block = (low.column * width + high.column) * lanes
                matrix[row * slots.count + column] = blocks[block + low.logit][high.logit]
            }
            matrix[row * slots.count + row] += ridge
        }
        return matrix
    }
}
