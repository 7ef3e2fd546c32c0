public import Statistics

/// Fits a multinomial logistic model by Newton's method on distinct patterns.
///
/// All covariates are categories, so the likelihood depends on the rows only through the number of rows at each
/// level of each distinct pattern, and its maximum is that of the single rows.
public enum MultinomialFit {
    /// The number of patterns from which on a sample of them gives the starting point.
    static let sampling = 1 << 15
    /// The largest deviation of a replicate parameter from its estimate: the normal distribution does not
    /// describe an estimate that is less certain than that.
    static let furthest = 6.0

    /// Fits a model; the result depends on nothing but the arguments.
    ///
    /// - Parameters:
    ///   - counts: The rows, by pattern and level.
    ///   - design: The design of the patterns; its layout is that of the counts.
    ///   - seed: The seed of the replicate models.
    ///   - replicates: The number of replicate models, drawn from the distribution of the estimates.
    ///   - spreading: The way to spread the work; the model is the same with each.
    /// - Returns: The model; if nothing could be estimated, with notes that say so.
    public static func fit(
        _ counts: PatternCounts,
        design: PersonDesign,
        seed: UInt64,
        replicates: Int,
        spreading: Spreading = .none
    ) -> MultinomialModel {
        precondition(counts.layout == design.layout)
        let tree = PatternTree(counts, spreading: spreading)
        let problem = FitProblem(design, totals: tree.totals, levelRows: tree.levelRows)
        let outcome =
            switch problem.logits.count {
            case 0...4: fit(problem, tree, counts, SIMD4<Double>.self)
            default: fit(problem, tree, counts, SIMD8<Double>.self)
            }
        return FittedModel(
            problem: problem,
            outcome: outcome,
            counts: counts,
            deviations: deviations(outcome.factor, design, seed: seed, replicates: replicates)
        ).model
    }

    private static func fit<Logits: SIMD & Sendable>(
        _ problem: FitProblem,
        _ tree: PatternTree,
        _ counts: PatternCounts,
        _ logits: Logits.Type
    ) -> SearchOutcome where Logits.Scalar == Double {
        guard !problem.logits.isEmpty else { return .nothing(hasRows: tree.count > 0) }
        var start = problem.slots.map { slot in
            slot.column > 0
                ? 0
                : logarithm(problem.levelRows[problem.logits[slot.logit]] / problem.levelRows[problem.base])
        }
        if tree.count >= sampling {
            let sample = PatternTree(counts, sieve: 7, spreading: tree.spreading)
            // Aliased parameters, and those of categories in no sampled pattern, stay 0: a ridge would share
            // them out.
            let aliases = NewtonSearch<Logits>(problem, sample).aliases(at: start)
            start =
                NewtonSearch<Logits>(problem, sample, ridge: 1, isFixed: aliases)
                .run(from: start, tolerance: 1).estimates
        }
        return NewtonSearch<Logits>(problem, tree).run(from: start)
    }

    /// Deviations of the replicate models from the estimates: normal, with the covariance of the estimates.
    private static func deviations(
        _ factor: OrderedCholesky,
        _ design: PersonDesign,
        seed: UInt64,
        replicates: Int
    ) -> [[Double]] {
        let name = design.key.utf8.reduce(BitMixing.mixed(seed)) { BitMixing.mixed($0 ^ UInt64($1)) }
        return (0..<replicates).map { replicate in
            let key = BitMixing.mixed(name &+ UInt64(replicate))
            let bells = (0..<factor.size).map { KeyedDraw.bell(key, $0) }
            return factor.solvedTransposed(bells).map { min(max($0, -furthest), furthest) }
        }
    }
}
